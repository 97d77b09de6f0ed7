"""Counting days the way the law and the State Council do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.clock.calendar import Calendar, load_calendar
from intake.tables.mistakes import Mistakes
from tests.intake.story import holidays, texts

DAYS = st.dates(date(2025, 6, 1), date(2028, 6, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
    ],
)
def test_weekends_holidays_and_worked_weekends(day: date, works: bool) -> None:
    assert holidays().works(day) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
    ],
)
def test_a_term_ends_on_a_working_day_and_does_not_count_its_first(start: date, days: int, end: date) -> None:
    assert holidays().after(start, days) == end


def test_a_year_that_is_not_announced_yet_is_known_as_such() -> None:
    assert holidays().known_through == date(2026, 12, 31)
    assert not holidays().works(date(2027, 2, 8))


@given(DAYS, st.integers(1, 60))
def test_as_many_days_are_counted_as_were_given(start: date, days: int) -> None:
    end = holidays().after(start, days)

    assert holidays().works(end)
    assert holidays().between(start, end) == days


@pytest.mark.parametrize(
    ("start", "late", "end"),
    [
        (date(2026, 11, 23), True, date(2026, 11, 24)),
        (date(2026, 11, 27), True, date(2026, 11, 30)),
        (date(2026, 11, 28), False, date(2026, 11, 30)),
        (date(2026, 11, 28), True, date(2026, 11, 30)),
        (date(2026, 10, 10), False, date(2026, 10, 10)),
    ],
)
def test_what_is_decided_the_same_day_is_decided_on_the_next_working_day_when_nobody_works_any_more(
    start: date, late: bool, end: date
) -> None:
    assert holidays().after(start, 0, late=late) == end


@pytest.mark.parametrize("days", [1, 5])
def test_a_term_of_days_does_not_ask_for_the_hour(days: int) -> None:
    friday = date(2026, 11, 27)
    assert holidays().after(friday, days, late=True) == holidays().after(friday, days)


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_two_terms_in_a_row_are_one_long_term(start: date, first: int, second: int) -> None:
    calendar = holidays()

    assert calendar.after(calendar.after(start, first), second) == calendar.after(start, first + second)


@given(DAYS, st.integers(0, 200))
def test_counting_agrees_with_walking(start: date, length: int) -> None:
    walked = sum(holidays().works(start + timedelta(days=n)) for n in range(1, length + 1))

    assert holidays().between(start, start + timedelta(days=length)) == walked


@given(st.dates(), st.integers(-5, 5000))
def test_no_date_and_no_length_breaks_the_calendar(start: date, days: int) -> None:
    assert Calendar().after(start, days) >= start


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("last = 2026-01-03", "last = 2025-01-03", "off[元旦]"),
        ("on = [2026-01-04", "on = [2026-01-05", "on"),
        ("year = 2026", "year = 26", "year"),
        ("announced", "anounced", "anounced"),
    ],
)
def test_a_mistake_in_the_list_is_told(old: str, new: str, key: str) -> None:
    text = texts("holidays/2026.toml")["2026.toml"]
    assert old in text

    told = load_calendar({"2026.toml": text.replace(old, new, 1)})

    assert isinstance(told, Mistakes)
    assert ("2026.toml", key) in [(one.file, one.key) for one in told.told]


def test_a_year_told_twice_is_a_mistake() -> None:
    text = texts("holidays/2026.toml")["2026.toml"]

    assert isinstance(load_calendar({"a.toml": text, "b.toml": text}), Mistakes)
