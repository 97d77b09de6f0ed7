"""Staff at the kiosk: logging in, depositing, taking back, settling."""

import pytest

from kiosk.flows import Answered
from kiosk.flows.states import (
    Alarms,
    Compartments,
    DepositCase,
    DepositList,
    DepositPhone,
    DepositSize,
    DoorOpen,
    DoorShut,
    DoorStuck,
    Home,
    Mistake,
    Opening,
    StaffLogin,
    StaffMenu,
    TakeBackAsk,
)
from locker.contract.answers import DepositRow, Deposits
from locker.contract.facts import DepositKind, DepositState, Right, Service, Size
from locker.contract.ids import CaseNumber
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    BeginDeposit,
    CancelDeposit,
    ClearAlarm,
    ConfirmDeposit,
    ConfirmTakenBack,
    MoveDeposit,
    OpenForCheck,
    SetService,
    SettleCompartment,
    StaffLogout,
    TakeBack,
)
from locker.contract.requests import StaffLogin as LoginRequest
from tests.kiosk.story import (
    A3,
    DEPOSIT,
    FlowStep,
    Story,
    at_home,
    at_menu,
    done,
    door,
    logged_in,
    ordered,
    play,
    refused,
    scans,
    touches,
    types,
)

PHONE = "13800138000"


def at_size() -> Story:
    return play(
        at_menu(),
        FlowStep(touches("deposit"), DepositCase),
        FlowStep(scans("152501-20261123-00417"), DepositPhone),
        FlowStep(types(PHONE), DepositPhone),
        FlowStep(touches("ok"), DepositSize),
    )


def placed() -> Story:
    return play(
        at_size(),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
    )


def row(number: int = 7) -> DepositRow:
    return DepositRow(
        deposit=DEPOSIT if number == 7 else type(DEPOSIT)(f"k1-{number}"),
        kind=DepositKind.RESULT,
        case=CaseNumber(f"C-{number}"),
        compartment=A3,
        state=DepositState.WAITING,
        phone_masked="138****8000",
        placed_at_ms=0,
        due_at_ms=1,
        overdue=True,
    )


def lists(*rows: DepositRow) -> "FlowStep":
    def act(story: Story) -> None:
        story.feed(Answered(story.last.id, Deposits(re=story.last.id, rows=list(rows))))

    return FlowStep(act, DepositList)


def test_a_clerk_logs_in_and_out_and_the_pin_is_gone_at_once() -> None:
    story = play(
        at_home(),
        FlowStep(touches("staff"), StaffLogin),
        FlowStep(types("1024"), StaffLogin),
        FlowStep(touches("ok"), StaffLogin),
        FlowStep(types("246810"), StaffLogin),
        FlowStep(touches("ok"), StaffLogin),
    )
    request = story.request(LoginRequest)
    assert (request.number, request.pin) == ("1024", "246810")
    assert isinstance(story.screen, StaffLogin)
    assert story.screen.pin == ""

    play(story, FlowStep(logged_in(), StaffMenu), FlowStep(touches("logout"), Home))
    assert story.request(StaffLogout).token == "token"
    assert story.model.staff is None


def test_a_wrong_pin_is_said_and_can_be_typed_again() -> None:
    story = play(
        at_home(),
        FlowStep(touches("staff"), StaffLogin),
        FlowStep(types("1024"), StaffLogin),
        FlowStep(touches("ok"), StaffLogin),
        FlowStep(types("1"), StaffLogin),
        FlowStep(touches("ok"), StaffLogin),
        FlowStep(refused(Refusal.LOGIN_WRONG), StaffLogin),
    )

    assert isinstance(story.screen, StaffLogin)
    assert story.screen.number == "1024"
    assert story.screen.mistake is not None


def test_who_may_not_is_not_let_in() -> None:
    play(
        at_menu(Right.DEPOSIT),
        FlowStep(touches("list"), StaffMenu),
        FlowStep(touches("compartments"), StaffMenu),
        FlowStep(touches("deposit"), DepositCase),
    )


def test_a_login_that_ended_asks_for_another() -> None:
    story = play(at_size(), FlowStep(touches("ok"), Opening), FlowStep(refused(Refusal.LOGIN_NEEDED), StaffLogin))

    assert story.model.staff is None


def test_a_document_is_put_in_and_confirmed() -> None:
    story = play(placed(), FlowStep(touches("yes"), DoorShut), FlowStep(done, StaffMenu))

    begun = story.request(BeginDeposit)
    assert (begun.case, begun.size, begun.low_reach) == ("152501-20261123-00417", Size.S, False)
    assert story.request(ConfirmDeposit).deposit == DEPOSIT
    assert story.screen == StaffMenu(done="deposited", compartment="A3")


def test_the_phone_leaves_only_sealed_and_masked() -> None:
    story = at_size()
    assert PHONE not in str([getattr(story.screen, name) for name in story.screen.__dataclass_fields__])

    play(story, FlowStep(touches("size.L", "low", "ok"), Opening))
    begun = story.request(BeginDeposit)
    assert (begun.phone_sealed, begun.phone_masked) == ("c2VhbGVk", "138****8000")
    assert (begun.size, begun.low_reach) == (Size.L, True)
    assert PHONE not in str(story.asked)


@pytest.mark.parametrize("digits", ["", "1380013800", "12800138000", "23800138000"])
def test_a_number_that_is_none_is_not_taken(digits: str) -> None:
    story = play(
        at_menu(),
        FlowStep(touches("deposit"), DepositCase),
        FlowStep(types("1"), DepositCase),
        FlowStep(touches("ok"), DepositPhone),
        FlowStep(types(digits), DepositPhone),
        FlowStep(touches("ok"), DepositPhone),
    )

    assert isinstance(story.screen, DepositPhone)
    assert story.screen.mistake is not None


