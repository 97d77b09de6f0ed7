"""An applicant hands paper originals in through the locker, and staff take them out."""

from dataclasses import replace

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.facts import Alarm, DepositKind, DepositState, Door, Service, Size
from locker.contract.ids import CompartmentId, RequestId
from locker.contract.refusal import Refusal
from locker.domain.layout import Rules
from tests.locker.story import CLERK, Story, opened, refusal, slot

GOING_ON: tuple[type[rq.HandInRequest], ...] = (rq.OpenHandInAgain, rq.ConfirmHandIn, rq.CancelHandIn)


def wide_cabinet(doors: int = 40) -> Story:
    return Story(layout={s.id: s for s in [slot(f"A{n}", "S", n) for n in range(1, doors + 1)]})


def test_papers_are_put_in_by_nobody_who_logged_in_and_taken_out_by_staff_who_answer_for_them() -> None:
    story = Story()
    papers = story.handed_in("C-7")
    assert (papers.kind, papers.case, papers.placed_by) == (DepositKind.MATERIAL, "C-7", "")
    assert papers.state is DepositState.WAITING
    story.clerk(rq.TakeBack, deposit=papers.id)
    story.opens(papers.compartment)
    story.shuts(papers.compartment)
    story.clerk(rq.ConfirmTakenBack, deposit=papers.id)
    assert story.events(ev.DepositTakenBack) == [ev.DepositTakenBack(deposit=papers.id, staff=CLERK.staff)]
    assert story.compartment(papers.compartment).deposit is None


def test_a_hand_in_has_no_code_no_due_day_and_is_never_overdue() -> None:
    story = Story()
    papers = story.handed_in()
    assert refusal(story.visitor_enters(story.code_of(papers))) is Refusal.CODE_UNKNOWN
    story.wait(story.rules.keep_days * 86_400 * 2)
    assert not story.events(ev.DepositOverdue)
    assert story.deposit(papers.id).due_at_ms == 0


def test_it_counts_only_once_it_is_inside_and_the_door_shut() -> None:
    story = Story()
    begun = opened(story.hands_in())
    assert refusal(story.goes_on(rq.ConfirmHandIn, begun.re)) is Refusal.CABINET_BUSY
    story.opens(begun.compartment)
    assert refusal(story.goes_on(rq.ConfirmHandIn, begun.re)) is Refusal.DOOR_NEEDS_CLOSING
    story.shuts(begun.compartment)
    assert not story.events(ev.DepositConfirmed)
    story.goes_on(rq.ConfirmHandIn, begun.re)
    assert len(story.events(ev.DepositConfirmed)) == 1


def test_a_door_pushed_shut_too_soon_opens_once_more_for_the_same_person() -> None:
    story = Story()
    begun = opened(story.hands_in())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    assert refusal(story.goes_on(rq.OpenHandInAgain, begun.re)) is Refusal.LOCK_COOLING
    story.wait(7)
    assert opened(story.goes_on(rq.OpenHandInAgain, begun.re)).compartment == begun.compartment
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    assert refusal(story.goes_on(rq.ConfirmHandIn, begun.re)) is None


@pytest.mark.parametrize("act", GOING_ON)
def test_nobody_goes_on_with_a_hand_in_that_is_over_or_anothers(act: type[rq.HandInRequest]) -> None:
    story = Story()
    begun = opened(story.hands_in())
    assert refusal(story.goes_on(act, RequestId("act-of-another"))) is Refusal.HAND_IN_OVER
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    story.goes_on(rq.ConfirmHandIn, begun.re)
    pulses = len(story.pulses)
    assert refusal(story.goes_on(act, begun.re)) is Refusal.HAND_IN_OVER
    assert len(story.pulses) == pulses


@pytest.mark.parametrize("act", GOING_ON)
def test_what_a_clerk_puts_in_is_not_an_applicants_to_end(act: type[rq.HandInRequest]) -> None:
    story = Story()
    begun = opened(story.clerk_begins())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    assert refusal(story.goes_on(act, begun.re)) is Refusal.HAND_IN_OVER


def test_too_large_an_envelope_gets_a_larger_compartment() -> None:
    story = Story()
    begun = opened(story.hands_in())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    story.wait(2)
    moved = opened(story.goes_on(rq.MoveHandIn, begun.re, size=Size.M))
    assert moved.compartment == "B1"
    assert moved.deposit == begun.deposit
    assert story.compartment(begun.compartment).deposit is None


def test_a_door_that_does_not_open_is_left_for_another_within_reach_and_checked() -> None:
    story = Story(layout={s.id: s for s in [slot("A1"), slot("A2", channel=2), slot("A3", channel=3, bottom_cm=150)]})
    begun = opened(story.hands_in(low_reach=True))
    story.wait(3)
    moved = opened(story.goes_on(rq.MoveHandIn, begun.re, size=Size.S, low_reach=True))
    assert moved.compartment in {"A1", "A2"} - {begun.compartment}
    assert story.service(begun.compartment) is Service.NEEDS_CHECK


