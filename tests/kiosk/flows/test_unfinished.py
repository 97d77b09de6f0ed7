"""The screen or its link died in the middle of a deposit: who logs in again is led to end it."""

import pytest

from kiosk.flows import Answered
from kiosk.flows.states import (
    DepositCase,
    DepositList,
    DepositPhone,
    DepositSize,
    DoorOpen,
    DoorShut,
    Home,
    Opening,
    OutOfService,
    StaffLogin,
    StaffMenu,
    TakeBackAsk,
    Unfinished,
)
from kiosk.flows.unfinished import unfinished_doors, ways
from locker.contract.answers import DepositRow, Deposits
from locker.contract.facts import DepositKind, DepositState, Right, Service
from locker.contract.ids import CaseNumber
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    CancelDeposit,
    ConfirmDeposit,
    ConfirmTakenBack,
    OpenForCheck,
    SettleCompartment,
    TakeBack,
)
from tests.kiosk.story import (
    A3,
    DEPOSIT,
    Act,
    FlowStep,
    Story,
    at_menu,
    cabinet,
    done,
    door,
    link,
    logged_in,
    ordered,
    play,
    refused,
    scans,
    sees,
    touches,
    types,
)

LOG_IN = (
    FlowStep(touches("staff"), StaffLogin),
    FlowStep(types("1024"), StaffLogin),
    FlowStep(touches("ok"), StaffLogin),
    FlowStep(types("246810"), StaffLogin),
    FlowStep(touches("ok"), StaffLogin),
    FlowStep(logged_in(), StaffMenu),
)


def row(state: DepositState, number: int = 7) -> DepositRow:
    return DepositRow(
        deposit=DEPOSIT if number == 7 else type(DEPOSIT)(f"k1-{number}"),
        kind=DepositKind.RESULT,
        case=CaseNumber(f"C-{number}"),
        compartment=A3 if number == 7 else type(A3)(f"B{number}"),
        state=state,
        phone_masked="138****8000",
        placed_at_ms=0,
        due_at_ms=1,
        overdue=False,
    )


def left(state: DepositState, *rights: Right, doubt: bool = False) -> Story:
    """A clerk stands before a deposit left in ``state``; ``doubt``: lockerd no longer waits for a word."""
    service = Service.NEEDS_CHECK if doubt else Service.IN_SERVICE
    return play(
        at_menu(*rights),
        FlowStep(sees(cabinet(deposit=state, service=service)), StaffMenu),
        FlowStep(touches("unfinished"), DepositList),
        FlowStep(lists(row(DepositState.WAITING, 1), row(state)), DepositList),
        FlowStep(touches(f"row.{DEPOSIT}"), Unfinished),
    )


def lists(*rows: DepositRow) -> Act:
    def act(story: Story) -> None:
        story.feed(Answered(story.last.id, Deposits(re=story.last.id, rows=list(rows))))

    return act


def test_a_link_that_died_between_door_and_word_is_picked_up_after_the_next_login() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("deposit"), DepositCase),
        FlowStep(scans("C-7"), DepositPhone),
        FlowStep(types("13800138000"), DepositPhone),
        FlowStep(touches("ok"), DepositSize),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(link(up=False), OutOfService),
        FlowStep(link(up=True), OutOfService),
        FlowStep(sees(cabinet(deposit=DepositState.PLACING)), Home),
        *LOG_IN,
    )
    assert unfinished_doors(story.model) == (A3,)

    play(
        story,
        FlowStep(touches("unfinished"), DepositList),
        FlowStep(lists(row(DepositState.PLACING)), DepositList),
        FlowStep(touches(f"row.{DEPOSIT}"), Unfinished),
        FlowStep(touches("yes"), Unfinished),
        FlowStep(done, DepositList),
    )
    assert story.request(ConfirmDeposit).deposit == DEPOSIT
    assert story.screen == DepositList(done="deposited", compartment="A3", asked=story.last.id)