@pytest.mark.parametrize("text", ["", "x" * 65, "张三", "a b", "-1", "1\n2"])
def test_a_case_number_that_is_none_is_not_taken(text: str) -> None:
    story = play(at_menu(), FlowStep(touches("deposit"), DepositCase), FlowStep(scans(text), DepositCase))

    assert isinstance(story.screen, DepositCase)
    assert story.screen.mistake is not None


@pytest.mark.parametrize("slip", ["E26112300424", "E26112300432", "e26112310423"])
def test_a_slip_in_a_case_number_is_told_before_the_result_lies_under_a_strangers_case(slip: str) -> None:
    story = play(at_menu(), FlowStep(touches("deposit"), DepositCase), FlowStep(scans(slip), DepositCase))

    assert isinstance(story.screen, DepositCase)
    assert story.screen.mistake == Mistake("mistake.case_number")


@pytest.mark.parametrize("number", ["E26112300423", "152501202611230000042", "SP2026-11-0042"])
def test_a_number_of_ours_and_one_of_the_province_are_taken(number: str) -> None:
    story = play(at_menu(), FlowStep(touches("deposit"), DepositCase), FlowStep(scans(number), DepositPhone))

    assert isinstance(story.screen, DepositPhone)
    assert story.screen.case == number


def test_what_does_not_fit_gets_a_larger_compartment_and_nothing_is_lost() -> None:
    story = play(
        placed(), FlowStep(touches("larger"), Opening), FlowStep(ordered, Opening), FlowStep(door("opened"), DoorOpen)
    )
    moved = story.request(MoveDeposit)
    assert (moved.deposit, moved.size) == (DEPOSIT, Size.M)

    play(story, FlowStep(door("closed"), DoorShut), FlowStep(touches("yes"), DoorShut), FlowStep(done, StaffMenu))


def test_a_door_that_does_not_open_for_a_deposit_is_replaced_by_another() -> None:
    story = play(
        at_size(),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("did_not_open"), DoorStuck),
        FlowStep(touches("again"), Opening),
    )

    assert story.request(MoveDeposit).size is Size.S


def test_a_deposit_is_cancelled() -> None:
    story = play(placed(), FlowStep(touches("cancel"), DoorShut), FlowStep(done, StaffMenu))

    assert story.request(CancelDeposit).deposit == DEPOSIT
    assert story.screen == StaffMenu(done="cancelled", compartment="A3")


def test_a_refused_word_is_said_and_can_be_given_again() -> None:
    story = play(
        placed(),
        FlowStep(touches("yes"), DoorShut),
        FlowStep(touches("yes"), DoorShut),
        FlowStep(refused(Refusal.DOOR_NEEDS_CLOSING), DoorShut),
    )
    assert sum(isinstance(request, ConfirmDeposit) for request in story.asked) == 1

    play(story, FlowStep(touches("yes"), DoorShut), FlowStep(done, StaffMenu))


def test_no_room_leads_back_to_the_sizes_with_all_that_was_typed() -> None:
    story = play(
        at_size(), FlowStep(touches("ok"), Opening), FlowStep(refused(Refusal.NO_COMPARTMENT_FREE), DepositSize)
    )

    assert isinstance(story.screen, DepositSize)
    assert story.screen.draft.phone_sealed == "c2VhbGVk"
    play(story, FlowStep(touches("size.M", "ok"), Opening))


def test_an_overdue_document_is_taken_back() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("list"), DepositList),
        lists(row()),
        FlowStep(touches(f"row.{DEPOSIT}"), TakeBackAsk),
        FlowStep(touches("ok"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("yes"), DoorShut),
        FlowStep(done, DepositList),
    )

    assert story.request(TakeBack).deposit == DEPOSIT
    assert story.request(ConfirmTakenBack).deposit == DEPOSIT


def test_a_taking_back_that_lockerd_ended_is_not_said_to_be_done() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("list"), DepositList),
        lists(row()),
        FlowStep(touches(f"row.{DEPOSIT}"), TakeBackAsk),
        FlowStep(touches("ok"), Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("over"), DepositList),
    )

    assert isinstance(story.screen, DepositList)
    assert story.screen.done == ""


def test_a_long_list_is_read_page_by_page() -> None:
    story = play(at_menu(), FlowStep(touches("list"), DepositList), lists(*(row(n) for n in range(20))))

    touches("page.next", "page.next", "page.next", "page.next", "page.next")(story)
    assert isinstance(story.screen, DepositList)
    assert story.screen.page == 3
    touches(*["page.before"] * 9)(story)
    assert isinstance(story.screen, DepositList)
    assert story.screen.page == 0


def test_a_compartment_is_looked_into_and_settled() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("compartments", "door.A3"), Compartments),
        FlowStep(touches("open"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("empty"), DoorShut),
        FlowStep(done, Compartments),
    )

    assert story.request(OpenForCheck).compartment == A3
    assert story.request(SettleCompartment).empty


def test_a_compartment_is_stopped_and_used_again() -> None:
    story = play(at_menu(), FlowStep(touches("compartments", "door.A3", "service.stop"), Compartments))
    assert story.request(SetService).service is Service.OUT_OF_SERVICE

    play(story, FlowStep(done, Compartments), FlowStep(touches("service.resume"), Compartments))
    assert story.request(SetService).service is Service.IN_SERVICE


def test_an_alarm_is_dealt_with() -> None:
    story = play(
        at_menu(),
        FlowStep(touches("alarms"), Alarms),
        FlowStep(touches("clear.door_left_open.A3"), Alarms),
        FlowStep(done, Alarms),
    )

    cleared = story.request(ClearAlarm)
    assert (cleared.alarm, cleared.subject) == ("door_left_open", "A3")
