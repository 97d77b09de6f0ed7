"""The queue and the case page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from hall.cases.acts import Answer, Conflict, No
from hall.cases.catalogue import holidays_end, in_use, mistakes
from hall.cases.locker import originals_taken, waiting
from hall.cases.models import Case
from hall.cases.originals import departments_asked, originals_awaited, papers_here
from hall.cases.papers import department_name
from hall.cases.settling import settle_cabinets
from hall.cases.terms import open_request
from hall.clock import now_ms
from hall.desk.guard import desk
from hall.desk.looked import looked, looks_at
from hall.desk.possible import possible
from hall.desk.queues import SHOWN_MAX, listed, queues
from hall.desk.rows import context, lines
from hall.desk.suggested import likely_result, to_ask
from hall.desk.typed import own_words
from hall.staff.worker import Worker
from intake.clock.day import day_of
from intake.contract.stage import ENDED
from intake.identity.typing import number as tidied
from locker.contract.facts import DepositKind


@desk()
@require_GET
def queue(request: HttpRequest, worker: Worker) -> HttpResponse:
    """The tabs with their counts, and the cases of one of them."""
    today, tabs = day_of(now_ms()), queues(worker)
    seen = worker.cases()
    department = request.GET.get("department", "")
    if department:
        seen = seen.filter(department=department)
    chosen = next((tab for tab in tabs if tab.name == request.GET.get("tab")), tabs[0])
    found = chosen.chosen(worker, seen, today)
    if typed := tidied(request.GET.get("number", "")):
        found = worker.cases().filter(number__startswith=typed[:64])
    shown = {
        "tabs": [(tab.name, tab.chosen(worker, seen, today).count()) for tab in tabs],
        "tab": "" if typed else chosen.name,
        "typed": typed,
        "lines": lines(listed(found), today),
        "cut": found.count() > SHOWN_MAX,
        "departments": in_use().catalogue.departments.values() if worker.may("see_every_case") else [],
        "department": department,
        "mistakes": mistakes(),
        "holidays_end": holidays_end(today),
    }
    return render(request, "desk/queue.html", _who(worker) | shown)


@desk()
@require_GET
def case(request: HttpRequest, worker: Worker, number: str) -> HttpResponse:
    """One case, whole. Who looks is written down first."""
    row = get_object_or_404(worker.cases(), pk=number)
    looked(worker, number, "case")
    settle_cabinets([number])
    row.refresh_from_db()
    return show(request, worker, row, None)


def show(request: HttpRequest, worker: Worker, row: Case, answer: Answer | None) -> HttpResponse:
    """The case page; ``answer``: why what was just wanted is not done."""
    sent = request.POST if answer else None
    shown = _who(worker) | context(row, day_of(now_ms()), sent) | _acts(worker, row) | _typed(sent)
    shown |= {"conflict": answer} if isinstance(answer, Conflict) else {"why_not": answer}
    shown["done"] = request.GET.get("done", "")
    status = 409 if isinstance(answer, Conflict) else 422 if isinstance(answer, No) else 200
    return render(request, "desk/case.html", shown, status=status)


def _acts(worker: Worker, row: Case) -> dict[str, Any]:
    return {
        "may": possible(worker, row),
        "wish": open_request(row),
        "originals": () if row.stage in ENDED else originals_awaited(row),
        "in_locker": waiting(row, DepositKind.RESULT),
        "originals_in_locker": waiting(row, DepositKind.MATERIAL),
        "originals_taken": originals_taken(row),
        "papers_here": papers_here(row),
        "asked_departments": [(one, department_name(one)) for one in departments_asked(row)],
        "to_ask": to_ask(row),
        "likely_result": likely_result(row),
        "known_departments": in_use().catalogue.departments.values(),
        "looks": looks_at(row.number) if worker.may("see_who_looked") else [],
    }


def _typed(sent: QueryDict | None) -> dict[str, Any]:
    if sent is None:
        return {"typed": {}}
    many = {name: sent.getlist(name) for name in ("department", "paper")}
    again = {"to_ask": many["department"]} if sent.get("act") == "route" else {}
    return {"typed": sent, "ticked": many, "own_words": own_words(sent)} | again


def _who(worker: Worker) -> dict[str, Any]:
    return {"worker": worker, "own_department": department_name(worker.department) if worker.department else None}
