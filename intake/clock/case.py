"""The clock of one case: when it counts as accepted, when it is due, when to warn.

Administrative Licensing Law: art. 32 (five days, told once, the acceptance day), 42 (extension of ten days, once, with
approval), 45 (hearings, inspections and the like are not counted), 82 (days are working days).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from intake.clock.calendar import Calendar

NOTICE_DAYS = 5
"""Within these working days all gaps are told, else the case counts as accepted from receipt (art. 32)."""

EXTENSION_DAYS_MAX = 10
"""An extension, once, approved by the head of the department (art. 42)."""

SOON_DAYS = 2
"""So many working days before a limit a case is shown as due soon."""


class Pause(Struct, frozen=True):
    """Days that do not count: a hearing, an inspection, an expert review (art. 45). ``last`` None: it lasts on."""

    first: date
    last: date | None
    reason: str


class Extension(Struct, frozen=True):
    """More time. ``days`` working days, approved by whom and when; the applicant is told ``reason``."""

    days: Annotated[int, Meta(ge=1, le=EXTENSION_DAYS_MAX)]
    reason: str
    approved_by: str
    approved_on: date


class CaseClock(Struct, frozen=True, kw_only=True):
    """The dates of a case. ``correction_told``: the one correction notice; ``complete``: the last material came.

    ``late``: it came after working hours, which matters where the same day is promised.
    """

    received: date
    legal_days: int
    promised_days: int
    correction_told: date | None = None
    complete: date | None = None
    late: bool = False
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None


class Limits(Struct, frozen=True):
    """The last days to decide. ``promised`` is never after ``legal``."""

    promised: date
    legal: date


class Standing(StrEnum):
    """How a case stands against its promised and legal limits."""

    WAITS_FOR_APPLICANT = "waits_for_applicant"
    WAITS_FOR_HALL = "waits_for_hall"
    PAUSED = "paused"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    DUE_TODAY = "due_today"
    BEYOND_PROMISE = "beyond_promise"
    BEYOND_LAW = "beyond_law"


class Refused(StrEnum):
    """Why a limit is not extended."""

    ALREADY_EXTENDED = "already_extended"
    NOT_ACCEPTED_YET = "not_accepted_yet"
    TOO_LATE = "too_late"
    TOO_LONG = "too_long"
    NOT_APPROVED = "not_approved"


def notice_due(clock: CaseClock, calendar: Calendar) -> date:
    """The last day to tell the applicant everything that is to be corrected."""
    return calendar.after(clock.received, NOTICE_DAYS)


def accepted_on(clock: CaseClock, calendar: Calendar, today: date) -> date | None:
    """The day the case counts as accepted, or None while it does not.

    Complete at once: the day of receipt. Nothing told within five working days: the day of receipt. Corrected: the day
    the last material came.
    """
    told_by, due = clock.correction_told, notice_due(clock, calendar)
    told_in_time = told_by is not None and told_by <= due
    if clock.complete is not None and (told_in_time or clock.complete <= due):
        return max(clock.complete, clock.received)
    return clock.received if not told_in_time and today > due else None


def limits(clock: CaseClock, calendar: Calendar, today: date) -> Limits | None:
    """The last days to decide as known ``today``, or None before acceptance."""
    start = accepted_on(clock, calendar, today)
    if start is None:
        return None
    more = clock.extension.days if clock.extension else 0
    legal = _due(clock, calendar, start, clock.legal_days + more, today)
    return Limits(min(legal, _due(clock, calendar, start, clock.promised_days + more, today)), legal)


def standing(clock: CaseClock, calendar: Calendar, today: date) -> Standing:
    """What to show the people who answer for the case."""
    due = limits(clock, calendar, today)
    if due is None:
        return Standing.WAITS_FOR_HALL if clock.correction_told is None else Standing.WAITS_FOR_APPLICANT
    if any(_holds(pause, today) for pause in clock.pauses):
        return Standing.PAUSED
    if today > due.promised:
        return Standing.BEYOND_LAW if today > due.legal else Standing.BEYOND_PROMISE
    return _ahead(calendar.between(today, due.promised))


def extended(clock: CaseClock, extension: Extension, calendar: Calendar) -> CaseClock | Refused:
    """The clock with more time, or why not: once, before the legal limit, at most ten days, approved by a name."""
    due = limits(clock, calendar, extension.approved_on)
    if clock.extension:
        return Refused.ALREADY_EXTENDED
    if due is None:
        return Refused.NOT_ACCEPTED_YET
    if not extension.approved_by.strip():
        return Refused.NOT_APPROVED
    if not 1 <= extension.days <= EXTENSION_DAYS_MAX:
        return Refused.TOO_LONG
    return Refused.TOO_LATE if extension.approved_on > due.legal else replace(clock, extension=extension)


def _ahead(days_left: int) -> Standing:
    if days_left == 0:
        return Standing.DUE_TODAY
    return Standing.DUE_SOON if days_left <= SOON_DAYS else Standing.IN_TIME


def _due(clock: CaseClock, calendar: Calendar, start: date, days: int, today: date) -> date:
    """The end of the term; working days inside a pause are counted again at the end."""
    counted, due = 0, calendar.after(start, days, late=clock.late)
    while (paused := _paused(clock, calendar, start, due, today)) > counted:
        counted, due = paused, calendar.after(start, days + paused, late=clock.late)
    return due


def _paused(clock: CaseClock, calendar: Calendar, start: date, due: date, today: date) -> int:
    day, paused = start, 0
    for _ in range(calendar.between(start, due)):
        day = calendar.after(day, 1)
        paused += any(pause.first <= day <= (pause.last or today) for pause in clock.pauses)
    return paused


def _holds(pause: Pause, today: date) -> bool:
    return pause.first <= today and (pause.last is None or today <= pause.last)
