"""Numbers of cases and notices, given once and never again: not after a power cut, not when the clock is set back.

A kiosk counts by itself, also offline. ``series`` is its own digit, so two kiosks never give the same number: case
numbers of a day are ``series`` and three digits, notices of a kind in a year ``series`` and six.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

import msgspec

from intake.identity.case_number import case_number
from intake.notices.notice import Kind, NoticeNumber
from kiosk.store.books import StoreTrouble, UndoneError

CASES_A_DAY = 999
NOTICES_A_YEAR = 999_999


class Numbers(msgspec.Struct, frozen=True):
    """What one submission was given."""

    case: str
    notices: tuple[NoticeNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The numbers a submission needs. ``case`` is empty for a new one; ``kinds``: a number for each notice."""

    letter: str
    series: int
    day: date
    case: str = ""
    kinds: tuple[Kind, ...] = ()


def take(db: sqlite3.Connection, wanted: Wanted) -> Numbers:
    """The next numbers, inside the transaction that keeps what they are for.

    :raises UndoneError: the day's or the year's are all given.
    """
    notices = tuple(NoticeNumber(kind, wanted.day.year, _notice(db, wanted, kind)) for kind in wanted.kinds)
    return Numbers(wanted.case or _case(db, wanted), notices)


def _case(db: sqlite3.Connection, wanted: Wanted) -> str:
    count = _next(db, f"case {wanted.series} {wanted.day.isoformat()}", CASES_A_DAY)
    return case_number(wanted.letter, wanted.day, wanted.series * (CASES_A_DAY + 1) + count)


def _notice(db: sqlite3.Connection, wanted: Wanted, kind: Kind) -> int:
    count = _next(db, f"notice {wanted.series} {kind} {wanted.day.year}", NOTICES_A_YEAR)
    return wanted.series * (NOTICES_A_YEAR + 1) + count


def _next(db: sqlite3.Connection, name: str, most: int) -> int:
    """Counted by day or year and never deleted: a clock that goes back goes on counting where that day had stopped."""
    sql = "INSERT INTO sequences VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"
    count = int(db.execute(sql, (name,)).fetchone()[0])
    if count > most:
        raise UndoneError(StoreTrouble.NO_NUMBER)
    return count
