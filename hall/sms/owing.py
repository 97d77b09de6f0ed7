"""An SMS about a case comes into the queue, in the transaction of the act that makes it due."""

from collections.abc import Mapping

from hall.here import credentials
from hall.sms.models import Reason, Sms, State
from hall.sms.phones import sealed
from intake.identity.masking import masked_mobile

BOX_PUB = "hall_box.pub"
PAUSE_MS = {Reason.AT_COUNTER: 10 * 60_000}
"""Who says that a result is ready may be on the way to the locker with it: then the SMS with the code is enough."""


def owe(case: str, revision: int, reason: Reason, text: str, phones: Mapping[str, str], at_ms: int) -> None:
    """Owe it to each phone (by ``applicant``, ``agent``) once. A number that is none becomes a visible ``failed``."""
    box_pub = credentials().text(BOX_PUB)
    for recipient, phone in phones.items():
        row = Sms(
            case=case,
            event_seq=revision,
            recipient=recipient,
            reason=reason,
            text=text,
            counter=0,
            phone_sealed=sealed(phone, box_pub),
            phone_masked=masked_mobile(phone),
            owed_at_ms=at_ms,
            next_try_ms=at_ms + PAUSE_MS.get(reason, 0),
            changed_ms=at_ms,
        )
        row.save(force_insert=True)


def drop(case: str, at_ms: int) -> None:
    """What is still owed about this case is not needed any more: it is in the applicant's hands, or withdrawn."""
    Sms.objects.filter(case=case, state=State.OWED).update(state=State.NOT_NEEDED, changed_ms=at_ms)
