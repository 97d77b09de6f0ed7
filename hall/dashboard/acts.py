"""What maintenance staff do from their desk: every act is a POST, guarded, and on record."""

import logging

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from hall.clock import now_ms
from hall.counter import calls
from hall.dashboard.rows import HALL_ALARMS
from hall.here import credentials, machine
from hall.kiosks.commands import AT_A_DOOR, Verb, give
from hall.kiosks.models import Alarm, Compartment, Kiosk
from hall.kiosks.post import poster
from hall.sms.courier import resend
from hall.sms.models import Sms
from hall.staff.worker import Worker, only
from locker.contract.facts import CLEARED_BY_STAFF

_log = logging.getLogger(__name__)


@require_POST
@only("operate_door")
def command(request: HttpRequest, worker: Worker, kiosk: str, name: str) -> HttpResponse:
    """Open this door, or take it out of service or back, if the confirmation was ticked."""
    known = get_object_or_404(Kiosk, pk=kiosk)
    get_object_or_404(Compartment, kiosk_id=kiosk, name=name)
    verb = request.POST.get("verb", "")
    if verb not in AT_A_DOOR:
        raise Http404
    if request.POST.get("confirmed") == "yes":
        _give(worker, known, Verb(verb), name)
    return redirect("door", kiosk=kiosk, name=name)


def _give(worker: Worker, kiosk: Kiosk, verb: Verb, about: str) -> None:
    post = poster(machine().mqtt, credentials().text("mqtt_password"))
    key = credentials().text("command_signing.key")
    done = give(kiosk, verb, about, worker.name, key, post, now_ms)
    _log.info("%s asked %s of %s %s: %s", done.staff, verb, kiosk.id, about, done.answer)


@require_POST
@only("resend_sms")
def resend_sms(request: HttpRequest, worker: Worker, number: int) -> HttpResponse:
    """Owe this SMS once more, with the same code; about a case also whoever works on it at the desk."""
    sms = get_object_or_404(Sms, pk=number)
    theirs = sms.case and worker.cases().filter(pk=sms.case).exists()
    if not (theirs or worker.may("resend_any_sms")):
        raise PermissionDenied
    again = resend(sms, now_ms())
    _log.info("%s asked for sms %d again: sms %d", worker.name, number, again.id)
    back = {"kiosk": f"/kiosk/{sms.kiosk}", "case": f"/desk/case/{sms.case}"}
    return redirect(back.get(request.POST.get("from", ""), "/sms"))


@require_POST
@only("answer_call")
def on_my_way(request: HttpRequest, worker: Worker, kiosk: str) -> HttpResponse:
    """Tell whoever called for help at this kiosk that somebody is coming, and note who. Clerks are the nearest."""
    if calls.answer_call(kiosk, worker.name, now_ms()):
        _log.info("%s is on the way to %s", worker.name, kiosk)
    return redirect(_back(request, kiosk))


@require_POST
@only("end_call")
def clear_alarm(request: HttpRequest, worker: Worker, kiosk: str, alarm: str) -> HttpResponse:
    """Say that an alarm was dealt with: the hall's own here and now, a kiosk's by a signed command to it.

    Who works at the desk may say so of a call for help.
    """
    if alarm != calls.ALARM and not worker.may("clear_alarm"):
        raise PermissionDenied
    if alarm in HALL_ALARMS:
        Alarm.objects.filter(kiosk_id=kiosk, alarm=alarm).delete()
        _log.info("%s cleared %s of %s", worker.name, alarm, kiosk)
    elif alarm in CLEARED_BY_STAFF:
        subject = request.POST.get("subject", "")
        get_object_or_404(Alarm, kiosk_id=kiosk, alarm=alarm, subject=subject)
        if alarm == calls.ALARM:
            calls.end_call(kiosk)
        _give(worker, get_object_or_404(Kiosk, pk=kiosk), Verb.CLEAR_ALARM, f"{alarm}:{subject}")
    else:
        raise Http404
    return redirect(_back(request, kiosk))


def _back(request: HttpRequest, kiosk: str) -> str:
    return {"overview": "/", "desk": "/desk/"}.get(request.POST.get("from", ""), f"/kiosk/{kiosk}")
