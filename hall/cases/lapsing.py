"""Terms that end by themselves; what lies in a cabinet in time holds them back, also when its kiosk tells so late."""

from datetime import date

from msgspec.structs import replace

from hall.cases.credit import broken_promise, forgive
from hall.cases.dossier import outcome_of, promise_of
from hall.cases.locker import came_in_time
from hall.cases.models import Case, Commitment
from hall.cases.papers import issue
from hall.cases.record import HALL, Actor, record
from hall.cases.transitions import By
from intake.contract.stage import Stage
from intake.notices.notice import Kind
from intake.review.outcome import AcceptedWithTolerance, ToBeCorrected


def lapse(case: Case, today: date, at_ms: int) -> bool:
    """End a correction or a promise whose last day is over, with its notice; False: it has time, or is looked at."""
    if case.stage == Stage.TO_BE_CORRECTED:
        return _not_corrected(case, today, at_ms)
    return case.stage == Stage.TOLERATED and _not_kept(case, today, at_ms)


def take_up_again(case: Case, at_ms: int) -> bool:
    """What ended although its papers lay in a cabinet in time: only the kiosk could not say so. A clerk looks now."""
    promise = Commitment.objects.filter(case=case, state="lapsed").order_by("-id").first()
    until = promise.until if promise else case.correct_by
    deposit = came_in_time(case, until) if until and case.stage == Stage.LAPSED else None
    if deposit is None:
        return False
    if promise:
        promise.state = "open"
        promise.save()
        forgive(case)
    after = Stage.TOLERATED if promise else Stage.TO_BE_CORRECTED
    record(case, Actor(deposit.kiosk_id, By.KIOSK), "originals_in_time", at_ms, after=after)
    return True


def _over(case: Case, until: date | None, today: date) -> bool:
    return until is not None and today > until and came_in_time(case, until) is None


def _not_corrected(case: Case, today: date, at_ms: int) -> bool:
    if not _over(case, case.correct_by, today):
        return False
    outcome = outcome_of(case.outcome)
    if isinstance(outcome, ToBeCorrected) and case.correct_by:
        issue(case, Kind.ENDING, replace(outcome, until=case.correct_by), at_ms, HALL.name)
    record(case, HALL, "correction_lapsed", at_ms, after=Stage.LAPSED)
    return True


def _not_kept(case: Case, today: date, at_ms: int) -> bool:
    promise = Commitment.objects.filter(case=case, state="open").order_by("-id").first()
    if promise is None or not _over(case, promise.until, today):
        return False
    promise.state = "lapsed"
    promise.save()
    broken_promise(case, HALL.name, today)
    outcome = outcome_of(case.outcome)
    if isinstance(outcome, AcceptedWithTolerance):
        made = promise_of(promise)
        issue(case, Kind.ENDING, replace(outcome, commitment=made), at_ms, HALL.name)
    record(case, HALL, "commitment_lapsed", at_ms, after=Stage.LAPSED)
    return True
