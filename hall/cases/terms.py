"""More time for a case, asked for by one person and approved by another; and days that do not count."""

from msgspec.structs import replace

from hall.cases.acts import No, Turn, act
from hall.cases.catalogue import in_use
from hall.cases.models import Case
from hall.cases.models import Extension as ExtensionRow
from hall.cases.record import LINE_MAX, Actor, clock_of, record, set_clock
from intake.clock.case import EXTENSION_DAYS_MAX, Extension, Pause, Refused, extended, limits
from intake.clock.day import day_of
from intake.contract.stage import Stage

COUNTING = frozenset({Stage.ACCEPTED, Stage.TOLERATED, Stage.EXAMINED})
"""Where the departments' days run."""


@act
def ask_extension(case: Case, turn: Turn, days: int, reason: str) -> No | None:
    """The lead department asks for more working days, at most ten, once; approved by somebody else they count."""
    if why_not := _not_to(case, turn.who):
        return why_not
    if not reason.strip():
        return No.NO_REASON
    if not 1 <= days <= EXTENSION_DAYS_MAX:
        return No.TOO_LONG
    if open_request(case) or clock_of(case).extension:
        return No.ALREADY_EXTENDED
    if case.legal is None:
        return No.NOT_ACCEPTED_YET
    ExtensionRow.objects.create(
        case=case, days=days, reason=reason.strip()[:LINE_MAX], asked_by=turn.who.name, asked_ms=turn.at_ms
    )
    record(case, turn.who, "extension_asked", turn.at_ms, why=reason)
    return None


@act
def decide_extension(case: Case, turn: Turn, *, approved: bool) -> No | None:
    """Approve or decline what somebody else asked for."""
    wish = open_request(case)
    if wish is None or case.stage not in COUNTING:
        return No.NOT_NOW
    if wish.asked_by == turn.who.name:
        return No.SAME_PERSON
    if approved and (why_not := _extend(case, wish, turn.who, turn.at_ms)):
        return why_not
    wish.approved, wish.decided_by, wish.decided_ms = approved, turn.who.name, turn.at_ms
    wish.save()
    record(case, turn.who, "extended" if approved else "extension_declined", turn.at_ms, why=wish.reason)
    return None


@act
def pause(case: Case, turn: Turn, reason: str) -> No | None:
    """From today days do not count: a hearing, an inspection, an expert review (art. 45)."""
    if why_not := _not_to(case, turn.who):
        return why_not
    clock, today = clock_of(case), turn.today
    if not reason.strip():
        return No.NO_REASON
    if limits(clock, in_use().calendar, today) is None or paused(case):
        return No.NOT_NOW
    begun = Pause(today, None, reason.strip()[:LINE_MAX])
    set_clock(case, replace(clock, pauses=(*clock.pauses, begun)), in_use().calendar, turn.at_ms)
    record(case, turn.who, "paused", turn.at_ms, why=reason)
    return None


@act
def resume(case: Case, turn: Turn) -> No | None:
    """Today is the last day that does not count."""
    if why_not := _not_to(case, turn.who):
        return why_not
    clock = clock_of(case)
    if not paused(case):
        return No.NOT_NOW
    ended = (*clock.pauses[:-1], replace(clock.pauses[-1], last=turn.today))
    set_clock(case, replace(clock, pauses=ended), in_use().calendar, turn.at_ms)
    record(case, turn.who, "resumed", turn.at_ms)
    return None


def open_request(case: Case) -> ExtensionRow | None:
    """An extension that waits for its approval."""
    return ExtensionRow.objects.filter(case=case, approved=None).first()


def paused(case: Case) -> bool:
    """Whether days do not count now."""
    pauses = clock_of(case).pauses
    return bool(pauses) and pauses[-1].last is None


def _not_to(case: Case, who: Actor) -> No | None:
    if who.department != case.department:
        return No.NOT_YOURS
    return None if case.stage in COUNTING else No.NOT_NOW


def _extend(case: Case, wish: ExtensionRow, who: Actor, at_ms: int) -> No | None:
    more = Extension(wish.days, wish.reason, who.name, day_of(at_ms))
    clock = extended(clock_of(case), more, in_use().calendar)
    if isinstance(clock, Refused):
        return No(str(clock))
    set_clock(case, clock, in_use().calendar, at_ms)
    case.note = f"经批准延长 {wish.days} 个工作日：{wish.reason}"  # the applicant is told why (art. 42)
    return None
