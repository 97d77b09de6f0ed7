"""What came later on a promise, looked at by a clerk before the case goes on: a sharp picture may still be another's.

Commitments stand as ``came`` while they wait here; no term ends in that time.
"""

from datetime import date

from msgspec.structs import replace

from hall.cases.acts import No, Turn
from hall.cases.catalogue import in_use
from hall.cases.dossier import Dossier, as_text, dossier
from hall.cases.findings import deficiency, lacking, not_looked_at
from hall.cases.models import Case
from hall.cases.models import Commitment as CommitmentRow
from hall.cases.papers import DESK, issue
from hall.cases.record import record
from hall.cases.routing import route_by_rule
from intake.contract.stage import Stage
from intake.notices.notice import Kind
from intake.review.application import ApplicantStanding
from intake.review.outcome import AcceptedWithTolerance, Commitment
from intake.review.tolerance import Deficiency, commitment, no_tolerance


def came(case: Case) -> CommitmentRow | None:
    """The promise of which everything came and waits for a clerk."""
    if case.stage != Stage.TOLERATED:
        return None
    return CommitmentRow.objects.filter(case=case, state="came").first()


def confirm(case: Case, turn: Turn) -> No | None:
    """It is in order, by a person's own eyes: the promise is kept, and the case goes on as any other."""
    row, held = came(case), dossier(case)
    if row is None:
        return No.NOT_NOW
    if not_looked_at(case, held):
        return No.NOT_LOOKED_AT
    if lacking(case, held):
        return No.LACKING
    row.state = "kept"
    row.save()
    case.trouble = ""
    record(case, turn.who, "supplement_confirmed", turn.at_ms, after=Stage.ACCEPTED)
    route_by_rule(case, turn.at_ms)
    return None


def send_back(case: Case, turn: Turn) -> No | None:
    """It is not: told once more what lacks, with its own notice. Only papers that may come later can be asked again."""
    row, held, today = came(case), dossier(case), turn.today
    if row is None or case.promised is None or case.legal is None:
        return No.NOT_NOW
    found = deficiency(case, held)
    if why_not := _unfit(case, held, found, today):
        return why_not
    made = _again(commitment(found, today, in_use().calendar), row.until, case.promised, today)
    row.made, row.until, row.state = as_text(made), made.until, "open"
    row.save()
    outcome = AcceptedWithTolerance(made, case.promised, case.legal)
    case.owed_by, case.outcome, case.trouble = made.until, as_text(outcome), ""
    issue(case, Kind.TOLERANCE, outcome, turn.at_ms, DESK)
    record(case, turn.who, "supplement_sent_back", turn.at_ms)
    return None


def _unfit(case: Case, held: Dossier, found: Deficiency, today: date) -> No | None:
    if not_looked_at(case, held):
        return No.NOT_LOOKED_AT
    if not (found.missing or found.form_open):
        return No.NOTHING_LACKS
    reasons = no_tolerance(found, ApplicantStanding(), today, in_use().calendar, date.max)
    return No(str(reasons[0])) if reasons else None


def _again(made: Commitment, before: date, promised: date, today: date) -> Commitment:
    """The days of each material once more, within the promised day, and never fewer than were left."""
    latest = max(promised, in_use().calendar.after(today, 1))
    owed = tuple(replace(one, until=max(before, min(one.until, latest))) for one in made.owed)
    return replace(made, owed=owed, until=max(one.until for one in owed))
