"""A clerk puts documents in and takes them back."""

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.facts import Alarm, DepositState, Right, Service, Size
from locker.contract.ids import StaffNumber
from locker.contract.refusal import Refusal
from locker.domain.decision import Actor
from tests.locker.story import Story, opened, refusal, slot


def test_an_sms_is_owed_only_once_the_envelope_is_inside_and_the_door_shut() -> None:
    story = Story()
    begun = opened(story.clerk_begins())
    assert refusal(story.clerk(rq.ConfirmDeposit, deposit=begun.deposit)) is Refusal.CABINET_BUSY
    story.opens(begun.compartment)
    assert refusal(story.clerk(rq.ConfirmDeposit, deposit=begun.deposit)) is Refusal.DOOR_NEEDS_CLOSING
    story.shuts(begun.compartment)
    assert not story.events(ev.DepositConfirmed)
    story.clerk(rq.ConfirmDeposit, deposit=begun.deposit)
    assert len(story.events(ev.DepositConfirmed)) == 1


def test_the_smallest_that_fits_within_reach_and_the_least_worn_is_chosen() -> None:
    story = Story()
    assert opened(story.clerk_begins("C-1", "S")).compartment in {"A1", "A2"}
    story.wait(2)
    first_two = {opened(story.clerk_begins(f"C-{n}", "S")).compartment for n in (2,)}
    assert first_two <= {"A1", "A2"}
    story.wait(2)
    assert opened(story.clerk_begins("C-3", "S")).compartment == "A3", "the high door comes last"
    story.wait(2)
    assert opened(story.clerk_begins("C-4", "S")).compartment == "B1", "no small one left: the next size"


def test_who_asks_for_a_low_door_never_gets_a_high_one() -> None:
    story = Story(layout={s.id: s for s in [slot("A3", "S", 3, 150), slot("B2", "L", 2, 20)]})
    assert opened(story.clerk_begins(low_reach=True)).compartment == "B2"
    story.wait(2)
    assert refusal(story.clerk_begins("C-2", low_reach=True)) is Refusal.NO_COMPARTMENT_FREE


def test_wear_is_shared() -> None:
    story = Story(layout={s.id: s for s in [slot("A1", "S", 1), slot("A2", "S", 2)]})
    chosen = []
    for n in range(4):
        deposit = story.deposited(f"C-{n}")
        chosen.append(deposit.compartment)
        story.clerk(rq.TakeBack, deposit=deposit.id)
        story.opens(deposit.compartment)
        story.shuts(deposit.compartment)
        story.clerk(rq.ConfirmTakenBack, deposit=deposit.id)
        story.wait(10)
    assert chosen == ["A1", "A2", "A1", "A2"]


def test_wrong_size_gets_another_compartment_and_nothing_is_lost() -> None:
    story = Story()
    begun = opened(story.clerk_begins(size="S"))
    story.opens(begun.compartment)
    assert refusal(story.clerk(rq.MoveDeposit, deposit=begun.deposit, size=Size.M)) is Refusal.DOOR_NEEDS_CLOSING
    story.shuts(begun.compartment)
    story.wait(2)
    moved = opened(story.clerk(rq.MoveDeposit, deposit=begun.deposit, size=Size.M))
    assert moved.compartment == "B1"
    assert story.compartment(begun.compartment).deposit is None
    assert story.compartment("B1").deposit == begun.deposit


def test_with_no_larger_room_the_deposit_stays_where_it_is() -> None:
    story = Story()
    story.deposited("C-0", "L")
    begun = opened(story.clerk_begins(size="S"))
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    story.wait(2)
    assert refusal(story.clerk(rq.MoveDeposit, deposit=begun.deposit, size=Size.L)) is Refusal.NO_COMPARTMENT_FREE
    assert story.compartment(begun.compartment).deposit == begun.deposit


def test_a_door_that_does_not_open_is_left_for_another_and_checked_by_staff() -> None:
    story = Story()
    begun = opened(story.clerk_begins(size="S"))
    story.wait(3)
    moved = opened(story.clerk(rq.MoveDeposit, deposit=begun.deposit, size=Size.S))
    assert moved.compartment != begun.compartment
    assert story.service(begun.compartment) is Service.NEEDS_CHECK


def test_one_case_waits_once() -> None:
    story = Story()
    story.deposited("C-1")
    assert refusal(story.clerk_begins("C-1")) is Refusal.CASE_ALREADY_WAITING


@pytest.mark.parametrize("case", ["", " ", "x" * 65, "a\nb", " C-1"])
def test_a_case_number_that_is_none_is_refused(case: str) -> None:
    assert refusal(Story().clerk_begins(case)) is Refusal.CASE_NUMBER_MALFORMED


def test_nobody_deposits_without_login_or_right() -> None:
    story = Story()
    nobody = story.clerk(rq.OpenForCheck, actor=None, compartment="A1")
    assert refusal(nobody) is Refusal.LOGIN_NEEDED
    guest = Actor(StaffNumber("7"), frozenset({Right.DEPOSIT}))
    assert refusal(story.clerk(rq.OpenForCheck, actor=guest, compartment="A1")) is Refusal.RIGHT_MISSING
    assert story.pulses == []


def test_a_clerk_who_walks_away_leaves_a_compartment_to_be_checked() -> None:
    story = Story()
    begun = opened(story.clerk_begins())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    story.wait(story.rules.door_open_s_max + 1)
    assert story.service(begun.compartment) is Service.NEEDS_CHECK
    story.clerk(rq.SettleCompartment, compartment=begun.compartment, empty=False)
    assert story.state(story.deposit(str(begun.deposit))) is DepositState.WAITING
    assert story.service(begun.compartment) is Service.IN_SERVICE


def test_overdue_is_told_once_and_only_by_a_clock_that_is_trusted() -> None:
    story = Story()
    deposit = story.deposited()
    story.clock_trusted = False
    story.wait(story.rules.keep_days * 86_400)
    assert not story.deposit(deposit.id).overdue
    story.clock_trusted = True
    story.wait(1)
    story.wait(1)
    assert len(story.events(ev.DepositOverdue)) == 1


def test_taking_back_that_nobody_confirms_keeps_the_deposit_and_asks_for_a_check() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.TakeBack, deposit=deposit.id)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.wait(story.rules.door_open_s_max + 1)
    assert story.state(deposit) is DepositState.WAITING
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK


def test_a_disputed_document_taken_back_ends_the_alarm() -> None:
    story = Story()
    deposit = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(deposit))).re
    story.opens(deposit.compartment)
    story.says_not_mine(pickup)
    story.shuts(deposit.compartment)
    story.wait(10)
    story.clerk(rq.TakeBack, deposit=deposit.id)
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.clerk(rq.ConfirmTakenBack, deposit=deposit.id)
    assert story.state(deposit) is DepositState.TAKEN_BACK
    assert not story.stands(Alarm.WRONG_DOCUMENT, deposit.compartment)


def test_no_two_deposits_inside_have_one_code() -> None:
    story = Story()
    taken = [1, 2, 3]
    clash = story.codes.code(2)
    counter = story.codes.free_counter(2, taken)
    assert story.codes.code(counter) != clash
