"""Who calls for help at a kiosk, above every page of the desk: clerks are the nearest to come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_GET

from hall.clock import now_ms
from hall.dashboard.live import calls_mark
from hall.dashboard.rows import call_rows
from hall.desk.guard import desk
from hall.staff.worker import Worker


@desk()
@require_GET
@condition(etag_func=calls_mark)
def calls(request: HttpRequest, _worker: Worker) -> HttpResponse:
    """The calls that stand, each with its button or who is on the way; nothing when nobody calls."""
    return render(request, "desk/calls.html", {"alarms": call_rows(now_ms()), "show_kiosk": True, "back": "desk"})
