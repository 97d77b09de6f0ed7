"""What maintenance staff do from their desk: every act is a POST, guarded, and on record."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from hall.clock import now_ms
from hall.counter.calls import answer_call
from hall.dashboard.roles import acting
from hall.dashboard.rows import HALL_ALARMS
from hall.here import credentials, machine
from hall.kiosks.commands import Verb, give
from hall.kiosks.models import Alarm, Compartment, Kiosk
from hall.kiosks.post import poster
from hall.sms.courier import resend
from hall.sms.models import Sms

_log = logging.getLogger(__name__)


@acting
def command(request: HttpRequest, kiosk: str, name: str) -> HttpResponse:
    """Open this door, or take it out of service or back, if the confirmation was ticked."""
    known = get_object_or_404(Kiosk, pk=kiosk)
    get_object_or_404(Compartment, kiosk_id=kiosk, name=name)
    verb = request.POST.get("verb", "")
    if verb not in list(Verb):
        raise Http404
    if request.POST.get("confirmed") == "yes":
        post = poster(machine().mqtt, credentials().text("mqtt_password"))
        key = credentials().text("command_signing.key")
        done = give(known, Verb(verb), name, request.user.get_username(), key, post, now_ms)
        _log.info("%s asked %s of %s %s: %s", done.staff, verb, kiosk, name, done.answer)
    return redirect("door", kiosk=kiosk, name=name)


@acting
def resend_sms(request: HttpRequest, number: int) -> HttpResponse:
    """Owe this SMS once more, with the same code."""
    sms = get_object_or_404(Sms, pk=number)
    again = resend(sms, now_ms())
    _log.info("%s asked for sms %d again: sms %d", request.user.get_username(), number, again.id)
    return redirect(f"/kiosk/{sms.kiosk}" if request.POST.get("from") == "kiosk" else "/sms")


@acting
def on_my_way(request: HttpRequest, kiosk: str) -> HttpResponse:
    """Tell whoever called for help at this kiosk that somebody is coming, and note who."""
    if answer_call(kiosk, request.user.get_username(), now_ms()):
        _log.info("%s is on the way to %s", request.user.get_username(), kiosk)
    return redirect("/" if request.POST.get("from") == "overview" else f"/kiosk/{kiosk}")


@acting
def clear_alarm(request: HttpRequest, kiosk: str, alarm: str) -> HttpResponse:
    """Clear an alarm that the hall itself raised; a kiosk's own are cleared by their cause or at the kiosk."""
    if alarm not in HALL_ALARMS:
        raise Http404
    Alarm.objects.filter(kiosk_id=kiosk, alarm=alarm).delete()
    _log.info("%s cleared %s of %s", request.user.get_username(), alarm, kiosk)
    return redirect("kiosk", kiosk=kiosk)
