"""Doors that open by themselves, power cuts, clocks that jump, the hall's remote hand."""

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.facts import Alarm, DepositState, Door, Service
from locker.contract.ids import BoardName
from locker.contract.refusal import Refusal
from locker.domain import observe
from locker.domain.evolve import _STEPS
from locker.domain.layout import SensorLine
from locker.domain.login import locked_ms, login_tried
from tests.locker.story import CLERK, Story, opened, refusal


def test_a_door_opened_without_order_is_an_alarm_and_needs_a_check() -> None:
    story = Story()
    deposit = story.deposited()
    story.opens(deposit.compartment)
    assert story.stands(Alarm.DOOR_OPENED_WITHOUT_ORDER, deposit.compartment)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
    story.shuts(deposit.compartment)
    assert story.stands(Alarm.DOOR_OPENED_WITHOUT_ORDER, deposit.compartment), "shutting it explains nothing"
    story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=False)
    assert not story.cabinet.alarms
    assert story.state(deposit) is DepositState.WAITING


def test_power_cut_after_the_order_never_pulses_again_and_says_it_does_not_know() -> None:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    before = len(story.pulses)
    story.power_cut()
    assert len(story.pulses) == before
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
    assert story.events(ev.DoorOrderInterrupted)


def test_after_a_lost_reply_nobody_may_say_that_the_lock_stayed_still() -> None:
    story = Story()
    begun = opened(story.clerk_begins())
    cycle = story.compartment(begun.compartment).cycle
    assert cycle is not None
    lost = observe.pulse_failed(story.situation(), begun.compartment, cycle.request, "no_reply", sent=True)
    story.write(lost, cycle.request)
    story.wait(3)
    story.clerk(rq.CancelDeposit, deposit=begun.deposit)
    assert story.service(begun.compartment) is Service.NEEDS_CHECK


def test_after_a_power_cut_the_persons_own_code_still_opens_their_door() -> None:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    story.power_cut()
    story.wait(10)
    assert opened(story.visitor_enters(story.code_of(deposit))).compartment == deposit.compartment


def test_a_power_cut_with_the_door_open_keeps_the_story_going() -> None:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    story.opens(deposit.compartment)
    story.power_cut()
    story.shuts(deposit.compartment)
    story.wait(story.rules.grace_s + 1)
    assert story.state(deposit) is DepositState.COLLECTED


def test_a_clock_set_back_a_year_lengthens_no_pause() -> None:
    story = Story()
    for _ in range(5):
        story.visitor_enters("00000000")
    story.now_ms -= 365 * 86_400_000
    story.write([ev.ClockJumped(delta_ms=-365 * 86_400_000)])
    story.wait(story.rules.pause_s - 1)
    assert refusal(story.visitor_enters("00000000")) is Refusal.ENTRY_PAUSED
    story.wait(2)
    assert refusal(story.visitor_enters("00000000")) is Refusal.CODE_UNKNOWN


def test_a_door_its_board_cannot_tell_is_doubtful_whatever_bit_means_shut() -> None:
    for closed_is in (False, True):
        sensor = SensorLine(BoardName("upper"), 1, closed_is)
        assert sensor.says(None) is Door.DOUBTFUL
        assert sensor.says(closed_is) is Door.CLOSED
        assert sensor.says(not closed_is) is Door.OPEN


def test_a_silent_board_makes_its_doors_unknown_and_no_other() -> None:
    story = Story()
    story.write(observe.board_fell_silent(story.situation(), "upper", "no_reply"))  # type: ignore[arg-type]
    assert story.compartment("A1").door is Door.UNKNOWN
    assert story.compartment("B1").door is Door.CLOSED
    assert story.stands(Alarm.BOARD_SILENT, "upper")
    assert opened(story.clerk_begins()).compartment == "B1"
    story.write(observe.board_answered(story.situation(), "upper"))  # type: ignore[arg-type]
    assert not story.stands(Alarm.BOARD_SILENT, "upper")


def test_a_board_that_must_move_no_lock_is_told_of_and_its_sensors_are_believed() -> None:
    story = Story()
    mine = story.deposited()
    board = story.layout[mine.compartment].board
    story.write(observe.board_unfit(story.situation(), board, "register 0x1000 stays 1, must be 0"))
    assert story.stands(Alarm.BOARD_UNFIT, board)
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.BOARD_UNREACHABLE
    other = story.layout[opened(story.clerk_begins("C-2")).compartment]
    assert other.board != board
    assert story.compartment(mine.compartment).door is Door.CLOSED
    story.write(observe.board_fit(story.situation(), board))
    assert not story.stands(Alarm.BOARD_UNFIT, board)
    story.wait(10)
    assert opened(story.visitor_enters(story.code_of(mine))).compartment == mine.compartment


