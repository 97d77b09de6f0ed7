"""The notices of a case: written anew as the kiosk printed them, or by a clerk, and kept whole."""

from django.db.models import QuerySet

from hall.cases.catalogue import in_use
from hall.cases.dossier import application_of, item_name, rules_of
from hall.cases.models import Case, IssuedNotice, NoticeCount
from hall.cases.settings import office
from hall.cases.vault import notice_mac, vault
from intake.clock.day import day_of
from intake.contract.stage import Stage
from intake.contract.submission import Submission
from intake.notices import write
from intake.notices.for_outcome import for_outcome, listed, received_rows
from intake.notices.notice import Kind, Notice, NoticeNumber
from intake.notices.write import Heading
from intake.review.outcome import Accepted, Outcome
from intake.said import Said

DESK = "desk"


def issue(case: Case, kind: Kind, outcome: Outcome, at_ms: int, by: str) -> IssuedNotice | None:
    """Write and keep a notice of the desk, with the hall's next number, in the caller's transaction."""
    rows = received_rows(rules_of(case), application_of(case))
    notice = for_outcome(_heading(case, _next_number(kind, at_ms), at_ms), outcome, rows, notice_mac)
    return keep(case, notice, at_ms, by) if notice else None


def issue_by_term(case: Case, outcome: Accepted, at_ms: int, by: str) -> IssuedNotice:
    """The acceptance that the law puts in place of a word of the hall; what was found is not asked for any more."""
    heading = _heading(case, _next_number(Kind.ACCEPTANCE, at_ms), at_ms)
    rows = received_rows(rules_of(case), application_of(case))
    return keep(case, write.acceptance_by_term(heading, outcome, rows, case.received, notice_mac), at_ms, by)


def keep_printed(case: Case, submission: Submission, at_ms: int) -> bool:
    """Keep what a kiosk printed; False when one of the numbers does not belong to the outcome."""
    notices = [_printed(case, submission, _heading(case, number, at_ms)) for number in submission.notices]
    for notice in filter(None, notices):
        keep(case, notice, at_ms, case.kiosk)
    return None not in notices


def _printed(case: Case, submission: Submission, heading: Heading) -> Notice | None:
    rows = listed(heading.number.kind, rules_of(case), submission.application, submission.brought)
    promised = case.promised if submission.reason == "supplement" else None
    return for_outcome(heading, submission.outcome, rows, notice_mac, promised, submission.signature)


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
    """What is printed for the applicant once more. What asks for things that were mended would only confuse."""
    only_while = {Kind.CORRECTION: Stage.TO_BE_CORRECTED, Kind.ENDING: Stage.LAPSED}
    over = [kind for kind, stage in only_while.items() if case.stage != stage]
    return IssuedNotice.objects.filter(case=case).exclude(kind__in=over)


def department_name(key: str) -> Said:
    """A department as people call it; its key when the catalogue does not know it any more."""
    found = in_use().catalogue.departments.get(key)
    return Said(found.name, found.name_en or found.name) if found else Said(key, key)


def _heading(case: Case, number: NoticeNumber, at_ms: int) -> Heading:
    item = rules_of(case)
    return Heading(
        number=number,
        day=day_of(at_ms),
        case=case.number,
        addressee=application_of(case).applicant.name,
        item=item_name(item),
        department=department_name(case.department),
        office=office(),
        basis=item.basis,
    )


def _next_number(kind: Kind, at_ms: int) -> NoticeNumber:
    """One after the last, held until the transaction ends. Kiosks count from 1,000,000 on, each in its own million."""
    year = day_of(at_ms).year
    count, _ = NoticeCount.objects.select_for_update().get_or_create(kind=kind, year=year)
    count.last += 1
    count.save(update_fields=["last"])
    return NoticeNumber(kind, year, count.last)
