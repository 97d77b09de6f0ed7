"""What happens by itself: terms that end, acceptance by the five-day rule, results that were collected from the locker.

Called every hour (``python -m hall desk-sweep``, or by the counter's process); doing it twice does nothing twice.
"""

from collections.abc import Callable
from datetime import date

import msgspec
from django.db import transaction
from msgspec.structs import replace

from hall.cases.catalogue import in_use
from hall.cases.credit import broken_promise
from hall.cases.dossier import outcome_of
from hall.cases.models import Case, Commitment
from hall.cases.papers import issue, issue_by_term
from hall.cases.record import HALL, clock_of, record, set_clock
from hall.cases.routing import route_by_rule
from hall.cases.settling import settle_cabinets
from hall.cases.texting import text_act
from hall.clock import now_ms
from intake.clock.case import accepted_on
from intake.contract.stage import Stage
from intake.notices.notice import Kind
from intake.review.outcome import Accepted, AcceptedWithTolerance, ToBeCorrected
from intake.review.outcome import Commitment as Promise

PAUSED = '"last":null'
"""What the clock of a paused case holds, as JSON."""

Settle = Callable[[Case, date, int], bool]


def sweep(today: date, at_ms: int | None = None) -> int:
    """Settle every case whose term ended before ``today``; returns how many moved."""
    now = now_ms() if at_ms is None else at_ms
    in_use()
    moved = 0
    for stage, settle in SETTLED.items():
        for number in list(Case.objects.filter(stage=stage).values_list("number", flat=True)):
            moved += _settled(number, stage, settle, today, now)
    for number in list(Case.objects.filter(clock__contains=PAUSED).values_list("number", flat=True)):
        _recount(number, now)
    return moved + settle_cabinets()


def _recount(number: str, at_ms: int) -> None:
    """While days do not count, the limits move away day by day."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=number)
        set_clock(case, clock_of(case), in_use().calendar, at_ms)
        case.save(update_fields=["promised", "legal", "clock"])


def _settled(number: str, stage: Stage, settle: Settle, today: date, at_ms: int) -> bool:
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=number, stage=stage).first()
        moved = case is not None and settle(case, today, at_ms)
        if case is not None and moved:
            text_act(case)
        return moved


def _told_nothing(case: Case, today: date, at_ms: int) -> bool:
    """Five working days without a word: accepted from the day of receipt (Administrative Licensing Law, art. 32)."""
    clock, calendar = clock_of(case), in_use().calendar
    if clock.correction_told or accepted_on(clock, calendar, today) is None:
        return False
    set_clock(case, clock, calendar, at_ms)
    if case.promised and case.legal:
        outcome = Accepted(case.promised, case.legal)
        case.outcome, case.disputed = msgspec.json.encode(outcome).decode(), False
        issue_by_term(case, outcome, at_ms, HALL.name)
    record(case, HALL, "accepted_by_term", at_ms, after=Stage.ACCEPTED)
    route_by_rule(case, at_ms)
    return True


def _not_corrected(case: Case, today: date, at_ms: int) -> bool:
    if case.correct_by is None or today <= case.correct_by:
        return False
    outcome = outcome_of(case.outcome)
    if isinstance(outcome, ToBeCorrected):
        issue(case, Kind.ENDING, replace(outcome, until=case.correct_by), at_ms, HALL.name)
    record(case, HALL, "correction_lapsed", at_ms, after=Stage.LAPSED)
    return True


def _not_kept(case: Case, today: date, at_ms: int) -> bool:
    promise = Commitment.objects.filter(case=case, state="open").order_by("-id").first()
    if promise is None or today <= promise.until:
        return False
    promise.state = "lapsed"
    promise.save()
    broken_promise(case, HALL.name, today)
    outcome = outcome_of(case.outcome)
    if isinstance(outcome, AcceptedWithTolerance):
        made = msgspec.json.decode(promise.made, type=Promise)
        issue(case, Kind.ENDING, replace(outcome, commitment=made), at_ms, HALL.name)
    record(case, HALL, "commitment_lapsed", at_ms, after=Stage.LAPSED)
    return True


SETTLED: dict[Stage, Settle] = {
    Stage.RECEIVED: _told_nothing,
    Stage.TO_BE_CORRECTED: _not_corrected,
    Stage.TOLERATED: _not_kept,
}
