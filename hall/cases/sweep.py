"""What happens by itself: terms that end, acceptance by the five-day rule, results that were collected from the locker.

Called every hour (``python -m hall desk-sweep``, or by the counter's process); doing it twice does nothing twice.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from hall.cases.catalogue import in_use
from hall.cases.dossier import as_text
from hall.cases.lapsing import lapse
from hall.cases.models import Case
from hall.cases.papers import issue_by_term
from hall.cases.record import HALL, clock_of, record, set_clock
from hall.cases.routing import route_by_rule
from hall.cases.settling import settle_cabinets
from hall.cases.texting import text_act
from hall.clock import now_ms
from intake.clock.case import accepted_on
from intake.contract.stage import Stage
from intake.review.outcome import Accepted

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
        case.outcome, case.disputed = as_text(outcome), False
        issue_by_term(case, outcome, at_ms, HALL.name)
    record(case, HALL, "accepted_by_term", at_ms, after=Stage.ACCEPTED)
    route_by_rule(case, at_ms)
    return True


SETTLED: dict[Stage, Settle] = {
    Stage.RECEIVED: _told_nothing,
    Stage.TO_BE_CORRECTED: lapse,
    Stage.TOLERATED: lapse,
}