def test_what_an_applicant_may_have_left_behind_is_shown_to_no_other_applicant() -> None:
    story = Story(layout={s.id: s for s in [slot("A1")]}, rules=Rules(kept_for_results_percent=0))
    begun = opened(story.hands_in())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    assert refusal(story.goes_on(rq.CancelHandIn, begun.re)) is None
    story.wait(10)
    assert refusal(story.hands_in("C-2")) is Refusal.NO_COMPARTMENT_FREE
    story.deposited("C-3")  # a clerk looked inside
    assert not story.compartment("A1").unsaid


def test_a_document_somebody_may_have_forgotten_is_not_shown_to_who_hands_in() -> None:
    story = Story(layout={s.id: s for s in [slot("A1")]}, rules=Rules(kept_for_results_percent=0))
    result = story.deposited()
    opened(story.visitor_enters(story.code_of(result)))
    story.opens("A1")
    story.shuts("A1")
    story.wait(story.rules.grace_s)
    assert story.state(result) is DepositState.COLLECTED
    assert refusal(story.hands_in()) is Refusal.NO_COMPARTMENT_FREE


def test_of_one_case_only_so_many_wait_and_taking_out_makes_room() -> None:
    story = wide_cabinet()
    papers = [story.handed_in("C-1") for _ in range(story.rules.hand_ins_a_case_max)]
    assert refusal(story.hands_in("C-1")) is Refusal.CASE_HAND_INS_WAITING
    opened(story.hands_in("C-2"))
    story.wait(10)
    story.clerk(rq.TakeBack, deposit=papers[0].id)
    story.opens(papers[0].compartment)
    story.shuts(papers[0].compartment)
    story.clerk(rq.ConfirmTakenBack, deposit=papers[0].id)
    story.wait(10)
    opened(story.hands_in("C-1"))


def test_of_all_cases_together_only_so_many_wait() -> None:
    story = wide_cabinet()
    for number in range(story.rules.hand_ins_max):
        story.handed_in(f"C-{number}")
    assert refusal(story.hands_in("C-99")) is Refusal.HAND_INS_FULL


def test_room_is_kept_for_results() -> None:
    story = Story(layout={s.id: s for s in [slot(f"A{n}", "S", n) for n in range(1, 9)]})
    for number in range(6):
        story.handed_in(f"C-{number}")
    assert refusal(story.hands_in("C-6")) is Refusal.HAND_INS_FULL
    story.deposited("R-1")
    story.deposited("R-2")
    assert refusal(story.clerk_begins("R-3")) is Refusal.NO_COMPARTMENT_FREE


def test_a_result_goes_in_while_papers_of_its_case_wait() -> None:
    story = Story()
    story.handed_in("C-1")
    assert story.deposited("C-1").kind is DepositKind.RESULT


def test_who_walks_away_without_a_word_leaves_it_to_staff_to_look() -> None:
    story = Story()
    begun = opened(story.hands_in())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    story.wait(story.rules.door_open_s_max + 1)
    assert story.service(begun.compartment) is Service.NEEDS_CHECK
    assert refusal(story.goes_on(rq.ConfirmHandIn, begun.re)) is Refusal.HAND_IN_OVER
    story.clerk(rq.SettleCompartment, compartment=begun.compartment, empty=False)
    assert story.state(story.deposit(str(begun.deposit))) is DepositState.WAITING
    assert story.deposit(str(begun.deposit)).due_at_ms == 0


def test_without_the_sensors_word_the_persons_counts_and_staff_look() -> None:
    story = Story()
    begun = opened(story.hands_in())
    story.door(begun.compartment, Door.DOUBTFUL)
    story.wait(3)
    assert refusal(story.goes_on(rq.ConfirmHandIn, begun.re)) is None
    assert story.stands(Alarm.COMPARTMENT_NEEDS_CHECK, begun.compartment)


def test_a_power_cut_in_between_pulses_nothing_and_leaves_a_check() -> None:
    story = Story()
    begun = opened(story.hands_in())
    pulses = len(story.pulses)
    story.power_cut()
    assert len(story.pulses) == pulses
    assert story.service(begun.compartment) is Service.NEEDS_CHECK
    assert refusal(story.goes_on(rq.OpenHandInAgain, begun.re)) is Refusal.HAND_IN_OVER


def test_old_books_take_nothing_in() -> None:
    story = Story()
    story.write([ev.AlarmRaised(alarm=Alarm.LEDGER_BEHIND_HALL)])
    assert refusal(story.hands_in()) is Refusal.LEDGER_DAMAGED


@pytest.mark.parametrize("case", ["", " ", "x" * 65, "a\nb"])
def test_a_case_number_that_is_none_is_refused(case: str) -> None:
    assert refusal(Story().hands_in(case)) is Refusal.CASE_NUMBER_MALFORMED


def test_a_compartment_out_of_service_is_not_opened_again() -> None:
    story = Story()
    begun = opened(story.hands_in())
    story.opens(begun.compartment)
    story.shuts(begun.compartment)
    story.wait(7)
    story.clerk(rq.SetService, compartment=CompartmentId(begun.compartment), service=Service.OUT_OF_SERVICE)
    assert refusal(story.goes_on(rq.OpenHandInAgain, begun.re)) is Refusal.COMPARTMENT_OUT_OF_SERVICE


def test_a_hall_that_wants_no_hand_ins_gets_none() -> None:
    story = Story(rules=replace(Rules(), hand_ins_max=0))
    assert refusal(story.hands_in()) is Refusal.HAND_INS_FULL
