"""A person at a kiosk has pressed the help button: the latest call stands as the kiosk's alarm; is anybody coming?

A call is named by the person's act. It comes in the kiosk's log, or over HTTPS where that is quicker or all there is,
and is one. A new call takes the place of the one before, and the button "on my way" comes back. A call ends when
staff say that it is dealt with, and by itself when its answer is ten minutes old.
"""

from django.db.models import Exists, OuterRef

from hall.counter.models import OnMyWay
from hall.kiosks.models import Alarm
from intake.contract.answers import Help

ALARM = "help_wanted"
COMING_MS = 600_000
"""For so long an answer counts."""


def call_of(kiosk: str) -> Alarm | None:
    """The call that stands; None: nobody asks for help."""
    return Alarm.objects.filter(kiosk_id=kiosk, alarm=ALARM).first()


def note_call(kiosk: str, call: str, screen: str, at_ms: int) -> None:
    """Somebody called, says the kiosk itself; nothing new when its log was quicker."""
    standing = call_of(kiosk)
    if standing is None or standing.call != call:
        words = {"since_ms": at_ms, "detail": screen, "call": call}
        Alarm.objects.update_or_create(kiosk_id=kiosk, alarm=ALARM, subject="", defaults=words)


def answer_call(kiosk: str, staff: str, at_ms: int) -> bool:
    """``staff`` is on the way; False when there is no call any more."""
    call = call_of(kiosk)
    if call is None:
        return False
    OnMyWay.objects.create(kiosk=kiosk, call_ms=call.since_ms, staff=staff, at_ms=at_ms)
    return True


def end_call(kiosk: str) -> None:
    """It was dealt with; a kiosk whose lockerd is gone could not say so."""
    Alarm.objects.filter(kiosk_id=kiosk, alarm=ALARM).delete()


def end_answered(now_ms: int) -> None:
    """A call is over when its answer counts no longer: who still needs help has called again. Unanswered ones stand."""
    answers = OnMyWay.objects.filter(kiosk=OuterRef("kiosk_id"), call_ms=OuterRef("since_ms"))
    lately = answers.filter(at_ms__gt=now_ms - COMING_MS)
    Alarm.objects.filter(Exists(answers), ~Exists(lately), alarm=ALARM).delete()


def help_for(kiosk: str, call: str, now_ms: int) -> Help:
    """What is told to whoever made ``call``; empty: to an older kiosk, which does not say which."""
    standing = call_of(kiosk)
    if standing is None or (call and standing.call != call):
        return Help(coming=False)
    return Help(coming=coming(kiosk, now_ms) is not None, known=True)


def coming(kiosk: str, now_ms: int) -> OnMyWay | None:
    """Who said so last and lately, on the call that stands."""
    call = call_of(kiosk)
    if call is None:
        return None
    lately = OnMyWay.objects.filter(kiosk=kiosk, call_ms=call.since_ms, at_ms__gt=now_ms - COMING_MS)
    return lately.order_by("-id").first()
