"""A person at a kiosk has pressed the help button: the call stands as the kiosk's alarm; is anybody coming?"""

from hall.counter.models import OnMyWay
from hall.kiosks.models import Alarm

ALARM = "help_wanted"
COMING_MS = 600_000
"""For so long an answer counts. A kiosk raises one alarm however often the button is pressed, until staff clear it."""


def call_of(kiosk: str) -> Alarm | None:
    """The call that stands; None: nobody asks for help."""
    return Alarm.objects.filter(kiosk_id=kiosk, alarm=ALARM).first()


def answer_call(kiosk: str, staff: str, at_ms: int) -> bool:
    """``staff`` is on the way; False when there is no call any more."""
    call = call_of(kiosk)
    if call is None:
        return False
    OnMyWay.objects.create(kiosk=kiosk, call_ms=call.since_ms, staff=staff, at_ms=at_ms)
    return True


def coming(kiosk: str, now_ms: int) -> OnMyWay | None:
    """Who said so last and lately, while the call stands."""
    call = call_of(kiosk)
    if call is None:
        return None
    lately = OnMyWay.objects.filter(kiosk=kiosk, call_ms=call.since_ms, at_ms__gt=now_ms - COMING_MS)
    return lately.order_by("-id").first()
