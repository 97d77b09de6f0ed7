"""What the window decides: accepted, everything to correct told once, tolerated, not accepted, withdrawn."""

from collections.abc import Callable, Iterable
from datetime import date

from msgspec.structs import replace

from hall.cases.acts import No, Turn, act
from hall.cases.catalogue import in_use
from hall.cases.credit import standing_of
from hall.cases.dossier import Dossier, as_text, dossier, open_commitment
from hall.cases.findings import Found, brought, deficiency, lacking, not_looked_at, save
from hall.cases.models import Case, Commitment, Handed
from hall.cases.on_paper import came_ms, note_paper
from hall.cases.papers import DESK, issue
from hall.cases.record import LINE_MAX, Actor, clock_of, record, set_clock
from hall.cases.routing import route_by_rule
from hall.cases.transitions import may_follow
from intake.clock.case import limits
from intake.clock.day import after_hours, day_of, time_of
from intake.contract.stage import ENDED, Stage
from intake.gap import Cause, Gap
from intake.notices.notice import Kind
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.review.outcome import Commitment as Promise
from intake.review.tolerance import Deficiency, commitment, no_tolerance
from intake.said import Said

Decide = Callable[[Case, Turn], No | None]


@act
def judge(case: Case, turn: Turn, found: Iterable[Found], decide: Decide | None) -> No | None:
    """Keep what a clerk found, then decide. A decision that is not possible leaves the ticks kept."""
    save(case, found, turn.who.name, turn.at_ms)
    case.taken_by = case.taken_by or turn.who.name
    why_not = decide(case, turn) if decide else None
    if why_not or not decide:
        record(case, turn.who, "looked", turn.at_ms)
    return why_not


def accept(case: Case, turn: Turn) -> No | None:
    """Everything is there and in order, by a person's own eyes."""
    held = dossier(case)
    if case.stage == Stage.TOLERATED:  # what came on a promise is confirmed, not accepted a second time
        return No.NOT_NOW
    if why_not := _unfit(case, held, turn.who, Stage.ACCEPTED):
        return why_not
    if lacking(case, held):
        return No.LACKING
    note_paper(case, came=brought(case, held))
    _complete(case, turn.at_ms)
    due = limits(clock_of(case), in_use().calendar, turn.today)
    if due is None:
        return No.NOT_NOW
    _decided(case, Accepted(due.promised, due.legal))
    issue(case, Kind.ACCEPTANCE, Accepted(due.promised, due.legal), turn.at_ms, DESK)
    record(case, turn.who, "accepted", turn.at_ms, after=Stage.ACCEPTED)
    route_by_rule(case, turn.at_ms)
    return None


def correct(case: Case, turn: Turn) -> No | None:
    """The one correction notice, with everything; a second one is not allowed."""
    held = dossier(case)
    if clock_of(case).correction_told:
        return No.TOLD_ALREADY
    if why_not := _unfit(case, held, turn.who, Stage.TO_BE_CORRECTED):
        return why_not
    gaps = tuple(gap for gaps in lacking(case, held).values() for gap in gaps)
    if not gaps:
        return No.NOTHING_LACKS
    calendar, today = in_use().calendar, turn.today
    outcome = ToBeCorrected(gaps, calendar.after(today, held.item.correction_days), None, ())
    set_clock(case, replace(clock_of(case), correction_told=today, complete=None), calendar, turn.at_ms)
    case.correct_by, case.corrected_by_clerk = outcome.until, True
    note_paper(case, wrong=[gap.key for gap in gaps])
    _decided(case, outcome)
    issue(case, Kind.CORRECTION, outcome, turn.at_ms, DESK)
    record(case, turn.who, "told_to_correct", turn.at_ms, after=Stage.TO_BE_CORRECTED)
    return None


def tolerate(*, signed: bool) -> Decide:
    """Accept on a commitment; ``signed``: on paper, where the kiosk took no signature."""

    def decide(case: Case, turn: Turn) -> No | None:
        held = dossier(case)
        if why_not := _unfit(case, held, turn.who, Stage.TOLERATED):
            return why_not
        found = deficiency(case, held)
        if not found.missing:
            return No.NOTHING_LACKS
        if why_not := _intolerable(case, found, turn.at_ms):
            return why_not
        promised = _promised(case, found, turn.today)
        if not (signed or promised):
            return No.NOT_SIGNED
        _tolerate(case, promised, promised or commitment(found, turn.today, in_use().calendar), turn.at_ms)
        record(case, turn.who, "tolerated", turn.at_ms, after=Stage.TOLERATED)
        route_by_rule(case, turn.at_ms)
        return None

    return decide


