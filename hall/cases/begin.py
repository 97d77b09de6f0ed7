"""A new case out of an application."""

from hall.cases.arrival import Arrival, agree, as_recorded, keep_pages, reviewed, stage_of
from hall.cases.catalogue import in_use
from hall.cases.dossier import as_text
from hall.cases.models import Case, Commitment
from hall.cases.papers import keep_printed
from hall.cases.record import Actor, note, set_clock
from hall.cases.routing import BEFORE_DEPARTMENTS, route_by_rule
from hall.cases.settings import cases
from hall.cases.transitions import By
from hall.cases.vault import vault
from intake.clock.case import CaseClock
from intake.contract.stage import Stage
from intake.identity.case_number import SEQUENCE_MAX, case_number
from intake.identity.masking import masked_name
from intake.review.outcome import AcceptedWithTolerance, Outcome, ToBeCorrected


def begin(arrival: Arrival) -> Case:
    """Store it with its pages, notices, history and event, in the caller's transaction."""
    arrival = as_recorded(arrival)
    outcome, told = reviewed(arrival), arrival.submission.outcome
    agreed = agree(outcome, told)
    case = _case(arrival, outcome, stage_of(arrival, outcome, agreed=agreed and not arrival.troubles))
    case.disputed, case.told = not agreed, "" if agreed else as_text(told)
    set_clock(case, _clock(arrival, Stage(case.stage)), in_use().calendar, arrival.at_ms)
    case.save(force_insert=True)  # where somebody took its number a moment ago, that case is not written over
    note(case, Actor(case.kiosk, By.KIOSK), "received", arrival.at_ms, before="")
    keep_pages(arrival, case)
    if case.stage in BEFORE_DEPARTMENTS:
        route_by_rule(case, arrival.at_ms)
    if isinstance(told, AcceptedWithTolerance):
        promise(case, told, arrival)
    if not keep_printed(case, arrival.submission, arrival.day_ms):
        Case.objects.filter(pk=case.pk).update(trouble=f"{case.trouble} notice".strip())
    return case


def promise(case: Case, told: AcceptedWithTolerance, arrival: Arrival) -> None:
    """The commitment as it was signed; only offered, while a clerk has not tolerated it yet."""
    Commitment.objects.create(
        case=case,
        made=as_text(told.commitment),
        until=told.commitment.until,
        state="open" if case.stage == Stage.TOLERATED else "offered",
        day=arrival.day,
    )


def fill(case: Case, arrival: Arrival, outcome: Outcome) -> None:
    """What an application says, put into the case: also when a later one mends it."""
    application = arrival.submission.application
    case.application = vault().put(application)
    case.masked_name = masked_name(application.applicant.name)
    case.applicant_key = vault().person_key(application.applicant.number)
    case.agent_key = vault().person_key(application.agent.number) if application.agent else ""
    case.outcome = as_text(outcome)
    case.owed_by = outcome.commitment.until if isinstance(outcome, AcceptedWithTolerance) else None


def _case(arrival: Arrival, outcome: Outcome, stage: Stage) -> Case:
    submission, item = arrival.submission, arrival.item
    number = _free_number(arrival)
    case = Case(
        number=number,
        printed_number="" if number == submission.case else submission.case,
        item=item.code,
        version=item.version,
        rules=as_text(item),
        department=item.joint.lead if item.joint else item.department,
        stage=stage,
        since=arrival.day,
        delivery=vault().put(submission.delivery),
        language=submission.language,
        kiosk=submission.kiosk,
        received=arrival.day,
        received_ms=arrival.at_ms,
        correct_by=outcome.until if isinstance(outcome, ToBeCorrected) and stage == Stage.TO_BE_CORRECTED else None,
        trouble=" ".join((*arrival.troubles, *(("number",) if number != submission.case else ()))),
        changed_ms=arrival.at_ms,
        revision=1,
    )
    fill(case, arrival, outcome)
    return case


def _free_number(arrival: Arrival) -> str:
    """The kiosk's number; one of the hall's own when it is taken (a kiosk that forgot how far it had counted)."""
    wanted = arrival.submission.case
    if not Case.objects.filter(pk=wanted).exists():
        return wanted
    letter = cases().letter
    numbers = (case_number(letter, arrival.day, sequence) for sequence in range(1, SEQUENCE_MAX))
    return next(one for one in numbers if not Case.objects.filter(pk=one).exists())


def _clock(arrival: Arrival, stage: Stage) -> CaseClock:
    item, day = arrival.item, arrival.day
    return CaseClock(
        received=day,
        legal_days=item.legal_days,
        promised_days=item.promised_days,
        correction_told=day if stage is Stage.TO_BE_CORRECTED else None,
        complete=day if stage in {Stage.ACCEPTED, Stage.TOLERATED} else None,
        late=arrival.late,
    )
