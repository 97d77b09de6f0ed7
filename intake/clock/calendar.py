"""Working days: Monday to Friday, without the holidays and with the working weekends the State Council announces."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from intake.tables.mistakes import Mistake, Mistakes, all_of
from intake.tables.typed import Table, typed

DAYS_MAX = 2000
"""The longest term that is counted, in working days; longer ones are cut to it."""

_DAY = timedelta(days=1)
_LAST = date(MAXYEAR - 20, 12, 31)


class Off(Table, kw_only=True):
    """Days without work, both ends included."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    first: date
    last: date


class Year(Table, kw_only=True):
    """One year's list, a file of ``holidays/``. ``announced`` false: statutory days only, the notice is awaited."""

    year: Annotated[int, Meta(ge=2000, le=2100)]
    announced: bool
    off: Annotated[tuple[Off, ...], Meta(max_length=30)]
    on: Annotated[tuple[date, ...], Meta(max_length=30)] = ()


class Calendar(Struct, frozen=True):
    """Days unlike Monday to Friday. ``on``: weekends that are worked; ``known_through``: the last announced day."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()
    known_through: date = date.min

    def works(self, day: date) -> bool:
        """Whether the hall's departments work on this day."""
        return day in self.on or (day.weekday() < 5 and day not in self.off)

    def after(self, day: date, working_days: int, *, late: bool = False) -> date:
        """The day a term of ``working_days`` ends that begins on ``day``, which is not counted itself (Civil Code 201).

        A term of 0 ends on ``day`` itself, or on the next working day where nobody works any more: it is none, or the
        term begins after working hours (``late``). Cut to 2,000 working days and to the end of the year 9979.
        """
        if working_days < 1 and not late and self.works(day):
            return day
        for _ in range(min(max(1, working_days), DAYS_MAX)):
            day = self._next(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and including ``last``; 0 when ``last`` is not later."""
        days = max(0, (last - first).days)
        weeks, rest = divmod(days, 7)
        plain = weeks * 5 + sum((first.weekday() + n) % 7 < 5 for n in range(1, rest + 1))
        return plain - self._inside(self._off_weekdays(), first, last) + self._inside(self._on_weekends(), first, last)

    def _next(self, day: date) -> date:
        if day >= _LAST:
            return day
        day += _DAY
        while not self.works(day):
            day += _DAY
        return day

    def _off_weekdays(self) -> list[date]:
        return sorted(day for day in self.off - self.on if day.weekday() < 5)

    def _on_weekends(self) -> list[date]:
        return sorted(day for day in self.on if day.weekday() >= 5)

    @staticmethod
    def _inside(days: list[date], first: date, last: date) -> int:
        return max(0, bisect_right(days, last) - bisect_right(days, first)) if first < last else 0


def load_calendar(files: Mapping[str, str]) -> Calendar | Mistakes:
    """Read the years' lists, name to text; every mistake at once."""
    years: list[Year] = []
    found: list[Mistake] = []
    for file, text in sorted(files.items()):
        year = typed(file, text, Year)
        told = year if isinstance(year, list) else _mistakes(file, year)
        found += told
        years += [] if isinstance(year, list) else [year]
    found += [Mistake("", "year", f"{year} is told twice") for year in _twice([one.year for one in years])]
    return all_of(found) if found else _calendar(years)


def _mistakes(file: str, year: Year) -> list[Mistake]:
    found = [
        Mistake(file, f"off[{one.name}]", "ends before it begins, or is longer than 31 days")
        for one in year.off
        if not 0 <= (one.last - one.first).days <= 31
    ]
    return found + [
        Mistake(file, "on", f"{day} is no weekend, or not in {year.year}")
        for day in year.on
        if day.weekday() < 5 or day.year != year.year
    ]


def _twice(years: list[int]) -> list[int]:
    ordered = sorted(years)
    return [year for year in sorted(set(ordered)) if bisect_right(ordered, year) - bisect_left(ordered, year) > 1]


def _calendar(years: list[Year]) -> Calendar:
    off = {one.first + n * _DAY for year in years for one in year.off for n in range((one.last - one.first).days + 1)}
    on = {day for year in years for day in year.on}
    known = [date(year.year, 12, 31) for year in years if year.announced]
    return Calendar(frozenset(off), frozenset(on), max(known, default=date.min))
