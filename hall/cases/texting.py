"""After an act on a case: which SMS it makes due, to whom, with which facts. Owed in the act's own transaction.

Not here: what the locker texts by itself (``hall/sms``), what the texts say (``hall/sms/text.py``).
"""

from datetime import date

from hall.cases.dossier import application_of, open_commitment, outcome_of
from hall.cases.models import Case, Handover, IssuedNotice
from hall.cases.record import clock_of
from hall.cases.vault import notice_mac, vault
from hall.here import machine
from hall.notices.token import token_of
from hall.sms.models import Reason
from hall.sms.owing import drop, owe
from hall.sms.text import CaseFacts, about_case
from intake.contract.stage import Stage
from intake.contract.submission import Delivery
from intake.identity.mobile import mobile
from intake.notices.notice import Kind
from intake.review.outcome import ToBeCorrected

WITHIN = "5个工作日内"
NAME_MAX = 12

BY_ACT = {
    "accepted": Reason.ACCEPTED,
    "accepted_by_term": Reason.ACCEPTED_BY_TERM,
    "tolerated": Reason.TOLERATED,
    "told_to_correct": Reason.TO_BE_CORRECTED,
    "not_accepted": Reason.NOT_ACCEPTED,
    "supplement_confirmed": Reason.SUPPLEMENT_CONFIRMED,
    "supplement_sent_back": Reason.SUPPLEMENT_SENT_BACK,
    "originals_came": Reason.ORIGINALS_CAME,
    "originals_in_time": Reason.ORIGINALS_CAME,
    "extended": Reason.EXTENDED,
    "correction_lapsed": Reason.LAPSED,
    "commitment_lapsed": Reason.LAPSED,
    "posted": Reason.POSTED,
}
BY_STAGE = {
    Stage.RECEIVED: Reason.RECEIVED,
    Stage.ACCEPTED: Reason.ACCEPTED,
    Stage.TOLERATED: Reason.TOLERATED,
    Stage.TO_BE_CORRECTED: Reason.TO_BE_CORRECTED,
    Stage.NOT_ACCEPTED: Reason.NOT_ACCEPTED,
}
"""What came in from a kiosk: as the rules decided it."""
NOT_IN_ORDER = {Stage.TOLERATED: Reason.SUPPLEMENT_SENT_BACK, Stage.TO_BE_CORRECTED: Reason.TO_BE_CORRECTED}
"""Nothing of what came on paper is in order: told once more until when."""

NOTICE = {
    Reason.RECEIVED: Kind.RECEIPT,
    Reason.ACCEPTED: Kind.ACCEPTANCE,
    Reason.ACCEPTED_BY_TERM: Kind.ACCEPTANCE,
    Reason.LAPSED: Kind.ENDING,
    Reason.TOLERATED: Kind.TOLERANCE,
    Reason.TO_BE_CORRECTED: Kind.CORRECTION,
    Reason.NOT_ACCEPTED: Kind.NON_ACCEPTANCE,
    Reason.SUPPLEMENTED: Kind.RECEIPT,
    Reason.SUPPLEMENT_SENT_BACK: Kind.TOLERANCE,
}
IN_HAND = frozenset({"handed_over", "posted", "collected", "withdrawn"})
"""After these, what was not sent yet would only confuse."""


def text_act(case: Case) -> None:
    """Owe the SMS about the act that was recorded last, if it is one that applicants are told of."""
    if case.changed_what in IN_HAND:
        drop(case.number, case.changed_ms)
    reason = _reason(case)
    if reason:
        text = about_case(reason, _facts(case, reason))
        owe(case.number, case.revision, reason, text, _phones(case), case.changed_ms)


def _reason(case: Case) -> Reason | None:
    match case.changed_what:
        case "received" | "corrected":
            return BY_STAGE.get(Stage(case.stage))
        case "supplemented":
            return Reason.TOLERATED if case.owed_by else Reason.SUPPLEMENTED
        case "originals_not_in_order":
            return NOT_IN_ORDER.get(Stage(case.stage))
        case "ready":  # the locker tells by itself when the result lies in it, the post when it is on its way
            return Reason.AT_COUNTER if vault().take(case.delivery, Delivery).way == "counter" else None
        case what:
            return BY_ACT.get(what)


def _phones(case: Case) -> dict[str, str]:
    """Who applied, and who acts for them; one phone is told once."""
    application = application_of(case)
    phones = {"applicant": mobile(application.applicant.mobile).value}
    if application.agent and (agent := mobile(application.agent.mobile).value) not in phones.values():
        phones["agent"] = agent
    return phones


def _facts(case: Case, reason: Reason) -> CaseFacts:
    return CaseFacts(
        case=case.number,
        help_phone=machine().help_phone,
        day=_day(case, reason),
        what=_what(case, reason),
        count=_count(case, reason),
        link=_link(case, reason),
    )


def _day(case: Case, reason: Reason) -> date | None:
    match reason:
        case Reason.TOLERATED | Reason.SUPPLEMENT_SENT_BACK:
            return case.owed_by
        case Reason.TO_BE_CORRECTED:
            return case.correct_by
    return case.promised


def _count(case: Case, reason: Reason) -> int:
    if reason is Reason.EXTENDED and (extension := clock_of(case).extension):
        return extension.days
    outcome = outcome_of(case.outcome)
    return len(outcome.gaps) if isinstance(outcome, ToBeCorrected) else 0


def _what(case: Case, reason: Reason) -> str:
    match reason:
        case Reason.RECEIVED:
            return WITHIN if case.round == 0 else "审核后"
        case Reason.TOLERATED | Reason.SUPPLEMENT_SENT_BACK:
            return _owed(case)
        case Reason.POSTED:
            return Handover.objects.filter(case=case, way="post").latest("id").tracking
    return ""


def _owed(case: Case) -> str:
    """The paper that is owed, or the first and how many."""
    promised = open_commitment(case)
    names = [one.name.zh for one in promised.owed] if promised else []
    if not names:
        return "所欠材料"
    first = names[0] if len(names[0]) <= NAME_MAX else f"{names[0][: NAME_MAX - 1]}…"
    return first if len(names) == 1 else f"{first}等{len(names)}份材料"


def _link(case: Case, reason: Reason) -> str:
    """To the newest notice of the kind that tells of this; empty: there is none."""
    newest = IssuedNotice.objects.filter(case=case, kind=NOTICE.get(reason, "")).order_by("-id").first()
    return f"{machine().counter.url.rstrip('/')}/n/{token_of(newest.pk, notice_mac)}" if newest else ""