def test_what_is_unfinished_stands_first_in_the_list() -> None:
    story = play(left(DepositState.PLACING), FlowStep(touches("back"), DepositList))
    lists(row(DepositState.WAITING, 1), row(DepositState.WAITING, 2), row(DepositState.PLACING))(story)

    assert isinstance(story.screen, DepositList)
    assert next(one.deposit for one in story.screen.rows or ()) == DEPOSIT


def test_nothing_was_left_inside_and_the_deposit_is_cancelled() -> None:
    story = play(left(DepositState.PLACING), FlowStep(touches("cancel"), Unfinished), FlowStep(done, DepositList))

    assert story.request(CancelDeposit).deposit == DEPOSIT


def test_the_word_is_given_once_however_often_it_is_touched() -> None:
    story = play(left(DepositState.PLACING), FlowStep(touches("yes", "yes", "cancel"), Unfinished))

    assert sum(isinstance(request, ConfirmDeposit | CancelDeposit) for request in story.asked) == 1


def test_when_lockerd_waits_no_longer_the_door_is_opened_to_look_and_the_applicant_is_told() -> None:
    story = play(
        left(DepositState.PLACING, doubt=True),
        FlowStep(touches("yes"), Unfinished),
        FlowStep(touches("open"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("full"), DoorShut),
        FlowStep(done, DepositList),
    )

    assert story.request(OpenForCheck).compartment == A3
    assert not story.request(SettleCompartment).empty
    assert not any(isinstance(request, ConfirmDeposit) for request in story.asked)
    assert isinstance(story.screen, DepositList)
    assert (story.screen.done, story.screen.compartment) == ("settled", "A3")


def test_a_refused_look_is_said_where_it_was_asked_for() -> None:
    story = play(
        left(DepositState.PLACING, doubt=True),
        FlowStep(touches("open"), Opening),
        FlowStep(refused(Refusal.BOARD_UNREACHABLE), Unfinished),
    )

    assert isinstance(story.screen, Unfinished)
    assert story.screen.mistake is not None


def test_a_refused_word_is_said_and_another_can_be_given() -> None:
    story = play(
        left(DepositState.PLACING),
        FlowStep(touches("yes"), Unfinished),
        FlowStep(refused(Refusal.DOOR_NEEDS_CLOSING), Unfinished),
        FlowStep(touches("yes"), Unfinished),
        FlowStep(done, DepositList),
    )

    assert sum(isinstance(request, ConfirmDeposit) for request in story.asked) == 2


def test_a_taking_back_is_ended_by_word_or_by_opening_again() -> None:
    said = play(left(DepositState.TAKING_BACK), FlowStep(touches("out"), Unfinished), FlowStep(done, DepositList))
    assert said.request(ConfirmTakenBack).deposit == DEPOSIT

    opened = play(left(DepositState.TAKING_BACK, doubt=True), FlowStep(touches("take"), Opening))
    assert opened.request(TakeBack).deposit == DEPOSIT


def test_a_finished_deposit_is_not_called_unfinished() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("unfinished"), StaffMenu),
        FlowStep(touches("list"), DepositList),
        FlowStep(lists(row(DepositState.WAITING)), DepositList),
        FlowStep(touches(f"row.{DEPOSIT}"), TakeBackAsk),
    )

    assert unfinished_doors(story.model) == ()


@pytest.mark.parametrize(
    ("right", "may"), [(Right.DEPOSIT, ("cancel",)), (Right.MAINTAIN, ("open",)), (Right.TAKE_BACK, ())]
)
def test_only_what_the_person_may_do_is_offered(right: Right, may: tuple[str, ...]) -> None:
    story = left(DepositState.PLACING, right, doubt=True)
    assert isinstance(story.screen, Unfinished)

    assert ways(story.model, story.screen.row) == may
    play(story, FlowStep(touches("yes", "out", "take"), Unfinished))


def test_who_was_just_told_that_it_is_done_is_not_told_that_it_is_not() -> None:
    story = at_menu()
    sees(cabinet(deposit=DepositState.PLACING))(story)

    assert unfinished_doors(story.model, but="A3") == ()
