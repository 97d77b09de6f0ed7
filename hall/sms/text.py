"""What the SMS say: as a careful clerk would, within 70 characters so that they arrive in one piece.

With the link to a notice they are longer: two parts, which hold 67 each. The link stands last, after a blank, so
that no phone takes a mark for a part of it. Texts of government senders are registered with the operator; change
them together (README).
"""

from datetime import date

from msgspec import Struct

from hall.sms.models import Reason
from intake.clock.day import day_of


class Facts(Struct, frozen=True, kw_only=True):
    """What a text may name. ``code`` is grouped and empty where the text has none."""

    signature: str
    cabinet: str
    help_phone: str
    due_at_ms: int | None = None
    code: str = ""
    again: bool = False


class CaseFacts(Struct, frozen=True, kw_only=True):
    """What a text about a case may name. ``day``: the last one; ``what``: papers, or a number of the post office.

    ``count``: of gaps, or of working days. ``link``: to the notice, empty where there is none.
    """

    case: str
    help_phone: str
    day: date | None = None
    what: str = ""
    count: int = 0
    link: str = ""


_TEXTS = {
    Reason.READY: "您的办件已办好，请{due}到{cabinet}领取，取件码{code}。咨询{help_phone}",
    Reason.OVERDUE: "您的办件仍在{cabinet}，已逾期，请尽快领取，取件码{code}仍有效。咨询{help_phone}",
    Reason.DISPUTED: "您反映{cabinet}内的文件有误，我们已锁柜保管，会尽快与您联系。咨询{help_phone}",
    Reason.TAKEN_BACK: "您在{cabinet}的办件已由工作人员收回，取件码失效，请到窗口领取。咨询{help_phone}",
}
_CASE_TEXTS = {
    Reason.RECEIVED: "已收到您的材料，办件编号{case}，{what}短信告诉您是否受理。",
    Reason.ACCEPTED: "您的申请{case}已受理，最晚{day}办结。",
    Reason.ACCEPTED_BY_TERM: "您的申请{case}自收到之日起即为受理，最晚{day}办结。",
    Reason.TOLERATED: "您的申请{case}已容缺受理，请最晚{day}补交{what}，逾期终止办理。",
    Reason.TO_BE_CORRECTED: "您的申请{case}有{count}处需要补正，请最晚{day}到任意自助终端扫码补交。",
    Reason.NOT_ACCEPTED: "您的申请{case}不予受理，原因、去处和救济途径见通知书。",
    Reason.SUPPLEMENTED: "已收到您为办件{case}补交的材料，办理期限不变。",
    Reason.SUPPLEMENT_CONFIRMED: "您为办件{case}补交的材料已核对无误，最晚{day}办结。",
    Reason.SUPPLEMENT_SENT_BACK: "您为办件{case}补交的材料还有问题，请最晚{day}重新补交{what}。",
    Reason.ORIGINALS_CAME: "已收到您交来的纸质材料，办件{case}继续办理。",
    Reason.EXTENDED: "办件{case}延长{count}个工作日，最晚{day}办结，理由可在自助终端查询。",
    Reason.LAPSED: "办件{case}到期没有补齐材料，已终止办理，如仍需办理请重新申请。",
    Reason.AT_COUNTER: "您的办件{case}已办结，请带有效证件到大厅窗口领取结果。",
    Reason.POSTED: "办件{case}的结果已寄出，邮件号{what}，请留意查收。",
}
WITH_CODE = frozenset({Reason.READY, Reason.OVERDUE})


def compose(reason: Reason, facts: Facts) -> str:
    """The whole text about a deposit."""
    text = _TEXTS[reason].format(
        due=_due(facts.due_at_ms), cabinet=facts.cabinet, code=facts.code, help_phone=facts.help_phone
    )
    return signed(text, facts.signature, again=facts.again)


def about_case(reason: Reason, facts: CaseFacts) -> str:
    """The text about a case, not signed yet."""
    day = _spoken(facts.day) if facts.day else ""
    text = _CASE_TEXTS[reason].format(case=facts.case, day=day, what=facts.what, count=facts.count)
    return f"{text}咨询{facts.help_phone}{f'。详见 {facts.link}' if facts.link else ''}"


def signed(text: str, signature: str, *, again: bool) -> str:
    """With the sender's signature; a resend says so, for the phone may show both."""
    return f"【{signature}】{'重发：' if again else ''}{text}"


def _due(due_at_ms: int | None) -> str:
    if not due_at_ms:
        return ""
    return f"于{_spoken(day_of(due_at_ms))}前"


def _spoken(day: date) -> str:
    return f"{day.month}月{day.day}日"
