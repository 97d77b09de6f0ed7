"""The list of bad credit: entered and repaired by people, on record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hall.cases import credit as records
from hall.cases.models import Credit
from hall.clock import now_ms
from hall.desk.guard import desk
from hall.staff.worker import Worker
from intake.clock.day import day_of

SHOWN_MAX = 200
NUMBER_MAX, NAME_MAX = 32, 100


@desk("see_credit")
@require_http_methods(["GET", "POST"])
def credit(request: HttpRequest, worker: Worker) -> HttpResponse:
    """The list; a POST by a lead adds to it."""
    wrong = False
    if request.method == "POST" and worker.may("enter_credit"):
        sent = {name: request.POST.get(name, "")[:most] for name, most in (("number", NUMBER_MAX), ("name", NAME_MAX))}
        why = request.POST.get("why", "")
        if records.enter(sent["number"], sent["name"], why, worker.name, day_of(now_ms())):
            return redirect("desk_credit")
        wrong = True
    rows = Credit.objects.order_by("-repaired_on", "-since", "-id")[:SHOWN_MAX]
    shown = {"worker": worker, "entries": rows, "wrong": wrong}
    return render(request, "desk/credit.html", shown, status=422 if wrong else 200)


@desk("enter_credit")
@require_POST
def repair(_request: HttpRequest, worker: Worker, entry: int) -> HttpResponse:
    """The entry does not count any more; it stays on the list as repaired."""
    records.repair(entry, worker.name, day_of(now_ms()))
    return redirect("desk_credit")
