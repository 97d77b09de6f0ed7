"""Acts that cross each other at one door: opened again, taken back, checked and commanded while somebody collects."""

from locker.contract import requests as rq
from locker.contract.facts import Alarm, DepositState, Door, Outcome, Service
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.domain import observe
from locker.domain.state import Deposit
from tests.locker.story import Story, opened, refusal


def collecting(story: Story) -> tuple[Deposit, RequestId]:
    """An applicant stands at the open door; the deposit and the pickup's id."""
    deposit = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(deposit))).re
    story.opens(deposit.compartment)
    story.wait(8)
    return deposit, pickup


def test_a_second_opening_that_fails_does_not_undo_the_first() -> None:
    story = Story()
    deposit, pickup = collecting(story)
    story.shuts(deposit.compartment)
    opened(story.opens_again(pickup))
    story.wait(story.rules.grace_s + story.rules.door_open_s_max)
    assert story.state(deposit) is not DepositState.WAITING, "it may be gone: the door was open"
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK


def test_a_second_order_that_certainly_never_left_does_not_undo_the_first_opening() -> None:
    story = Story()
    deposit, pickup = collecting(story)
    story.shuts(deposit.compartment)
    again = story.new_id()
    story.write(story.decided(rq.OpenAgain(id=again, pickup=pickup)), again)
    story.write(observe.pulse_failed(story.situation(), deposit.compartment, again, "port_gone", sent=False), again)
    assert story.state(deposit) is DepositState.COLLECTING
    story.wait(story.rules.grace_s + story.rules.door_open_s_max)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK


def test_a_code_entered_again_at_the_open_door_is_the_same_pickup() -> None:
    story = Story()
    deposit, pickup = collecting(story)
    assert opened(story.visitor_enters(story.code_of(deposit))).pickup == pickup
    story.shuts(deposit.compartment)
    story.wait(story.rules.grace_s + 3)
    assert story.state(deposit) is DepositState.COLLECTED, "opened, then closed"
    assert not story.cabinet.alarms


def test_a_door_that_stays_open_after_the_code_was_entered_again_is_left_open_and_no_doubt_of_its_sensor() -> None:
    story = Story()
    deposit, pickup = collecting(story)
    story.visitor_enters(story.code_of(deposit))
    story.wait(3)
    assert not story.stands(Alarm.SENSOR_DOUBTFUL, deposit.compartment)
    assert refusal(story.says_collected(pickup)) is Refusal.DOOR_NEEDS_CLOSING
    story.wait(story.rules.door_open_s_max)
    assert story.stands(Alarm.DOOR_LEFT_OPEN, deposit.compartment)
    story.shuts(deposit.compartment)
    assert not story.cabinet.alarms


def test_a_door_left_open_whose_code_is_entered_again_ends_its_alarm_when_shut() -> None:
    story = Story()
    deposit, _ = collecting(story)
    story.wait(story.rules.door_open_s_max)
    assert story.stands(Alarm.DOOR_LEFT_OPEN, deposit.compartment)
    story.visitor_enters(story.code_of(deposit))
    story.shuts(deposit.compartment)
    assert not story.stands(Alarm.DOOR_LEFT_OPEN, deposit.compartment)


def test_nobody_takes_back_what_somebody_is_collecting() -> None:
    story = Story()
    deposit, _ = collecting(story)
    refused = story.clerk(rq.TakeBack, deposit=deposit.id)
    assert refusal(refused) is Refusal.DEPOSIT_IN_OTHER_STATE
    assert story.state(deposit) is DepositState.COLLECTING


def test_neither_staff_nor_the_hall_open_the_door_of_a_pickup_under_way() -> None:
    story = Story()
    deposit, _ = collecting(story)
    assert refusal(story.clerk(rq.OpenForCheck, compartment=deposit.compartment)) is Refusal.CABINET_BUSY
    assert refusal(story.hall_commands("open", deposit.compartment)) is Refusal.CABINET_BUSY
    story.shuts(deposit.compartment)
    story.wait(story.rules.grace_s)
    assert story.state(deposit) is DepositState.COLLECTED


