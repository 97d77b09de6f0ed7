"""Every act on a case ends here: stage, history, the platform's event and the revision, in the caller's transaction."""

from dataclasses import dataclass

import msgspec
from msgspec import Struct

from hall.cases.models import Case, CaseEvent, History
from hall.cases.transitions import By, may_follow
from intake.clock.calendar import Calendar
from intake.clock.case import CaseClock, limits
from intake.clock.day import day_of
from intake.contract.stage import Stage

WORDS_MAX = 600
"""Free words of one act."""
LINE_MAX = 200
"""Words that are printed on a notice."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``name``: a login, a kiosk, or ``hall`` for the hall's own rules."""

    name: str
    by: By
    department: str = ""


HALL = Actor("hall", By.HALL)


class CaseFact(Struct, frozen=True, kw_only=True):
    """What the platform is told of one act, as JSON in ``CaseEvent.body``. Nobody can be known from it.

    ``department``: the lead's; ``by_department``: whose act it is, where a department acts (an opinion, a decision).
    ``what``: the act; ``before`` and ``stage``: equal when the act moved nothing. Days are ISO dates.
    ``grade``: of a rating, 5 very good to 1 very poor.
    """

    case: str
    item: str
    version: int
    department: str
    what: str
    before: str
    stage: str
    by: str
    received: str
    promised: str | None = None
    legal: str | None = None
    by_department: str | None = None
    grade: int | None = None


def record(case: Case, actor: Actor, what: str, at_ms: int, *, after: Stage | None = None, why: str = "") -> None:
    """Save the case after one act, moved to ``after`` or left where it is. Others are told of it (``changed_what``).

    :raises ValueError: this stage cannot follow by this actor, which callers ask first (:func:`may_follow`).
    """
    before = Stage(case.stage)
    _move(case, actor, after or before, at_ms)
    note(case, actor, what, at_ms, before=before, why=why)


def record_after(case: Case, what: str, at_ms: int, after: Stage) -> None:
    """What the hall's rules do as a consequence of the act before, which stays the one that others are told of."""
    before = Stage(case.stage)
    _move(case, HALL, after, at_ms)
    _write(case, HALL, what, at_ms, before=before)


def note(case: Case, actor: Actor, what: str, at_ms: int, *, before: str, why: str = "") -> None:
    """Save the case with its history and event, its stage being set already."""
    case.changed_by, case.changed_what, case.changed_ms = actor.name, what, at_ms
    _write(case, actor, what, at_ms, before=before, why=why)


def _move(case: Case, actor: Actor, after: Stage, at_ms: int) -> None:
    before = Stage(case.stage)
    if after is not before:
        if not may_follow(before, after, actor.by):
            raise ValueError(f"{actor.by} cannot bring a case from {before} to {after}")
        case.stage, case.since = after, day_of(at_ms)
    case.revision += 1


def _write(case: Case, actor: Actor, what: str, at_ms: int, *, before: str, why: str = "") -> None:
    case.save()
    cut = why[:WORDS_MAX]
    History.objects.create(case=case, at_ms=at_ms, by=actor.name, what=what, before=before, after=case.stage, why=cut)
    tell(case, _fact(case, actor, what, before), at_ms)


def tell_rating(case: Case, grade: int, at_ms: int) -> None:
    """A rating is no act on the case: nobody's revision is in its way."""
    tell(case, msgspec.structs.replace(_fact(case, Actor("", By.KIOSK), "rated", case.stage), grade=grade), at_ms)


def tell(case: Case, fact: CaseFact, at_ms: int) -> None:
    """Put it into the outbox."""
    body = msgspec.json.encode(fact).decode()
    CaseEvent.objects.create(at_ms=at_ms, case=case.number, kind=fact.what, body=body)


def clock_of(case: Case) -> CaseClock:
    """The dates of a case."""
    return msgspec.json.decode(case.clock, type=CaseClock)


def set_clock(case: Case, clock: CaseClock, calendar: Calendar, today_ms: int) -> None:
    """Put the dates into the case, with the limits that follow as known now."""
    due = limits(clock, calendar, day_of(today_ms))
    case.clock = msgspec.json.encode(clock).decode()
    case.promised, case.legal = (due.promised, due.legal) if due else (None, None)


def _fact(case: Case, actor: Actor, what: str, before: str) -> CaseFact:
    return CaseFact(
        case=case.number,
        item=case.item,
        version=case.version,
        department=case.department,
        what=what,
        before=before,
        stage=case.stage,
        by=actor.by,
        by_department=actor.department or None,
        received=case.received.isoformat(),
        promised=case.promised.isoformat() if case.promised else None,
        legal=case.legal.isoformat() if case.legal else None,
    )
