"""A case taken up again at a kiosk, by its notice and the number of whoever applied."""

from datetime import date

from hall.cases.dossier import Dossier, dossier, open_commitment
from hall.cases.models import Case, IssuedNotice
from hall.cases.on_paper import on_paper
from hall.cases.originals import originals_awaited
from hall.cases.tries import note_right, note_wrong, wait_s
from hall.cases.vault import notice_mac, vault
from hall.clock import Clock, now_ms
from intake.contract.answers import HallRefusal, MaterialDeposit, OpenedCase, Refused
from intake.contract.stage import ENDED, Stage
from intake.notices.qr import QrContent, QrTrouble, read_qr
from intake.review.outcome import Commitment, ToBeCorrected


def open_case(qr: str, number: str, today: date, *, kiosk: str = "", clock: Clock = now_ms) -> OpenedCase | Refused:
    """Open what is to be corrected or still owed.

    Refused: ``notice_not_ours``, ``unknown``, ``too_many_tries`` (with ``wait_s``), ``not_you``, ``nothing_open``,
    ``ended``.
    """
    case = by_notice(qr)
    if isinstance(case, Refused):
        return case
    tried = [f"case:{case.number}", *([f"kiosk:{kiosk}"] if kiosk else [])]
    if wait := wait_s(tried, clock()):
        return Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=wait)
    if vault().person_key(number) not in {case.applicant_key, case.agent_key} - {""}:
        note_wrong(tried, clock())
        return Refused(refusal=HallRefusal.NOT_YOU)
    note_right(f"case:{case.number}")
    return _opened(case, today)


def material_deposit(qr: str) -> MaterialDeposit | Refused:
    """Which paper originals of this case are waited for in the locker.

    Refused: ``notice_not_ours``, ``unknown``, ``ended``, ``nothing_open`` (all came, or none is needed).
    """
    case = by_notice(qr)
    if isinstance(case, Refused):
        return case
    if case.stage in ENDED:
        return Refused(refusal=HallRefusal.ENDED)
    names = originals_awaited(case)
    return MaterialDeposit(case=case.number, names=names) if names else Refused(refusal=HallRefusal.NOTHING_OPEN)


def by_notice(qr: str) -> Case | Refused:
    """The case a notice of ours is of."""
    read = read_qr(qr, notice_mac)
    if isinstance(read, QrTrouble):
        return Refused(refusal=HallRefusal.NOTICE_NOT_OURS)
    case = _case_of(read)
    return case or Refused(refusal=HallRefusal.UNKNOWN)


def _case_of(read: QrContent) -> Case | None:
    """By the notice itself where it is known: two cases may have printed one number."""
    number = read.number
    rows = IssuedNotice.objects.filter(kind=number.kind, year=number.year, sequence=number.sequence)
    row = rows.select_related("case").filter(case__number=read.case).first()
    row = row or rows.select_related("case").filter(case__printed_number=read.case).first()
    return row.case if row else Case.objects.filter(pk=read.case).first()


def _opened(case: Case, today: date) -> OpenedCase | Refused:
    if case.stage in ENDED:
        return Refused(refusal=HallRefusal.ENDED)
    held = dossier(case)
    if case.stage == Stage.TO_BE_CORRECTED and case.correct_by and today <= case.correct_by:
        return _correction(case, held, case.correct_by)
    promised = open_commitment(case)
    if promised and today <= promised.until and case.stage in {Stage.TOLERATED, Stage.RECEIVED}:
        return _supplement(case, held, promised)
    return Refused(refusal=HallRefusal.NOTHING_OPEN)


def _correction(case: Case, held: Dossier, until: date) -> OpenedCase:
    here = {("material", key) for key in on_paper(held.application)}
    gaps = held.outcome.gaps if isinstance(held.outcome, ToBeCorrected) else ()
    return OpenedCase(
        case=case.number,
        reason="correction",
        item=case.item,
        version=case.version,
        application=held.application,
        open=tuple(dict.fromkeys(one for gap in gaps if (one := (gap.part, gap.key)) not in here)),
        until=until,
    )


def _supplement(case: Case, held: Dossier, promised: Commitment) -> OpenedCase:
    return OpenedCase(
        case=case.number,
        reason="supplement",
        item=case.item,
        version=case.version,
        application=held.application,
        open=tuple(("material", one.key) for one in promised.owed),
        commitment=promised,
        until=promised.until,
        promised=case.promised,
    )
