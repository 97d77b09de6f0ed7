"""Notices printed once more, at any kiosk, for those whose they are: a few times a day, and told in the history."""

from django.db import transaction

from hall.cases.models import Case, History
from hall.cases.papers import notice_of, printable
from hall.cases.progress import is_key_for
from hall.clock import Clock, now_ms
from intake.clock.day import day_of
from intake.contract.answers import HallRefusal, Notices, Refused
from intake.contract.questions import PrintAgain
from intake.notices.notice import Notice

PRINTS_A_DAY_MAX = 3
PRINTED = "printed_again"
DAY_MS = 86_400_000


def print_again(question: PrintAgain, *, kiosk: str, clock: Clock = now_ms) -> Notices | Refused:
    """The newest notice of each kind.

    Refused: ``unknown`` (also: none was issued), ``not_you`` (a key that was not given out), ``printed_enough``.
    """
    at_ms = clock()
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=question.case).first()
        if case is None:
            return Refused(refusal=HallRefusal.UNKNOWN)
        if not is_key_for("print", case.number, question.key, day_of(at_ms)):
            return Refused(refusal=HallRefusal.NOT_YOU)
        if _printed_today(case, at_ms) >= PRINTS_A_DAY_MAX:
            return Refused(refusal=HallRefusal.PRINTED_ENOUGH)
        notices = _newest(case)
        if not notices:
            return Refused(refusal=HallRefusal.UNKNOWN)
        History.objects.create(case=case, at_ms=at_ms, by=kiosk, what=PRINTED, before=case.stage, after=case.stage)
    return Notices(notices=notices)


def _newest(case: Case) -> tuple[Notice, ...]:
    rows = {row.kind: row for row in printable(case).order_by("id")}
    return tuple(notice_of(row) for row in sorted(rows.values(), key=lambda row: row.id))


def _printed_today(case: Case, at_ms: int) -> int:
    """Within a day of 24 hours before now: midnight gives nobody three more."""
    return History.objects.filter(case=case, what=PRINTED, at_ms__gt=at_ms - DAY_MS).count()
