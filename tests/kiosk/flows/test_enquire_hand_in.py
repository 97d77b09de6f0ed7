"""Paper originals through the locker: the door, the question after it, the receipt, and every way it can go wrong."""

import pytest

from intake.contract.answers import MaterialDeposit
from intake.contract.stage import Stage
from intake.said import Said
from kiosk.flows import Answered
from kiosk.flows.effects import Print
from kiosk.flows.enquire.states import CaseShown, Enquire, HandInSize, PapersInside
from kiosk.flows.inputs import Paper, Printed
from kiosk.flows.states import (
    DepositList,
    DoorOpen,
    DoorShut,
    DoorStuck,
    Home,
    Opening,
    OutOfService,
    StaffMenu,
    TakeBackAsk,
    Unfinished,
)
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from locker.client import NoAnswer
from locker.contract.answers import DepositRow, Deposits
from locker.contract.facts import DepositKind, DepositState, Outcome, Size
from locker.contract.ids import CaseNumber
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    BeginHandIn,
    CancelHandIn,
    ConfirmDeposit,
    ConfirmHandIn,
    MoveHandIn,
    OpenHandInAgain,
)
from tests.kiosk.notice_story import NoticeStory, at_case, hall_says, notice
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
    ordered,
    play,
    refused,
    sees,
    touches,
    unanswered,
    waits,
)

NAMES = (Said("健康证明原件"), Said("房屋租赁合同原件"))


def at_size() -> NoticeStory:
    story = at_case(Stage.TOLERATED)
    play(
        story,
        FlowStep(touches("hand_in"), CaseShown),
        FlowStep(hall_says(MaterialDeposit(case="E26112300423", names=NAMES)), HandInSize),
    )
    return story


def at_shut_door() -> NoticeStory:
    story = at_size()
    play(
        story,
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
    )
    return story


def mistake(story: Story) -> str:
    found = getattr(story.screen, "mistake", None)
    return found.key if found else ""


def test_papers_are_put_in_the_door_shut_and_a_receipt_shown() -> None:
    story = at_size()
    play(story, FlowStep(touches("size.M", "low"), HandInSize), FlowStep(touches("ok"), Opening))
    begun = story.request(BeginHandIn)
    assert (begun.case, begun.size, begun.low_reach) == ("E26112300423", Size.M, True)
    play(
        story,
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("yes"), DoorShut),
    )
    assert story.request(ConfirmHandIn).hand_in == begun.id
    play(story, FlowStep(done, PapersInside), FlowStep(waits(45), Home))


def test_the_receipt_is_printed_when_wanted_and_leads_back_to_the_case() -> None:
    story = at_shut_door()
    play(
        story,
        FlowStep(touches("yes"), DoorShut),
        FlowStep(done, PapersInside),
        FlowStep(touches("print"), PapersInside),
    )
    (slip,) = story.wanted(Print).notices
    assert [row.name for row in slip.rows] == list(NAMES)
    assert (slip.case, slip.qr) == ("E26112300423", notice())
    assert "A3" in slip.written_number
    story.feed(Printed(Paper.OUT))
    assert isinstance(story.screen, PapersInside)
    assert story.screen.paper is Paper.OUT


def test_a_slip_sent_to_a_printer_that_says_nothing_is_looked_for_at_its_slot() -> None:
    story = at_shut_door()
    play(
        story,
        FlowStep(touches("yes"), DoorShut),
        FlowStep(done, PapersInside),
        FlowStep(touches("print"), PapersInside),
    )

    story.feed(Printed(Paper.SENT))

    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)
    assert any("请看出纸口" in one.text for one in shown.elements if isinstance(one, Words))


def test_shut_too_soon_the_same_door_opens_once_more() -> None:
    story = at_shut_door()
    begun = story.request(BeginHandIn)
    play(story, FlowStep(touches("again"), Opening))
    assert story.request(OpenHandInAgain).hand_in == begun.id
    play(
        story,
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("yes"), DoorShut),
        FlowStep(done, PapersInside),
    )


def test_a_lock_that_must_rest_leads_back_to_the_question_and_the_door_is_still_theirs() -> None:
    story = at_shut_door()
    play(story, FlowStep(touches("again"), Opening), FlowStep(refused(Refusal.LOCK_COOLING, 4), DoorShut))
    assert mistake(story) == "refusal.lock_cooling"
    play(story, FlowStep(touches("yes"), DoorShut), FlowStep(done, PapersInside))
    assert isinstance(story.screen, PapersInside)
    assert story.screen.compartment == "A3"


