"""When a case counts as accepted, when it is due, and what its people are shown."""

from datetime import date

import pytest
from msgspec.structs import replace

from intake.clock.case import (
    CaseClock,
    Extension,
    Limits,
    Pause,
    Refused,
    Standing,
    accepted_on,
    extended,
    limits,
    notice_due,
    standing,
)
from tests.intake.story import holidays

MONDAY = date(2026, 11, 23)
NEW = CaseClock(received=MONDAY, legal_days=20, promised_days=5)
WHOLE = replace(NEW, complete=MONDAY)


def day(number: int) -> date:
    """November 2026 by its day; 31 and on is December."""
    return date(2026, 11, number) if number <= 30 else date(2026, 12, number - 30)


def test_what_is_complete_is_accepted_on_the_day_it_comes() -> None:
    assert accepted_on(WHOLE, holidays(), MONDAY) == MONDAY
    assert limits(WHOLE, holidays(), MONDAY) == Limits(promised=day(30), legal=date(2026, 12, 21))


SAME_DAY = replace(WHOLE, promised_days=0, legal_days=5)


@pytest.mark.parametrize(
    ("clock", "until"),
    [
        (SAME_DAY, MONDAY),
        (replace(SAME_DAY, late=True), day(24)),
        (replace(SAME_DAY, received=day(28), complete=day(28)), day(30)),
    ],
)
def test_who_comes_at_night_or_on_a_saturday_is_served_on_the_next_working_day(clock: CaseClock, until: date) -> None:
    due = limits(clock, holidays(), clock.received)
    assert due is not None
    assert due.promised == until
    assert standing(clock, holidays(), until) is Standing.DUE_TODAY


def test_without_a_word_within_five_working_days_it_counts_as_accepted_from_receipt() -> None:
    assert notice_due(NEW, holidays()) == day(30)
    assert accepted_on(NEW, holidays(), day(30)) is None
    assert accepted_on(NEW, holidays(), day(31)) == MONDAY


def test_a_correction_told_too_late_changes_nothing_about_that() -> None:
    late = replace(NEW, correction_told=day(31))

    assert accepted_on(late, holidays(), day(31)) == MONDAY
    assert accepted_on(replace(late, complete=day(36)), holidays(), day(36)) == MONDAY


def test_after_a_correction_the_day_of_the_last_material_counts() -> None:
    told = replace(NEW, correction_told=day(24))

    assert accepted_on(told, holidays(), date(2027, 1, 4)) is None
    assert standing(told, holidays(), day(30)) is Standing.WAITS_FOR_APPLICANT
    assert accepted_on(replace(told, complete=day(39)), holidays(), day(40)) == day(39)


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (day(23), Standing.IN_TIME),
        (day(25), Standing.IN_TIME),
        (day(26), Standing.DUE_SOON),
        (day(27), Standing.DUE_SOON),
        (day(29), Standing.DUE_SOON),
        (day(30), Standing.DUE_TODAY),
        (day(31), Standing.BEYOND_PROMISE),
        (date(2026, 12, 21), Standing.BEYOND_PROMISE),
        (date(2026, 12, 22), Standing.BEYOND_LAW),
    ],
)
def test_people_are_warned_before_the_promised_day(today: date, shown: Standing) -> None:
    assert standing(WHOLE, holidays(), today) is shown


def test_an_expert_review_does_not_count() -> None:
    paused = replace(WHOLE, pauses=(Pause(day(25), day(27), "专家评审"),))

    assert standing(paused, holidays(), day(26)) is Standing.PAUSED
    assert limits(paused, holidays(), day(28)) == Limits(promised=day(33), legal=date(2026, 12, 24))


def test_an_open_pause_moves_the_day_on_as_it_lasts() -> None:
    paused = replace(WHOLE, pauses=(Pause(day(25), None, "听证"),))
    today = date(2026, 12, 30)

    due = limits(paused, holidays(), today)

    assert due
    assert due.promised > today
    assert standing(paused, holidays(), today) is Standing.PAUSED


def test_two_pauses_on_the_same_days_count_once() -> None:
    one = Pause(day(25), day(27), "检验")

    assert limits(replace(WHOLE, pauses=(one, one)), holidays(), day(30)) == limits(
        replace(WHOLE, pauses=(one,)), holidays(), day(30)
    )


def test_more_time_is_granted_once_with_approval() -> None:
    more = Extension(days=10, reason="案情复杂", approved_by="局长", approved_on=day(26))

    longer = extended(WHOLE, more, holidays())

    assert isinstance(longer, CaseClock)
    due = limits(longer, holidays(), day(26))
    assert due == Limits(promised=date(2026, 12, 14), legal=date(2027, 1, 5))
    assert extended(longer, more, holidays()) is Refused.ALREADY_EXTENDED


@pytest.mark.parametrize(
    ("clock", "changed", "why"),
    [
        (NEW, {}, Refused.NOT_ACCEPTED_YET),
        (WHOLE, {"approved_by": " "}, Refused.NOT_APPROVED),
        (WHOLE, {"days": 11}, Refused.TOO_LONG),
        (WHOLE, {"approved_on": date(2026, 12, 22)}, Refused.TOO_LATE),
    ],
)
def test_more_time_is_refused(clock: CaseClock, changed: dict[str, object], why: Refused) -> None:
    more = Extension(days=10, reason="案情复杂", approved_by="局长", approved_on=day(26))

    assert extended(clock, replace(more, **changed), holidays()) is why
