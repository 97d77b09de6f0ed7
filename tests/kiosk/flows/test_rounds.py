"""Staff on their round: what differs after a cut comes first; the weekly walk goes door by door, and can be resumed."""

from msgspec import structs

from kiosk.flows.states import (
    Compartments,
    ContentsCheck,
    DepositList,
    Differences,
    DoorOpen,
    DoorShut,
    Opening,
    StaffMenu,
)
from locker.contract.answers import AlarmView, CabinetState, CompartmentView, Difference
from locker.contract.answers import ContentsCheck as Walk
from locker.contract.facts import Alarm, Differs, Door, Right, Service, Settling
from locker.contract.ids import CompartmentId
from locker.contract.refusal import Refusal
from locker.contract.requests import BeginContentsCheck, EndContentsCheck, OpenForCheck, SettleCompartment
from tests.kiosk.story import (
    A3,
    FlowStep,
    Story,
    at_home,
    at_menu,
    cabinet,
    done,
    door,
    logged_in,
    ordered,
    play,
    refused,
    sees,
    touches,
    types,
)

LOOK = Difference(differs=Differs.SHUT_UNSEEN, subject="A3", settling=Settling.LOOK_INSIDE)
SHUT = Difference(differs=Differs.STANDS_OPEN, subject="A1", settling=Settling.SHUT_DOOR)
FINISH = Difference(differs=Differs.UNFINISHED, subject="A2", settling=Settling.FINISH_DEPOSIT)
BOARD = Difference(differs=Differs.BOARD_MISSING, subject="upper", settling=Settling.CALL_MAINTENANCE)


def differing(*found: Difference) -> CabinetState:
    return structs.replace(cabinet(), differences=list(found))


def walking(left: list[str], *, checked: int = 0, unused: tuple[str, ...] = ()) -> CabinetState:
    """Three doors; ``left`` of them are to be looked into."""
    views = [
        CompartmentView(id=CompartmentId(id_), door=Door.CLOSED, service=Service.IN_SERVICE, occupied=id_ == "A3")
        for id_ in ("A1", "A2", "A3")
    ]
    walk = Walk(
        under_way=True,
        done_at_ms=0,
        checked=checked,
        left=[CompartmentId(id_) for id_ in left],
        unused=[CompartmentId(id_) for id_ in unused],
    )
    due = AlarmView(alarm=Alarm.CONTENTS_CHECK_DUE, subject="", since_ms=0)
    return structs.replace(cabinet(), compartments=views, alarms=[due], contents_check=walk)


def on_the_walk(state: CabinetState) -> Story:
    story = at_menu()
    sees(state)(story)
    return play(story, FlowStep(touches("contents"), ContentsCheck), FlowStep(done, ContentsCheck))


def logs_in(story: Story, *rights: Right) -> None:
    for act in (touches("staff"), types("1024"), touches("ok"), types("246810"), touches("ok"), logged_in(*rights)):
        act(story)


def test_after_logging_in_what_differs_comes_first_and_then_the_menu() -> None:
    story = at_home()
    sees(differing(LOOK))(story)
    logs_in(story)

    assert isinstance(story.screen, Differences)
    play(story, FlowStep(touches("back"), StaffMenu), FlowStep(touches("differs"), Differences))


def test_a_look_inside_leads_back_to_what_differs() -> None:
    story = at_menu()
    sees(differing(LOOK))(story)
    play(
        story,
        FlowStep(touches("differs"), Differences),
        FlowStep(touches("look.A3"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("full"), DoorShut),
    )
    assert (story.request(SettleCompartment).empty, story.request(SettleCompartment).other) == (False, False)
    sees(differing())(story)
    done(story)

    assert story.screen == Differences(done="settled", compartment="A3")


def test_a_door_that_may_not_open_now_leads_back_with_the_reason() -> None:
    story = at_menu()
    sees(differing(LOOK))(story)
    play(
        story,
        FlowStep(touches("differs"), Differences),
        FlowStep(touches("look.A3"), Opening),
        FlowStep(refused(Refusal.LOCK_COOLING, 4), Differences),
    )
    assert isinstance(story.screen, Differences)
    assert story.screen.mistake is not None


def test_what_cannot_be_settled_on_the_glass_has_nothing_to_touch() -> None:
    story = at_menu()
    sees(differing(SHUT, BOARD))(story)
    before = len(story.asked)
    play(story, FlowStep(touches("differs"), Differences), FlowStep(touches("look.A1", "look.upper"), Differences))

    assert len(story.asked) == before


def test_an_unfinished_deposit_is_ended_where_deposits_are_listed() -> None:
    story = at_menu()
    sees(differing(FINISH))(story)

    play(story, FlowStep(touches("differs"), Differences), FlowStep(touches("finish"), DepositList))


def test_who_may_not_look_inside_is_only_told() -> None:
    story = at_menu(Right.DEPOSIT)
    sees(differing(LOOK))(story)

    play(story, FlowStep(touches("differs"), Differences), FlowStep(touches("look.A3"), Differences))


def test_the_walk_goes_on_behind_the_door_just_looked_into() -> None:
    story = on_the_walk(walking(["A1", "A2", "A3"]))
    assert isinstance(story.request(BeginContentsCheck), BeginContentsCheck)
    play(
        story,
        FlowStep(touches("later", "later"), ContentsCheck),
        FlowStep(touches("open"), Opening),
    )
    assert story.request(OpenForCheck).compartment == A3
    play(
        story,
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("other"), DoorShut),
    )
    assert story.request(SettleCompartment).other
    sees(walking(["A1", "A2"], checked=1))(story)
    play(story, FlowStep(done, ContentsCheck), FlowStep(touches("open"), Opening))

    assert story.request(OpenForCheck).compartment == "A1", "those put off come round again"


def test_the_walk_ends_when_every_door_was_looked_behind() -> None:
    story = on_the_walk(walking(["A2"]))
    before = len(story.asked)
    touches("end")(story)
    assert len(story.asked) == before, "one is left"

    sees(walking([], checked=3))(story)
    play(story, FlowStep(touches("end"), ContentsCheck), FlowStep(done, StaffMenu))
    assert story.screen == StaffMenu(done="contents")


def test_never_used_compartments_are_left_out_only_when_staff_say_so() -> None:
    story = on_the_walk(walking(["A1", "A2"], unused=("A1", "A2")))
    play(story, FlowStep(touches("skip"), ContentsCheck), FlowStep(touches("end"), ContentsCheck))

    assert story.request(EndContentsCheck).skip_unused


def test_a_walk_that_lockerd_does_not_hold_for_ended_says_which_door_is_left() -> None:
    story = on_the_walk(walking([], checked=3))
    play(
        story,
        FlowStep(touches("end"), ContentsCheck),
        FlowStep(refused(Refusal.DOORS_UNCHECKED), ContentsCheck),
    )

    assert isinstance(story.screen, ContentsCheck)
    assert story.screen.mistake is not None


def test_a_look_from_the_front_still_leads_back_to_the_front() -> None:
    story = at_menu()
    play(
        story,
        FlowStep(touches("compartments"), Compartments),
        FlowStep(touches("door.A3", "open"), Opening),
        FlowStep(refused(Refusal.LOCK_COOLING, 4), Compartments),
    )
