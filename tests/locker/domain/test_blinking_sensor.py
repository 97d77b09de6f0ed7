"""A sensor that says open for one reading: the screen is told at once, and nothing is proven by it."""

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.codec import decode_event
from locker.contract.facts import Alarm, DepositState, Door, Service
from locker.contract.ids import BoardName, RequestId
from locker.domain import observe
from locker.domain.state import Deposit
from tests.locker.story import BLINK_S, Story, opened


def at_a_jammed_door(story: Story) -> tuple[Deposit, RequestId]:
    """Somebody typed their code; the deposit and the pickup's id."""
    deposit = story.deposited()
    return deposit, opened(story.visitor_enters(story.code_of(deposit))).re


def goes_away(story: Story) -> None:
    story.wait(story.rules.grace_s + story.rules.door_open_s_max)


def assert_in_doubt(story: Story, deposit: Deposit) -> None:
    """Nobody says it was collected, staff are called, and its code goes on opening its door."""
    assert story.state(deposit) is DepositState.COLLECTING
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
    assert story.stands(Alarm.COMPARTMENT_NEEDS_CHECK, deposit.compartment)
    assert opened(story.visitor_enters(story.code_of(deposit))).compartment == deposit.compartment


def test_a_blink_at_a_jammed_door_is_told_at_once_and_loses_no_document() -> None:
    story = Story()
    deposit, _ = at_a_jammed_door(story)
    story.blinks(deposit.compartment)
    assert isinstance(story.log[-2][2], ev.DoorOpened)
    assert isinstance(story.log[-1][2], ev.DoorClosed)
    goes_away(story)
    assert_in_doubt(story, deposit)


def test_a_blink_is_doubted_only_when_the_time_to_speak_up_has_run_out() -> None:
    story = Story()
    deposit, pickup = at_a_jammed_door(story)
    story.blinks(deposit.compartment)
    story.wait(8)
    assert story.service(deposit.compartment) is Service.IN_SERVICE
    opened(story.opens_again(pickup))
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    goes_away(story)
    assert story.state(deposit) is DepositState.COLLECTED
    assert not story.cabinet.alarms


def test_a_door_that_opens_after_a_blink_is_as_good_as_any() -> None:
    story = Story()
    deposit, pickup = at_a_jammed_door(story)
    story.blinks(deposit.compartment)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.says_collected(pickup)
    assert story.state(deposit) is DepositState.COLLECTED
    assert not story.cabinet.alarms


def test_whoever_says_they_have_it_after_a_blink_is_believed_and_staff_look() -> None:
    story = Story()
    deposit, pickup = at_a_jammed_door(story)
    story.blinks(deposit.compartment)
    story.wait(3)
    story.says_collected(pickup)
    assert story.state(deposit) is DepositState.COLLECTED
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK, "given to nobody before somebody has looked"


def test_a_door_shut_while_the_power_was_away_is_no_proof_that_it_had_opened() -> None:
    story = Story()
    deposit, _ = at_a_jammed_door(story)
    story.opens(deposit.compartment)
    story.wait(0.1)
    story.now_ms += 30_000
    story.power_cut(**{deposit.compartment: Door.CLOSED})
    goes_away(story)
    assert_in_doubt(story, deposit)


@pytest.mark.parametrize("word", [Door.UNKNOWN, Door.DOUBTFUL])
def test_a_sensor_that_could_not_be_heard_all_the_time_proves_nothing(word: Door) -> None:
    story = Story()
    deposit, _ = at_a_jammed_door(story)
    story.opens(deposit.compartment)
    story.wait(BLINK_S)
    story.door(deposit.compartment, word)
    story.wait(20)
    story.shuts(deposit.compartment)
    goes_away(story)
    assert_in_doubt(story, deposit)


def test_a_door_still_open_when_its_board_is_back_is_heard_anew() -> None:
    story = Story()
    deposit, _ = at_a_jammed_door(story)
    story.opens(deposit.compartment)
    story.write(observe.board_fell_silent(story.situation(), BoardName("upper"), "no_reply"))
    story.wait(5)
    story.write(observe.board_answered(story.situation(), BoardName("upper")))
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.wait(story.rules.grace_s + 1)
    assert story.state(deposit) is DepositState.COLLECTED


def test_what_a_clerk_puts_in_or_takes_out_at_a_blink_is_looked_at() -> None:
    story = Story()
    begun = opened(story.clerk_begins())
    story.blinks(begun.compartment)
    story.wait(3)
    story.clerk(rq.ConfirmDeposit, deposit=begun.deposit)
    assert story.service(begun.compartment) is Service.NEEDS_CHECK
    story.clerk(rq.SettleCompartment, compartment=begun.compartment, empty=False)
    story.wait(10)
    opened(story.clerk(rq.TakeBack, deposit=begun.deposit))
    story.blinks(begun.compartment)
    story.wait(3)
    story.clerk(rq.ConfirmTakenBack, deposit=begun.deposit)
    assert story.service(begun.compartment) is Service.NEEDS_CHECK


def test_a_door_the_hall_ordered_opens_after_a_blink_by_that_order() -> None:
    story = Story()
    opened(story.hall_commands("open", "B1"))
    story.blinks("B1")
    story.opens("B1")
    assert not story.events(ev.DoorOpenedWithoutOrder)
    story.shuts("B1")
    assert not story.cabinet.alarms


def test_a_closing_of_an_older_log_means_what_it_meant() -> None:
    story = Story()
    deposit, _ = at_a_jammed_door(story)
    story.opens(deposit.compartment)
    closed = decode_event(f'{{"kind":"door_closed","compartment":"{deposit.compartment}"}}')
    story.write([closed])
    story.wait(story.rules.grace_s + 1)
    assert story.state(deposit) is DepositState.COLLECTED
