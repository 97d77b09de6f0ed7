"""The five-grade rating (好差评): one a case, for good."""

from django.db import IntegrityError, transaction

from hall.cases.models import Case, Rating
from hall.cases.progress import RATED_WHEN, is_key_for
from hall.cases.record import tell_rating
from hall.clock import Clock, now_ms
from intake.clock.day import day_of
from intake.contract.answers import HallRefusal, Rated, Refused
from intake.contract.questions import Rate


def rate(question: Rate, *, clock: Clock = now_ms) -> Rated | Refused:
    """Keep the rating. Refused: ``unknown``, ``not_you`` (a key that was not given out), ``rated_already``."""
    at_ms = clock()
    case = Case.objects.filter(pk=question.case, stage__in=RATED_WHEN).first()
    if case is None:
        return Refused(refusal=HallRefusal.UNKNOWN)
    if not is_key_for("rate", case.number, question.key, day_of(at_ms)):
        return Refused(refusal=HallRefusal.NOT_YOU)
    try:
        with transaction.atomic():
            _keep(case, question, at_ms)
    except IntegrityError:
        return Refused(refusal=HallRefusal.RATED_ALREADY)
    return Rated()


def _keep(case: Case, question: Rate, at_ms: int) -> None:
    Rating.objects.create(
        case=case, grade=question.grade, reasons=list(question.reasons), words=question.words, at_ms=at_ms
    )
    tell_rating(case, question.grade, at_ms)
