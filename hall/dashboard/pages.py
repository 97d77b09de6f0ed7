"""The pages that show; nothing here changes anything."""

from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import condition, require_GET

from hall.clock import now_ms
from hall.dashboard import rows
from hall.dashboard.live import kiosk_mark, overview_mark
from hall.dashboard.texts import COOKIE, language_of
from hall.dashboard.words import LANGUAGES
from hall.here import machine
from hall.kiosks.commands import Verb
from hall.platform.backlog import stuck
from hall.sms.senders.console import read_outbox
from hall.staff.worker import allowed

YEAR_S = 365 * 86_400
MESSAGES_SHOWN = 50


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All kiosks."""
    return render(request, "dashboard/overview.html", _overview(request))


@login_required
@require_GET
@condition(etag_func=overview_mark)
def overview_live(request: HttpRequest) -> HttpResponse:
    """What changes on it."""
    return render(request, "dashboard/overview_live.html", _overview(request))


@login_required
@require_GET
def kiosk(request: HttpRequest, kiosk: str) -> HttpResponse:
    """One kiosk with its cabinet."""
    return render(request, "dashboard/kiosk.html", _kiosk(request, kiosk))


@login_required
@require_GET
@condition(etag_func=kiosk_mark)
def kiosk_live(request: HttpRequest, kiosk: str) -> HttpResponse:
    """What changes on it."""
    return render(request, "dashboard/kiosk_live.html", _kiosk(request, kiosk))


@login_required
@require_GET
def door(request: HttpRequest, kiosk: str, name: str) -> HttpResponse:
    """One door: what is in it, and what may be done with it from here."""
    row = _row_or_404(request, kiosk)
    shown = next((door for door in rows.door_rows(kiosk) if door.name == name), None)
    if shown is None:
        raise Http404
    verbs = (Verb.OPEN, Verb.RETURN_TO_SERVICE if shown.service == "out_of_service" else Verb.TAKE_OUT_OF_SERVICE)
    commands = [c for c in rows.command_rows(kiosk) if c.compartment == name]
    context = {"row": row, "door": shown, "verbs": verbs, "commands": commands}
    return render(request, "dashboard/door.html", context)


@login_required
@require_GET
def sms(request: HttpRequest) -> HttpResponse:
    """The queue."""
    context = {"messages": rows.sms_rows(), "troubles": rows.sms_in_trouble()}
    return render(request, "dashboard/sms.html", {**context, "console": _console_chosen()})


@login_required
@require_GET
def console(request: HttpRequest) -> HttpResponse:
    """The phone of the console sender: codes are readable here, so only where that sender was chosen."""
    if not (_console_chosen() and "see_codes" in allowed(request.user)):
        raise Http404
    shown = read_outbox(Path(machine().sms.outbox))[-MESSAGES_SHOWN:]
    part = "live" in request.GET
    return render(request, f"dashboard/{'phone_live' if part else 'phone'}.html", {"messages": shown})


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """For a probe: the process answers and the database can be read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_GET
def language(request: HttpRequest, lang: str) -> HttpResponse:
    """Choose the language of this browser."""
    if lang not in LANGUAGES:
        raise Http404
    address = request.GET.get("next", "/")
    response = redirect(address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/")
    response.set_cookie(COOKIE, lang, max_age=YEAR_S, samesite="Strict", httponly=True)
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None, **_: Any) -> HttpResponse:  # noqa: ARG001
    """403, also when the form's token does not fit."""
    return render(request, "dashboard/sorry.html", {"why": "forbidden"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return render(request, "dashboard/sorry.html", {"why": "not_found"}, status=404)


def _overview(request: HttpRequest) -> dict[str, Any]:
    return {
        "kiosks": rows.kiosk_rows(machine(), language_of(request), now_ms()),
        "alarms": rows.alarm_rows(now_ms()),
        "troubles": rows.sms_in_trouble(),
        "dropped": rows.dropped_rows(),
        "stuck": stuck(now_ms()),
        "clearable": rows.CLEARED_HERE,
    }


def _kiosk(request: HttpRequest, kiosk: str) -> dict[str, Any]:
    return {
        "row": _row_or_404(request, kiosk),
        "doors": rows.door_rows(kiosk),
        "alarms": rows.alarm_rows(now_ms(), kiosk),
        "deposits": rows.deposit_rows(kiosk),
        "events": rows.event_rows(kiosk, language_of(request)),
        "commands": rows.command_rows(kiosk),
        "clearable": rows.CLEARED_HERE,
    }


def _row_or_404(request: HttpRequest, kiosk: str) -> rows.KioskRow:
    row = rows.kiosk_row(machine(), kiosk, language_of(request), now_ms())
    if row is None:
        raise Http404
    return row


def _console_chosen() -> bool:
    return bool(machine().sms.sender == "console")
