"""How cases stand, for those whose they are."""

import hmac
from datetime import date, timedelta
from typing import Literal

from hall.cases.dossier import application_of, cases_of, item_name, people_of, rules_of
from hall.cases.locker import with_originals
from hall.cases.models import Case, Handover, Rating
from hall.cases.originals import originals_awaited
from hall.cases.papers import department_name, printable
from hall.cases.reopen import by_notice
from hall.cases.settling import settle_cabinets
from hall.cases.tries import note_wrong, wait_s
from hall.cases.vault import notice_mac, vault
from hall.clock import Clock, now_ms
from hall.kiosks.models import Deposit
from intake.clock.day import day_of
from intake.contract.answers import CaseProgress, HallRefusal, Progress, Refused
from intake.contract.stage import ENDED, Stage
from intake.identity.typing import number as tidied
from intake.said import Said
from locker.contract.facts import DepositKind, DepositState

CASES_MAX = 50
JUST_NOW_MS = 10 * 60_000
CORRECT_BY = Said("请于{day}前（含当日）补正", "Please correct it by {day}")
OWED_BY = Said("请于{day}前（含当日）补齐承诺的材料", "Please hand in what you promised by {day}")
LOOKED_AT = Said("补交的材料已经收到，窗口正在核对", "What you handed in has come and is being looked at")
RATED_WHEN = frozenset({Stage.HANDED_OVER, Stage.NOT_ACCEPTED})
"""The service is done: the one rating is offered."""


def progress_by_notice(qr: str, today: date) -> Progress | Refused:
    """The case on this notice. Refused: ``notice_not_ours``, ``unknown``."""
    case = by_notice(qr)
    return case if isinstance(case, Refused) else Progress(cases=(_progress(case, today, proved=True),))


def progress_by_pickup(kiosk: str, deposit: str, at_ms: int) -> Progress | Refused:
    """The case whose result was just taken out of this cabinet.

    Refused: ``unknown``, also when its log is not here yet.
    """
    just_now = Deposit.objects.filter(
        kiosk=kiosk, deposit=deposit, kind=DepositKind.RESULT, state=DepositState.COLLECTED,
        ended_at_ms__gte=at_ms - JUST_NOW_MS,
    )  # fmt: skip
    case = Case.objects.filter(pk__in=just_now.values("case")).first()
    if case is None:
        return Refused(refusal=HallRefusal.UNKNOWN)
    return Progress(cases=(_progress(case, day_of(at_ms), proved=False),))


def progress_by_person(
    number: str, mobile: str, card: bool, today: date, *, kiosk: str = "", clock: Clock = now_ms
) -> Progress | Refused:
    """All cases of one person, applicant or agent, the newest first.

    ``card``: the number was read from a card; else the mobile number must be the one that was given with the case.
    Refused: ``too_many_tries``, by person and by kiosk.
    """
    key = vault().person_key(number)
    tried = [f"person:{key}", *([f"kiosk:{kiosk}"] if kiosk else [])]
    if wait := wait_s(tried, clock()):
        return Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=wait)
    theirs = _newest_of(key)
    shown = theirs if card else [case for case in theirs if _has_mobile(case, mobile)]
    if not shown and not card:
        note_wrong(tried, clock())
    return Progress(cases=tuple(_progress(case, today, proved=card) for case in shown))


def _note(case: Case) -> Said:
    """What the hall says to it; else the day the applicant must keep."""
    days = {
        Stage.TO_BE_CORRECTED: (case.correct_by, CORRECT_BY),
        Stage.TOLERATED: (case.owed_by, OWED_BY),
    }
    if not case.note and _looked_at(case):
        return LOOKED_AT
    day, said = days.get(Stage(case.stage), (None, Said("")))
    return said.filled(day=day) if day and not case.note else Said(case.note, case.note)


def _looked_at(case: Case) -> bool:
    """Everything promised came, or papers lie in a cabinet: it is a clerk's turn."""
    if case.stage == Stage.TOLERATED and case.owed_by is None:
        return True
    waits = case.stage in {Stage.TOLERATED, Stage.TO_BE_CORRECTED}
    return waits and with_originals().filter(case=case.number).exists()


For = Literal["rate", "print"]
"""What may be done by whoever has just seen the progress."""


def key_for(what: For, case: str, today: date) -> str:
    """Shows that whoever wants this has seen this case's progress on this day."""
    return notice_mac(f"{what} {case} {today.isoformat()}".encode()).hex()[:32]


def is_key_for(what: For, case: str, key: str, today: date) -> bool:
    """Whether it was given out today, or yesterday: a visit that began before midnight may end after it."""
    days = (today, today - timedelta(days=1))
    return any(hmac.compare_digest(key_for(what, case, day).encode(), key.encode()) for day in days)


def _newest_of(person_key: str) -> list[Case]:
    return list(cases_of(person_key).order_by("-received_ms", "-number")[:CASES_MAX])


def _has_mobile(case: Case, mobile: str) -> bool:
    typed = tidied(mobile)
    return bool(typed) and any(typed == tidied(one.mobile) for one in people_of(application_of(case)))


def _tracking(case: Case) -> str:
    posted = Handover.objects.filter(case=case, way="post").order_by("-id").first()
    return posted.tracking if posted else ""


def _progress(case: Case, today: date, *, proved: bool) -> CaseProgress:
    """``proved``: the notice or the card was shown."""
    if case.stage == Stage.READY:
        settle_cabinets([case.number])
        case.refresh_from_db()
    may_rate = case.stage in RATED_WHEN and not Rating.objects.filter(case=case).exists()
    may_print = proved and printable(case).exists()
    return CaseProgress(
        case=case.number,
        item=item_name(rules_of(case)),
        department=department_name(case.department),
        stage=Stage(case.stage),
        since=case.since,
        promised=case.promised,
        note=_note(case),
        may_rate=may_rate,
        key=key_for("rate", case.number, today) if may_rate else "",
        print_key=key_for("print", case.number, today) if may_print else "",
        tracking=_tracking(case) if case.stage == Stage.HANDED_OVER else "",
        awaited=() if case.stage in ENDED else originals_awaited(case),
    )
