"""A correction or a supplement joins its case. What was handed in in time at a kiosk without a network is in time."""

from msgspec.structs import replace

from hall.cases.arrival import Arrival, agree, as_recorded, keep_pages, reviewed, stage_of
from hall.cases.begin import fill, promise
from hall.cases.catalogue import in_use
from hall.cases.credit import forgive
from hall.cases.dossier import application_of, as_text, outcome_of, promise_of, rules_of
from hall.cases.models import Case, Commitment
from hall.cases.on_paper import on_paper
from hall.cases.papers import keep_printed
from hall.cases.record import Actor, clock_of, record, set_clock
from hall.cases.routing import BEFORE_DEPARTMENTS, route_by_rule
from hall.cases.transitions import By
from intake.contract.stage import Stage
from intake.review.outcome import Accepted, AcceptedWithTolerance, Outcome
from intake.review.supplement import Fulfilled, Lapsed, StillOwed, supplement


def join(arrival: Arrival) -> Case | None:
    """Store it with the case it belongs to, in the caller's transaction; None: there is no such case."""
    case = Case.objects.select_for_update().filter(pk=arrival.submission.case).first()
    if case is None:
        return None
    arrival = as_recorded(arrival, on_paper(application_of(case)))
    case.round += 1
    keep_pages(arrival, case)
    if _corrects(arrival, case):
        _corrected(arrival, case)
    elif _supplements(arrival, case):
        _supplemented(arrival, case)
    else:
        _came_beside(arrival, case)
    if case.stage in BEFORE_DEPARTMENTS:
        route_by_rule(case, arrival.at_ms)
    keep_printed(case, arrival.submission, arrival.day_ms)
    return case


def _corrects(arrival: Arrival, case: Case) -> bool:
    in_time = case.correct_by is not None and arrival.day <= case.correct_by
    return arrival.submission.reason == "correction" and in_time and case.stage in {
        Stage.TO_BE_CORRECTED,
        Stage.LAPSED,
    }  # fmt: skip


def _corrected(arrival: Arrival, case: Case) -> None:
    outcome, told = reviewed(arrival), arrival.submission.outcome
    agreed = agree(outcome, told) and not arrival.troubles
    after = _after(arrival, case, outcome, agreed=agreed)
    fill(case, arrival, outcome)
    case.disputed = not agree(outcome, told)
    case.told = as_text(told) if case.disputed else ""
    if after is not Stage.TO_BE_CORRECTED:
        complete = arrival.day if isinstance(outcome, Accepted | AcceptedWithTolerance) else None
        clock = replace(clock_of(case), complete=complete, late=arrival.late)
        set_clock(case, clock, in_use().calendar, arrival.at_ms)
    _record(arrival, case, "corrected", after)
    if isinstance(told, AcceptedWithTolerance):
        promise(case, told, arrival)


def _after(arrival: Arrival, case: Case, outcome: Outcome, *, agreed: bool) -> Stage:
    """What a clerk asked for, a clerk looks at; what the rules asked for, the rules decide, if they may."""
    after = stage_of(arrival, outcome, agreed=agreed)
    return Stage.RECEIVED if case.corrected_by_clerk and after is not Stage.TO_BE_CORRECTED else after


def _supplements(arrival: Arrival, case: Case) -> bool:
    in_time = case.owed_by is not None and arrival.day <= case.owed_by
    return arrival.submission.reason == "supplement" and in_time and case.stage in {
        Stage.TOLERATED,
        Stage.RECEIVED,
        Stage.LAPSED,
    }  # fmt: skip


def _supplemented(arrival: Arrival, case: Case) -> None:
    row = Commitment.objects.filter(case=case).exclude(state="kept").order_by("-id").first()
    if row is None:
        _came_beside(arrival, case)
        return
    made = promise_of(row)
    stands = supplement(rules_of(case), arrival.submission.application, made, arrival.day)
    fill(case, arrival, _own(case, arrival, stands))
    fulfilled = isinstance(stands, Fulfilled)
    if isinstance(stands, StillOwed):
        row.made = as_text(stands.rest)
        row.until = stands.rest.until
    row.state = _state(arrival, case) if fulfilled else "open"
    row.save()
    case.owed_by = None if fulfilled else row.until
    after = Stage.ACCEPTED if row.state == "kept" else Stage.TOLERATED
    _record(arrival, case, "supplemented", None if case.stage == Stage.RECEIVED else after)
    forgive(case)


def _state(arrival: Arrival, case: Case) -> str:
    """What a clerk decides, a clerk looks at; and what nobody can read, whoever decides."""
    waits = rules_of(case).decided == "clerk" or arrival.troubles or case.trouble
    return "came" if waits and case.stage != Stage.RECEIVED else "kept"


def _own(case: Case, arrival: Arrival, stands: Fulfilled | StillOwed | Lapsed) -> Outcome:
    """What stands now, with the days the case has: a supplement moves none of them.

    While a clerk has not tolerated it yet, it is the whole application that is looked at anew.
    """
    before = outcome_of(case.outcome)
    if case.stage == Stage.RECEIVED or not isinstance(before, Accepted | AcceptedWithTolerance):
        return reviewed(arrival)
    promised, legal = case.promised or before.promised, case.legal or before.legal
    match stands:
        case Fulfilled():
            return Accepted(promised, legal)
        case StillOwed(rest=rest):
            return AcceptedWithTolerance(rest, promised, legal)
        case Lapsed():
            return before


def _came_beside(arrival: Arrival, case: Case) -> None:
    """Too late, or nothing was asked for: kept, and a clerk is told."""
    _record(arrival, case, "came_beside", None, "beside")


def _record(arrival: Arrival, case: Case, what: str, after: Stage | None, *troubles: str) -> None:
    case.trouble = " ".join(dict.fromkeys((*case.trouble.split(), *troubles, *arrival.troubles)))
    record(case, Actor(arrival.submission.kiosk, By.KIOSK), what, arrival.at_ms, after=after)