def test_too_large_an_envelope_gets_a_larger_compartment_as_low_as_was_asked() -> None:
    story = at_size()
    play(
        story,
        FlowStep(touches("low", "ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("larger"), Opening),
    )
    moved = story.request(MoveHandIn)
    assert (moved.hand_in, moved.size, moved.low_reach) == (story.request(BeginHandIn).id, Size.M, True)


def test_no_larger_one_free_is_said_at_the_door_that_is_still_theirs() -> None:
    story = at_shut_door()
    play(story, FlowStep(touches("larger"), Opening), FlowStep(refused(Refusal.NO_COMPARTMENT_FREE), DoorShut))
    assert mistake(story) == "refusal.no_compartment_free"
    play(story, FlowStep(touches("cancel"), DoorShut))
    assert story.request(CancelHandIn).hand_in == story.request(BeginHandIn).id


def test_a_door_that_did_not_open_is_left_for_another_or_given_up() -> None:
    story = at_size()
    play(
        story,
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("did_not_open", Outcome.DID_NOT_OPEN), DoorStuck),
        FlowStep(touches("again"), Opening),
    )
    assert story.request(MoveHandIn).size is Size.S
    play(
        story,
        FlowStep(ordered, Opening),
        FlowStep(door("not_pulsed", Outcome.NOT_PULSED), DoorStuck),
        FlowStep(touches("back"), DoorShut),
    )
    assert story.request(CancelHandIn)
    play(story, FlowStep(done, Enquire))
    assert story.screen == Enquire(done="cancelled")


def test_who_changes_their_mind_is_told_that_nothing_is_inside() -> None:
    play(at_shut_door(), FlowStep(touches("cancel"), DoorShut), FlowStep(done, Enquire))


@pytest.mark.parametrize(
    "refusal", [Refusal.CASE_HAND_INS_WAITING, Refusal.HAND_INS_FULL, Refusal.NO_COMPARTMENT_FREE, Refusal.CABINET_BUSY]
)
def test_a_cabinet_that_takes_nothing_in_says_why_and_opens_nothing(refusal: Refusal) -> None:
    story = play(at_size(), FlowStep(touches("ok"), Opening), FlowStep(refused(refusal), HandInSize))
    assert mistake(story) == f"refusal.{refusal}"


def test_a_hand_in_that_is_over_is_said_and_can_be_begun_anew() -> None:
    story = at_shut_door()
    play(story, FlowStep(touches("yes"), DoorShut), FlowStep(refused(Refusal.HAND_IN_OVER), Enquire))
    assert mistake(story) == "refusal.hand_in_over"


def test_an_order_nobody_answers_is_said() -> None:
    story = play(at_size(), FlowStep(touches("ok"), Opening), FlowStep(unanswered(NoAnswer.LATE), HandInSize))
    assert mistake(story) == "mistake.no_answer"


def test_nothing_heard_of_the_door_leads_to_the_size_again() -> None:
    play(
        at_size(),
        FlowStep(touches("ok"), Opening),
        FlowStep(waits(17), DoorStuck),
        FlowStep(touches("back"), HandInSize),
    )


def test_an_open_door_is_not_left_because_nobody_touches_the_glass() -> None:
    play(
        at_size(),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(waits(200), DoorOpen),
    )


def test_a_cut_link_at_an_open_door_is_said() -> None:
    story = play(
        at_size(),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(link(up=False), OutOfService),
    )
    assert isinstance(story.screen, OutOfService)
    assert story.screen.door == "A3"


# staff take them out


def papers(state: DepositState = DepositState.WAITING) -> DepositRow:
    return DepositRow(
        deposit=DEPOSIT,
        kind=DepositKind.MATERIAL,
        case=CaseNumber("E26112300423"),
        compartment=A3,
        state=state,
        phone_masked="",
        placed_at_ms=0,
        due_at_ms=0,
        overdue=False,
    )


def lists(*rows: DepositRow) -> Act:
    return lambda story: story.feed(Answered(story.last.id, Deposits(re=story.last.id, rows=list(rows))))


def test_who_took_papers_out_is_told_to_sign_for_them() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("list"), DepositList),
        FlowStep(lists(papers()), DepositList),
        FlowStep(touches(f"row.{DEPOSIT}"), TakeBackAsk),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("yes"), DoorShut),
        FlowStep(done, DepositList),
    )
    assert isinstance(story.screen, DepositList)
    assert story.screen.done == "taken_back.material"


def test_papers_left_without_a_word_are_put_on_record_by_who_looked_inside() -> None:
    story = play(
        at_menu(),
        FlowStep(sees(cabinet(deposit=DepositState.PLACING)), StaffMenu),
        FlowStep(touches("unfinished"), DepositList),
        FlowStep(lists(papers(DepositState.PLACING)), DepositList),
        FlowStep(touches(f"row.{DEPOSIT}"), Unfinished),
        FlowStep(touches("yes"), Unfinished),
    )
    assert story.request(ConfirmDeposit).deposit == DEPOSIT
    play(story, FlowStep(done, DepositList))
    assert isinstance(story.screen, DepositList)
    assert story.screen.done == "deposited.material"
