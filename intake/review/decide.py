"""The window's decision, pure: the same code at the kiosk, when it is handed in, and in the hall, when it arrives."""

from collections.abc import Iterator
from datetime import date

from intake.catalogue.item import Condition, Item, Material
from intake.clock.calendar import Calendar
from intake.form.asked import Settled, applies, settled
from intake.form.check import form_gaps
from intake.gap import Cause, Gap
from intake.materials.check import all_gaps, needed
from intake.remedies import gap
from intake.review.application import ApplicantStanding, Application
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.review.people import people_gaps
from intake.review.tolerance import Deficiency, commitment, no_tolerance
from intake.said import Said

_KINDS = {"person": "自然人", "company": "企业、组织", "foreigner": "外国人"}


def review(
    item: Item,
    application: Application,
    standing: ApplicantStanding,
    today: date,
    holidays: Calendar,
    *,
    late: bool = False,
) -> Outcome:
    """Decide. ``today`` is the day of receipt, or the day the last material came; ``late``: after working hours.

    Never raises for an item that was loaded; every gap is told, in the order of the guide: applicant, conditions, form,
    materials.
    """
    known = settled(item, application.answers)
    if reasons := tuple(_reasons(item, application, known)):
        return NotAccepted(reasons)
    told = (*people_gaps(application, today), *_open(item, known), *form_gaps(item, application.answers, known, today))
    missing = all_gaps(item, application.given, known, today, agent=application.agent is not None)
    promised, legal = (holidays.after(today, days, late=late) for days in (item.promised_days, item.legal_days))
    if not told and not missing:
        return Accepted(promised, legal)
    lacking = Deficiency(_materials(item, application, known), missing, bool(told))
    why_not = no_tolerance(lacking, standing, today, holidays, promised)
    offer = None if why_not else commitment(lacking, today, holidays)
    if offer and application.tolerance_chosen:
        return AcceptedWithTolerance(offer, promised, legal)
    gaps = (*told, *(one for gaps in missing.values() for one in gaps))
    return ToBeCorrected(gaps, holidays.after(today, item.correction_days), offer, why_not)


def _materials(item: Item, application: Application, known: Settled) -> dict[str, Material]:
    return {one.key: one for one, _ in needed(item, known, agent=application.agent is not None)}


def _reasons(item: Item, application: Application, known: Settled) -> Iterator[Gap]:
    if application.applicant.kind not in item.applicants:
        yield _wrong_kind(item)
    for condition in item.condition:
        answer = known.get(condition.key)
        if answer is not None and answer != condition.required:
            yield _failed(condition)


def _open(item: Item, known: Settled) -> Iterator[Gap]:
    for one in item.condition:
        if one.key in known and known[one.key] is None:
            perhaps = applies(one.when, known) is None
            yield gap("condition", one.key, _question(one), Cause.UNANSWERED, {}, perhaps=perhaps)


def _failed(condition: Condition) -> Gap:
    return Gap(
        part="condition",
        key=condition.key,
        name=_question(condition),
        cause=Cause.CONDITION_FAILED,
        rule=Said(condition.reason),
        remedy=Said(condition.go_to),
    )


def _wrong_kind(item: Item) -> Gap:
    kinds = "、".join(_KINDS[kind] for kind in item.applicants)
    return Gap(
        part="applicant",
        key="kind",
        name=Said("申请人类型", "Kind of applicant"),
        cause=Cause.APPLICANT_KIND,
        rule=Said(f"本事项面向{kinds}办理", f"This item is for: {', '.join(item.applicants)}"),
        remedy=Said("请选择适合您的事项，或到咨询台询问", "Please choose another item, or ask at the information desk"),
    )


def _question(condition: Condition) -> Said:
    return Said(condition.question, condition.question_en or condition.question)