def test_a_door_left_open_may_be_looked_into_and_is_in_doubt_from_then_on() -> None:
    story = Story()
    deposit, _ = collecting(story)
    story.wait(story.rules.door_open_s_max)
    opened(story.clerk(rq.OpenForCheck, compartment=deposit.compartment))
    story.shuts(deposit.compartment)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
    story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=True)
    assert story.state(deposit) is DepositState.COLLECTED


def test_a_take_back_that_staff_settle_as_still_inside_waits_again_and_its_code_lives() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.TakeBack, deposit=deposit.id)
    story.wait(3)
    story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=False)
    assert story.state(deposit) is DepositState.WAITING
    story.wait(10)
    opened(story.visitor_enters(story.code_of(deposit)))


def test_a_power_cut_while_staff_take_back_leaves_the_code_to_its_person() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.TakeBack, deposit=deposit.id)
    story.power_cut()
    assert story.state(deposit) is DepositState.WAITING
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK


def test_nobody_settles_a_compartment_while_its_person_stands_there() -> None:
    story = Story()
    deposit, _ = collecting(story)
    story.shuts(deposit.compartment)
    settled = story.clerk(rq.SettleCompartment, compartment=deposit.compartment, empty=True)
    assert refusal(settled) is Refusal.CABINET_BUSY
    assert story.state(deposit) is DepositState.COLLECTING


def test_whoever_calls_a_compartment_doubtful_calls_staff_too() -> None:
    story = Story()
    story.clerk(rq.SetService, compartment="A1", service=Service.NEEDS_CHECK)
    assert story.stands(Alarm.COMPARTMENT_NEEDS_CHECK, "A1")


def test_one_lock_at_a_time_even_while_an_order_is_still_on_its_way() -> None:
    story = Story()
    deposit = story.deposited()
    late = story.new_id()
    story.write(story.decided(rq.OpenForPickup(id=late, code=story.code_of(deposit))), late)
    story.wait(1.9)
    assert refusal(story.hall_commands("open", "B1")) is Refusal.CABINET_BUSY
    story.write(observe.pulse_answered(story.situation(), deposit.compartment, late), late)
    story.wait(0.6)
    assert refusal(story.hall_commands("open", "B1")) is Refusal.CABINET_BUSY
    story.wait(0.5)
    opened(story.hall_commands("open", "B1"))


def test_an_order_nobody_ever_answered_holds_the_others_up_for_seconds_only() -> None:
    story = Story()
    deposit = story.deposited()
    lost = story.new_id()
    story.write(story.decided(rq.OpenForPickup(id=lost, code=story.code_of(deposit))), lost)
    story.wait(4)
    assert story.compartment(deposit.compartment).cycle is not None
    assert story.compartment(deposit.compartment).cycle.outcome is Outcome.DID_NOT_OPEN  # type: ignore[union-attr]
    opened(story.hall_commands("open", "B1"))


def test_a_sensor_board_of_its_own_that_falls_silent_keeps_nobody_from_their_document() -> None:
    story = Story()
    deposit = story.deposited()
    story.door(deposit.compartment, Door.UNKNOWN)
    pickup = opened(story.visitor_enters(story.code_of(deposit))).re
    story.wait(3)
    story.says_collected(pickup)
    assert story.state(deposit) is DepositState.COLLECTED
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK


def test_a_clerk_whose_second_opening_fails_still_holds_what_the_first_gave() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.TakeBack, deposit=deposit.id)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.wait(10)
    opened(story.clerk(rq.TakeBack, deposit=deposit.id))
    story.wait(3)
    story.clerk(rq.ConfirmTakenBack, deposit=deposit.id)
    assert story.state(deposit) is DepositState.TAKEN_BACK
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
