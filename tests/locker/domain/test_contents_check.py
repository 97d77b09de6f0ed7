"""Once a week staff look into every compartment; what they find is set against the books."""

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, ContentsCheck, Done
from locker.contract.events import ClockJumped, ContentsChecked
from locker.contract.facts import Alarm, DepositState, Right, Service
from locker.contract.ids import CompartmentId, StaffNumber
from locker.contract.refusal import Refusal
from locker.domain.contents_check import progress
from locker.domain.decision import Actor
from locker.domain.layout import Rules
from tests.locker.story import Story, refusal

WEEK_S = 7 * 86_400


def walk(story: Story) -> ContentsCheck:
    return progress(story.cabinet, story.layout)


def finds(story: Story, id_: str, *, empty: bool = True, other: bool = False) -> AnyAnswer:
    return story.clerk(rq.SettleCompartment, compartment=CompartmentId(id_), empty=empty, other=other)


def finds_all_as_told(story: Story, *ids: str) -> None:
    for id_ in ids or tuple(story.layout):
        finds(story, id_, empty=story.compartment(id_).deposit is None)


def ended(story: Story) -> ContentsChecked:
    event = story.events(ContentsChecked)[-1]
    assert isinstance(event, ContentsChecked)
    return event


def test_a_week_after_the_first_start_staff_are_reminded_once() -> None:
    story = Story()
    story.wait(WEEK_S - 1)
    assert not story.stands(Alarm.CONTENTS_CHECK_DUE)
    story.wait(2)
    assert story.stands(Alarm.CONTENTS_CHECK_DUE)


def test_a_hall_that_wants_no_reminder_gets_none_and_an_untrusted_clock_gives_none() -> None:
    careless, lost = Story(rules=Rules(contents_check_days=0)), Story(clock_trusted=False)
    careless.wait(10 * WEEK_S)
    lost.wait(10 * WEEK_S)

    assert not careless.stands(Alarm.CONTENTS_CHECK_DUE)
    assert not lost.stands(Alarm.CONTENTS_CHECK_DUE)


def test_a_walk_that_finds_all_as_the_books_say_ends_the_reminder_for_a_week() -> None:
    story = Story()
    story.deposited()
    story.wait(WEEK_S)
    story.clerk(rq.BeginContentsCheck)
    finds_all_as_told(story)

    assert isinstance(story.clerk(rq.EndContentsCheck), Done)

    assert ended(story) == ContentsChecked(staff=StaffNumber("1001"), checked=5, differences=0)
    assert not story.stands(Alarm.CONTENTS_CHECK_DUE)
    story.wait(WEEK_S - 1)
    assert not story.stands(Alarm.CONTENTS_CHECK_DUE)


def test_it_is_not_over_before_every_door_was_looked_behind() -> None:
    story = Story()
    story.clerk(rq.BeginContentsCheck)
    finds_all_as_told(story, "A1", "A2", "B1", "B2")

    assert walk(story).left == ["A3"]
    assert refusal(story.clerk(rq.EndContentsCheck)) is Refusal.DOORS_UNCHECKED
    finds(story, "A3")
    assert isinstance(story.clerk(rq.EndContentsCheck), Done)


def test_the_next_walk_begins_anew() -> None:
    story = Story()
    for _ in range(2):
        story.clerk(rq.BeginContentsCheck)
        assert walk(story).left == list(story.layout)
        finds_all_as_told(story)
        story.clerk(rq.EndContentsCheck)


def test_it_is_gone_on_with_after_a_power_cut_or_by_somebody_else() -> None:
    story = Story()
    story.clerk(rq.BeginContentsCheck)
    finds_all_as_told(story, "A1", "A2")
    story.power_cut()
    story.clerk(rq.BeginContentsCheck, actor=Actor(StaffNumber("1002"), frozenset(Right)))

    assert (walk(story).checked, walk(story).left) == (2, ["A3", "B1", "B2"])


def test_compartments_never_used_may_be_left_out_and_used_ones_not() -> None:
    story = Story()
    place = story.deposited().compartment
    story.clerk(rq.BeginContentsCheck)
    assert place not in walk(story).unused
    assert refusal(story.clerk(rq.EndContentsCheck, skip_unused=True)) is Refusal.DOORS_UNCHECKED

    finds(story, place, empty=False)
    story.clerk(rq.EndContentsCheck, skip_unused=True)

    assert ended(story).checked == 1


def test_a_document_that_is_not_there_counts_as_a_difference_and_locks_its_deposit() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.BeginContentsCheck)
    finds(story, deposit.compartment, empty=True)
    finds_all_as_told(story, *(id_ for id_ in story.layout if id_ != deposit.compartment))
    story.clerk(rq.EndContentsCheck)

    assert ended(story).differences == 1
    assert story.state(deposit) is DepositState.DISPUTED


def test_something_else_inside_counts_and_keeps_the_compartment_from_everybody() -> None:
    story = Story()
    deposit = story.deposited()
    story.clerk(rq.BeginContentsCheck)
    finds(story, deposit.compartment, empty=False, other=True)
    empty_one = next(id_ for id_ in story.layout if id_ != deposit.compartment)
    finds(story, empty_one, other=True)

    assert story.cabinet.walk.differences == 2
    assert story.state(deposit) is DepositState.DISPUTED
    assert story.service(deposit.compartment) is Service.NEEDS_CHECK
    assert story.service(empty_one) is Service.NEEDS_CHECK
    assert walk(story).checked == 2, "it was looked into all the same"


def test_a_look_outside_a_walk_is_none_of_it() -> None:
    story = Story()
    finds(story, "A1")
    story.clerk(rq.BeginContentsCheck)

    assert walk(story).checked == 0


def test_only_who_maintains_may_begin() -> None:
    story = Story()
    clerk = Actor(StaffNumber("1003"), frozenset({Right.DEPOSIT}))

    assert refusal(story.clerk(rq.BeginContentsCheck, actor=clerk)) is Refusal.RIGHT_MISSING


def test_a_clock_set_forward_by_a_month_is_no_month() -> None:
    story = Story()
    story.write([ClockJumped(delta_ms=30 * 86_400_000)])
    story.now_ms += 30 * 86_400_000
    story.wait(1)

    assert not story.stands(Alarm.CONTENTS_CHECK_DUE)