def test_five_wrong_pins_lock_the_number_for_a_while_and_raise_an_alarm() -> None:
    story = Story()
    for _ in range(5):
        story.write(login_tried(story.situation(), CLERK.staff, right=False))
    assert locked_ms(story.situation(), CLERK.staff) == story.rules.pin_lock_s * 1000
    assert story.stands(Alarm.STAFF_LOGIN_GUESSED, CLERK.staff)
    story.wait(story.rules.pin_lock_s)
    assert locked_ms(story.situation(), CLERK.staff) == 0


@pytest.mark.parametrize("alarm", [Alarm.BOARD_SILENT, Alarm.DOOR_LEFT_OPEN, Alarm.COMPARTMENT_NEEDS_CHECK])
def test_staff_cannot_wipe_an_alarm_whose_cause_stands(alarm: Alarm) -> None:
    story = Story()
    story.write([ev.AlarmRaised(alarm=alarm, subject="A1")])
    assert refusal(story.clerk(rq.ClearAlarm, alarm=alarm, subject="A1")) is Refusal.ALARM_STANDS


def test_a_command_of_the_hall_works_once() -> None:
    story = Story()
    assert opened(story.hall_commands("open", "A1", "cmd-1")).compartment == "A1"
    story.wait(10)
    assert refusal(story.hall_commands("open", "A1", "cmd-1")) is Refusal.COMMAND_EXPIRED
    assert story.pulses == ["A1"]


def test_a_compartment_in_doubt_comes_back_only_by_being_settled() -> None:
    story = Story()
    story.opens("A1")
    story.shuts("A1")
    story.hall_commands("return_to_service", "A1")
    assert story.service("A1") is Service.NEEDS_CHECK


def test_an_envelope_that_should_be_there_and_is_not_is_never_forgotten() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.OpenForCheck, compartment=deposit.compartment)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=True)
    assert story.state(deposit) is DepositState.DISPUTED
    assert story.stands(Alarm.WRONG_DOCUMENT, deposit.compartment)


def test_a_document_at_which_the_hall_let_somebody_is_looked_after_when_nobody_says_a_word() -> None:
    story = Story()
    deposit = story.deposited()
    story.hall_commands("open", deposit.compartment)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.wait(story.rules.door_open_s_max)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
    assert story.state(deposit) is DepositState.WAITING, "its code opens all the same"


def test_who_looks_in_and_says_what_is_inside_leaves_no_doubt() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.OpenForCheck, compartment=deposit.compartment)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=False)
    story.wait(story.rules.door_open_s_max)
    assert story.service(deposit.compartment) is Service.IN_SERVICE
    assert not story.cabinet.alarms


def test_a_power_cut_over_a_clerk_with_an_open_door_does_not_vouch_for_the_document() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.OpenForCheck, compartment=deposit.compartment)
    story.opens(deposit.compartment)
    story.power_cut(**{deposit.compartment: Door.OPEN})
    story.shuts(deposit.compartment)
    story.wait(story.rules.door_open_s_max)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK


def test_an_empty_compartment_that_was_opened_from_afar_serves_on() -> None:
    story = Story()
    story.hall_commands("open", "A1")
    story.opens("A1")
    story.shuts("A1")
    story.wait(story.rules.door_open_s_max)
    assert story.service("A1") is Service.IN_SERVICE


def test_every_event_of_the_contract_has_its_step() -> None:
    kinds = set(ev.Event.__subclasses__())
    assert kinds == set(_STEPS)


def test_a_ledger_restored_from_an_old_copy_is_an_alarm_staff_cannot_wipe() -> None:
    story = Story()
    story.write(observe.hall_holds_more(story.situation(), "entry 7"))
    assert story.stands(Alarm.LEDGER_BEHIND_HALL)
    assert refusal(story.clerk(rq.ClearAlarm, alarm=Alarm.LEDGER_BEHIND_HALL)) is Refusal.ALARM_STANDS


def test_by_the_books_of_an_old_copy_no_code_opens_and_no_code_is_given_twice() -> None:
    """What the copy calls somebody's compartment may hold another person's document by now."""
    story = Story()
    deposit = story.deposited()
    story.write(observe.hall_holds_more(story.situation(), "entry 7"))
    before = len(story.pulses)
    for code in (story.code_of(deposit), "00000000"):
        assert refusal(story.visitor_enters(code)) is Refusal.DEPOSIT_NEEDS_STAFF
    assert refusal(story.clerk_begins("C-2")) is Refusal.LEDGER_DAMAGED
    assert len(story.pulses) == before
    opened(story.clerk(rq.TakeBack, deposit=deposit.id))
    story.write(observe.hall_agrees(story.situation()))
    story.wait(10)
    opened(story.clerk_begins("C-2"))
