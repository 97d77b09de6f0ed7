"""The notices of a case: written anew as the kiosk printed them, or by a clerk, and kept whole."""

from datetime import date

from django.db.models import QuerySet

from hall.cases.catalogue import in_use
from hall.cases.day import day_of
from hall.cases.dossier import application_of, item_name, material_name, needed_materials, rules_of
from hall.cases.models import Case, IssuedNotice, NoticeCount
from hall.cases.settings import office
from hall.cases.vault import notice_mac, vault
from intake.contract.stage import Stage
from intake.contract.submission import Submission
from intake.notices import write
from intake.notices.notice import Kind, Notice, NoticeNumber, Row
from intake.notices.write import Heading
from intake.review.outcome import Accepted, AcceptedWithTolerance, NotAccepted, Outcome, ToBeCorrected
from intake.said import Said

DESK = "desk"


def written(
    case: Case, number: NoticeNumber, outcome: Outcome, rows: tuple[Row, ...], at_ms: int, promised: date | None = None
) -> Notice | None:
    """The notice of this kind for this outcome; None: they do not belong together.

    ``promised``: the last day of a case that was only supplemented.
    """
    heading, notice = _heading(case, number, at_ms), None
    match number.kind, outcome:
        case Kind.ACCEPTANCE, Accepted():
            notice = write.acceptance(heading, outcome, rows, notice_mac)
        case Kind.CORRECTION, ToBeCorrected():
            notice = write.correction(heading, outcome, notice_mac)
        case Kind.TOLERANCE, AcceptedWithTolerance():
            notice = write.tolerance(heading, outcome, notice_mac)
        case Kind.COMMITMENT, AcceptedWithTolerance():
            notice = write.commitment(heading, outcome.commitment, notice_mac)
        case Kind.NON_ACCEPTANCE, NotAccepted():
            notice = write.non_acceptance(heading, outcome, notice_mac)
        case Kind.RECEIPT, _:
            notice = write.receipt(heading, rows, notice_mac, promised)
    return notice


def issue(case: Case, kind: Kind, outcome: Outcome, at_ms: int, by: str) -> IssuedNotice | None:
    """Write and keep a notice of the desk, with the hall's next number, in the caller's transaction."""
    notice = written(case, _next_number(kind, at_ms), outcome, received_rows(case), at_ms)
    return keep(case, notice, at_ms, by) if notice else None


def keep_printed(case: Case, submission: Submission, at_ms: int) -> bool:
    """Keep what a kiosk printed; False when one of the numbers does not belong to the outcome."""
    new = frozenset(page.material for page in submission.pages)
    rows = received_rows(case, new if submission.reason != "application" else None)
    promised = case.promised if submission.reason == "supplement" else None
    notices = [written(case, number, submission.outcome, rows, at_ms, promised) for number in submission.notices]
    for notice in filter(None, notices):
        keep(case, notice, at_ms, case.kiosk)
    return None not in notices


def keep(case: Case, notice: Notice, at_ms: int, by: str) -> IssuedNotice:
    """Put a notice into the case."""
    return IssuedNotice.objects.create(
        case=case,
        kind=notice.number.kind,
        year=notice.number.year,
        sequence=notice.number.sequence,
        day=notice.day,
        at_ms=at_ms,
        by=by,
        written=notice.written_number,
        notice=vault().put(notice),
    )


def notice_of(row: IssuedNotice) -> Notice:
    """The notice whole."""
    return vault().take(row.notice, Notice)


def printable(case: Case) -> QuerySet[IssuedNotice]:
    """What is printed for the applicant once more. A correction notice of what was mended would only confuse."""
    rows = IssuedNotice.objects.filter(case=case)
    return rows if case.stage == Stage.TO_BE_CORRECTED else rows.exclude(kind=Kind.CORRECTION)


def received_rows(case: Case, only: frozenset[str] | None = None) -> tuple[Row, ...]:
    """What was handed in, as rows of a notice; ``only`` these materials, or all."""
    application = application_of(case)
    given = application.given
    materials = [one for one in needed_materials(rules_of(case), application) if one.key in given]
    materials = [one for one in materials if only is None or one.key in only]
    return write.received_rows(
        (material_name(one), given[one.key].originals, given[one.key].copies) for one in materials
    )


def department_name(key: str) -> Said:
    """A department as people call it; its key when the catalogue does not know it any more."""
    found = in_use().catalogue.departments.get(key)
    return Said(found.name, found.name_en or found.name) if found else Said(key, key)


def _heading(case: Case, number: NoticeNumber, at_ms: int) -> Heading:
    return Heading(
        number=number,
        day=day_of(at_ms),
        case=case.number,
        addressee=application_of(case).applicant.name,
        item=item_name(rules_of(case)),
        department=department_name(case.department),
        office=office(),
    )


def _next_number(kind: Kind, at_ms: int) -> NoticeNumber:
    """One after the last, held until the transaction ends. Kiosks count from 1,000,000 on, each in its own million."""
    year = day_of(at_ms).year
    count, _ = NoticeCount.objects.select_for_update().get_or_create(kind=kind, year=year)
    count.last += 1
    count.save(update_fields=["last"])
    return NoticeNumber(kind, year, count.last)
