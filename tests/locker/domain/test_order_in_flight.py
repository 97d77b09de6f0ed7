"""An order still on its way to the lock: nobody's word ends its story before the door had its time to move."""

from collections.abc import Callable

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer
from locker.contract.facts import DepositState, Outcome, Service
from locker.contract.ids import CompartmentId, RequestId
from locker.contract.refusal import Refusal
from locker.domain import observe
from locker.domain.state import Deposit
from tests.locker.story import CLERK, TOKEN, Story, opened, refusal

LATE_S = 1.9
"""A busy wire may let an order leave so late; after two seconds it is taken back."""


def ordered(story: Story, request: rq.Request, compartment: CompartmentId) -> None:
    """Committed, and not heard of yet."""
    story.write(story.decided(request, CLERK), request.id)
    assert story.compartment(compartment).cycle is not None


def collecting(story: Story) -> tuple[Deposit, RequestId]:
    deposit, pickup = story.deposited(), story.new_id()
    ordered(story, rq.OpenForPickup(id=pickup, code=story.code_of(deposit)), deposit.compartment)
    return deposit, pickup


def placing(story: Story) -> tuple[Deposit, RequestId]:
    """A clerk's order by a door that was tried before, so that only the order now is on its way."""
    request = story.begins_deposit()
    ordered(story, request, CompartmentId("A1"))
    return next(iter(story.cabinet.deposits.values())), request.id


def handing_in(story: Story) -> tuple[Deposit, RequestId]:
    request = story.begins_hand_in()
    ordered(story, request, CompartmentId("A1"))
    return next(iter(story.cabinet.deposits.values())), request.id


def taking_back(story: Story) -> tuple[Deposit, RequestId]:
    deposit, act = story.deposited(), story.new_id()
    ordered(story, rq.TakeBack(id=act, token=TOKEN, deposit=deposit.id), deposit.compartment)
    return deposit, act


Act = Callable[[Story, Deposit, RequestId], AnyAnswer]
WORDS: dict[str, tuple[Callable[[Story], tuple[Deposit, RequestId]], Act]] = {
    "i have it": (collecting, lambda s, _d, act: s.says_collected(act)),
    "it is inside": (placing, lambda s, d, _act: s.clerk(rq.ConfirmDeposit, deposit=d.id)),
    "nothing was put in": (placing, lambda s, d, _act: s.clerk(rq.CancelDeposit, deposit=d.id)),
    "it does not fit": (placing, lambda s, d, _act: s.clerk(rq.MoveDeposit, deposit=d.id, size="M")),
    "my papers are inside": (handing_in, lambda s, _d, act: s.goes_on(rq.ConfirmHandIn, act)),
    "i keep my papers": (handing_in, lambda s, _d, act: s.goes_on(rq.CancelHandIn, act)),
    "my papers do not fit": (handing_in, lambda s, _d, act: s.goes_on(rq.MoveHandIn, act, size="M")),
    "i took it out": (taking_back, lambda s, d, _act: s.clerk(rq.ConfirmTakenBack, deposit=d.id)),
    "it is empty": (
        collecting,
        lambda s, d, _act: s.clerk(rq.SettleCompartment, compartment=d.compartment, empty=True),
    ),
    "it is in doubt": (
        collecting,
        lambda s, d, _act: s.clerk(rq.SetService, compartment=d.compartment, service=Service.NEEDS_CHECK),
    ),
}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_said_before_the_door_could_move_changes_nothing(word: str) -> None:
    story = Story()
    begin, say = WORDS[word]
    deposit, act = begin(story)
    before = story.cabinet
    story.wait(LATE_S)
    assert refusal(say(story, deposit, act)) is Refusal.CABINET_BUSY
    story.write(observe.pulse_answered(story.situation(), deposit.compartment, act), act)
    assert refusal(say(story, deposit, act)) is Refusal.CABINET_BUSY, (
        "the lock pulls, and nobody knows what the door does"
    )
    story.opens(deposit.compartment)
    assert not story.events(ev.DoorOpenedWithoutOrder)
    assert story.cabinet.deposits == before.deposits


@pytest.mark.parametrize("word", WORDS)
def test_a_word_said_when_the_door_is_known_to_have_stayed_shut_is_heard(word: str) -> None:
    story = Story()
    begin, say = WORDS[word]
    deposit, act = begin(story)
    story.write(observe.pulse_answered(story.situation(), deposit.compartment, act), act)
    story.wait(3)
    assert refusal(say(story, deposit, act)) is not Refusal.CABINET_BUSY


def test_a_door_whose_order_left_late_has_its_whole_time_to_open() -> None:
    story = Story()
    deposit, pickup = collecting(story)
    story.wait(LATE_S)
    story.write(observe.pulse_answered(story.situation(), deposit.compartment, pickup), pickup)
    story.wait(1)
    assert not story.events(ev.DoorDidNotOpen)
    story.wait(1)
    assert story.events(ev.DoorDidNotOpen)


def test_while_an_unanswered_order_may_reach_its_lock_no_other_lock_of_its_supply_is_ordered() -> None:
    story = Story()
    deposit, _ = collecting(story)
    story.opens(deposit.compartment)  # a false reading
    story.wait(LATE_S)
    assert refusal(story.hall_commands("open", "B1")) is Refusal.CABINET_BUSY
    story.wait(1.2)
    assert refusal(story.hall_commands("open", "B1")) is Refusal.CABINET_BUSY, "it may have left last thing, and pulls"
    story.wait(0.5)
    opened(story.hall_commands("open", "B1"))


def test_a_check_whose_contact_blinks_before_its_order_left_holds_the_others_up_as_long() -> None:
    story = Story()
    act = story.new_id()
    ordered(story, rq.OpenForCheck(id=act, token=TOKEN, compartment=CompartmentId("A1")), CompartmentId("A1"))
    story.blinks("A1")
    story.wait(1)
    assert refusal(story.hall_commands("open", "B1")) is Refusal.CABINET_BUSY


def test_an_order_that_certainly_never_left_holds_nobody_up() -> None:
    story = Story()
    deposit, pickup = collecting(story)
    failed = observe.pulse_failed(story.situation(), deposit.compartment, pickup, "port_gone", sent=False)
    story.write(failed, pickup)
    story.wait(1)
    opened(story.hall_commands("open", "B1"))


def test_a_desk_that_gives_a_door_in_doubt_back_to_service_cuts_nobody_off() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.SetService, compartment=deposit.compartment, service=Service.NEEDS_CHECK)
    pickup = opened(story.visitor_enters(story.code_of(deposit))).re
    story.opens(deposit.compartment)
    story.wait(3)
    story.hall_commands("take_out_of_service", deposit.compartment)
    assert refusal(story.hall_commands("return_to_service", deposit.compartment)) is Refusal.CABINET_BUSY
    story.shuts(deposit.compartment)
    story.says_collected(pickup)
    assert story.state(deposit) is DepositState.COLLECTED
    story.hall_commands("return_to_service", deposit.compartment)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK, "and is still looked into"


def test_a_door_that_did_not_open_may_be_called_doubtful_at_once() -> None:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    story.wait(3)
    cycle = story.compartment(deposit.compartment).cycle
    assert cycle is not None
    assert cycle.outcome is Outcome.DID_NOT_OPEN
    story.clerk(rq.SetService, compartment=deposit.compartment, service=Service.NEEDS_CHECK)
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
