"""What the SMS say: as a careful clerk would, within 70 characters so that they arrive in one piece.

Texts of government senders are registered with the operator; change them together (README).
"""

from datetime import UTC, datetime, timedelta, timezone

from msgspec import Struct

from hall.sms.models import Reason

CHINA = timezone(timedelta(hours=8))


class Facts(Struct, frozen=True, kw_only=True):
    """What a text may name. ``code`` is grouped and empty where the text has none."""

    signature: str
    cabinet: str
    help_phone: str
    due_at_ms: int | None = None
    code: str = ""
    again: bool = False


_TEXTS = {
    Reason.READY: "您的办件已办好，请{due}到{cabinet}领取，取件码{code}。咨询{help_phone}",
    Reason.OVERDUE: "您的办件仍在{cabinet}，已逾期，请尽快领取，取件码{code}仍有效。咨询{help_phone}",
    Reason.DISPUTED: "您反映{cabinet}内的文件有误，我们已锁柜保管，会尽快与您联系。咨询{help_phone}",
    Reason.TAKEN_BACK: "您在{cabinet}的办件已由工作人员收回，取件码失效，请到窗口领取。咨询{help_phone}",
}
WITH_CODE = frozenset({Reason.READY, Reason.OVERDUE})


def compose(reason: Reason, facts: Facts) -> str:
    """The whole text with the sender's signature; a resend says so, for the phone may show both."""
    text = _TEXTS[reason].format(
        due=_due(facts.due_at_ms), cabinet=facts.cabinet, code=facts.code, help_phone=facts.help_phone
    )
    return f"【{facts.signature}】{'重发：' if facts.again else ''}{text}"


def _due(due_at_ms: int | None) -> str:
    if not due_at_ms:
        return ""
    day = datetime.fromtimestamp(due_at_ms / 1000, UTC).astimezone(CHINA)
    return f"于{day.month}月{day.day}日前"
