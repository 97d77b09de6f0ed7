"""More time for a case, asked for by one person and approved by another; and days that do not count."""

from msgspec.structs import replace

from hall.cases.acts import Answer, No, act
from hall.cases.catalogue import in_use
from hall.cases.models import Case
from hall.cases.models import Extension as ExtensionRow
from hall.cases.record import LINE_MAX, Actor, clock_of, record, set_clock
from intake.clock.case import EXTENSION_DAYS_MAX, Extension, Pause, Refused, extended, limits
from intake.clock.day import day_of
from intake.contract.stage import Stage

COUNTING = frozenset({Stage.ACCEPTED, Stage.TOLERATED, Stage.EXAMINED})
"""Where the departments' days run."""


def ask_extension(number: str, seen: int, who: Actor, days: int, reason: str, at_ms: int) -> Answer:
    """The lead department asks for more working days, at most ten, once; approved by somebody else they count."""

    def do(case: Case) -> No | None:
        if why_not := _not_to(case, who):
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
            case=case, days=days, reason=reason.strip()[:LINE_MAX], asked_by=who.name, asked_ms=at_ms
        )
        record(case, who, "extension_asked", at_ms, why=reason)
        return None

    return act(number, seen, do)


def decide_extension(number: str, seen: int, who: Actor, at_ms: int, *, approved: bool) -> Answer:
    """Approve or decline what somebody else asked for."""

    def do(case: Case) -> No | None:
        wish = open_request(case)
        if wish is None or case.stage not in COUNTING:
            return No.NOT_NOW
        if wish.asked_by == who.name:
            return No.SAME_PERSON
        if approved and (why_not := _extend(case, wish, who, at_ms)):
            return why_not
        wish.approved, wish.decided_by, wish.decided_ms = approved, who.name, at_ms
        wish.save()
        record(case, who, "extended" if approved else "extension_declined", at_ms, why=wish.reason)
        return None

    return act(number, seen, do)


def pause(number: str, seen: int, who: Actor, reason: str, at_ms: int) -> Answer:
    """From today days do not count: a hearing, an inspection, an expert review (art. 45)."""

    def do(case: Case) -> No | None:
        if why_not := _not_to(case, who):
            return why_not
        clock, today = clock_of(case), day_of(at_ms)
        if not reason.strip():
            return No.NO_REASON
        if limits(clock, in_use().calendar, today) is None or paused(case):
            return No.NOT_NOW
        begun = Pause(today, None, reason.strip()[:LINE_MAX])
        set_clock(case, replace(clock, pauses=(*clock.pauses, begun)), in_use().calendar, at_ms)
        record(case, who, "paused", at_ms, why=reason)
        return None

    return act(number, seen, do)


def resume(number: str, seen: int, who: Actor, at_ms: int) -> Answer:
    """Today is the last day that does not count."""

    def do(case: Case) -> No | None:
        if why_not := _not_to(case, who):
            return why_not
        clock = clock_of(case)
        if not paused(case):
            return No.NOT_NOW
        ended = (*clock.pauses[:-1], replace(clock.pauses[-1], last=day_of(at_ms)))
        set_clock(case, replace(clock, pauses=ended), in_use().calendar, at_ms)
        record(case, who, "resumed", at_ms)
        return None

    return act(number, seen, do)


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