def refuse(reason: str, go_to: str) -> Decide:
    """Not accepted: the clerk's own reason and where to go, after those of the rules."""

    def decide(case: Case, turn: Turn) -> No | None:
        held = dossier(case)
        reasons = held.outcome.reasons if isinstance(held.outcome, NotAccepted) else ()
        if not may_follow(Stage(case.stage), Stage.NOT_ACCEPTED, turn.who.by):
            return No.NOT_NOW
        if reason.strip():
            reasons = (*reasons, _reason(reason.strip()[:LINE_MAX], go_to.strip()[:LINE_MAX]))
        if not reasons:
            return No.NO_REASON
        outcome = NotAccepted(reasons)
        _decided(case, outcome)
        issue(case, Kind.NON_ACCEPTANCE, outcome, turn.at_ms, DESK)
        record(case, turn.who, "not_accepted", turn.at_ms, after=Stage.NOT_ACCEPTED)
        return None

    return decide


def withdraw(why: str) -> Decide:
    """The applicant takes it back."""

    def decide(case: Case, turn: Turn) -> No | None:
        if not may_follow(Stage(case.stage), Stage.WITHDRAWN, turn.who.by):
            return No.NOT_NOW
        if not why.strip():
            return No.NO_REASON
        record(case, turn.who, "withdrawn", turn.at_ms, after=Stage.WITHDRAWN, why=why)
        return None

    return decide


def take(case: Case, turn: Turn) -> No | None:
    """It is mine; whoever had it before is not asked, but it is on record."""
    if case.stage in ENDED:
        return No.NOT_NOW
    case.taken_by = turn.who.name
    record(case, turn.who, "taken", turn.at_ms)
    return None


def _unfit(case: Case, held: Dossier, who: Actor, after: Stage) -> No | None:
    if not may_follow(Stage(case.stage), after, who.by):
        return No.NOT_NOW
    return No.NOT_LOOKED_AT if not_looked_at(case, held) else None


def _complete(case: Case, at_ms: int) -> None:
    """Complete on the day it came; of a case that was corrected, on the day the last material came."""
    clock = clock_of(case)
    if clock.complete is None and clock.correction_told is None:
        clock = replace(clock, complete=clock.received)
    elif clock.complete is None:
        last_ms = _last_came_ms(case, at_ms)
        clock = replace(clock, complete=day_of(last_ms), late=after_hours(time_of(last_ms)))
    set_clock(case, clock, in_use().calendar, at_ms)


def _last_came_ms(case: Case, at_ms: int) -> int:
    """Now, when it is brought to the window; else when the kiosk took it, or it was put into a cabinet."""
    if case.stage == Stage.TO_BE_CORRECTED:
        return at_ms
    last = Handed.objects.filter(case=case, reason="correction").order_by("-received_ms").first()
    taken = [min(last.at_ms, last.received_ms)] if last else []
    return max((*taken, *came_ms(case)), default=at_ms)


def _decided(case: Case, outcome: Outcome) -> None:
    case.outcome = as_text(outcome)
    case.disputed, case.trouble = False, ""


def _intolerable(case: Case, found: Deficiency, at_ms: int) -> No | None:
    today, calendar = day_of(at_ms), in_use().calendar
    promised = calendar.after(case.received, clock_of(case).promised_days)
    reasons = no_tolerance(found, standing_of(case.applicant_key), today, calendar, promised)
    return No(str(reasons[0])) if reasons else None


def _promised(case: Case, found: Deficiency, today: date) -> Promise | None:
    """What was signed at the kiosk, when it holds all that lacks and its day has not passed while the case waited."""
    made = open_commitment(case)
    holds = made is not None and set(found.missing) <= {one.key for one in made.owed} and today <= made.until
    return made if holds else None


def _tolerate(case: Case, signed: Promise | None, made: Promise, at_ms: int) -> None:
    """``signed``: at the kiosk, with its paper; else the promise is made now, and its paper too."""
    _complete(case, at_ms)
    clock, calendar = clock_of(case), in_use().calendar
    promised, legal = (calendar.after(case.received, days) for days in (clock.promised_days, clock.legal_days))
    outcome = AcceptedWithTolerance(made, promised, legal)
    Commitment.objects.filter(case=case, state="offered").delete()
    text = as_text(made)
    Commitment.objects.create(case=case, made=text, until=made.until, day=day_of(at_ms))
    case.owed_by = made.until
    _decided(case, outcome)
    for kind in (Kind.TOLERANCE,) if signed else (Kind.TOLERANCE, Kind.COMMITMENT):
        issue(case, kind, outcome, at_ms, DESK)


def _reason(rule: str, go_to: str) -> Gap:
    name = Said("受理条件", "Conditions")
    remedy = Said(go_to or "请到咨询台询问", go_to or "Please ask at the information desk")
    return Gap("condition", "window", name, Cause.CONDITION_FAILED, Said(rule, rule), remedy)
