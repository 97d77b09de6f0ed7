"""The page a phone opens by the kiosk's QR code. It shows what is sent and how many came; nothing of a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hall.clock import now_ms
from hall.phone.form import TOO_MANY, Sent, read_form
from hall.phone.frame import frame, language_of, strict
from hall.phone.models import Session
from hall.phone.sessions import PICTURES_MAX, phone_sessions
from hall.phone.texts import LANGUAGES, TEXTS, UNREVIEWED, text
from intake.pages.head import Unfit

NOTES = (*(why.value for why in Unfit), TOO_MANY, "broken", "none")


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the page, or take the pictures of its form and show it again."""
    sessions = phone_sessions()
    row = sessions.by_token(token, now_ms())
    language = language_of(request, LANGUAGES)
    if row is None:
        return strict(render(request, "phone/ended.html", _words(language), status=410))
    if request.method == "POST":
        sent = read_form(request, lambda picture: sessions.keep(row, picture))
        return strict(_seen_again(token, language, sent))
    if not row.opened:
        Session.objects.filter(pk=row.id).update(opened=True)
    return strict(render(request, "phone/page.html", _words(language) | _state(request, row, token, language)))


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """For a probe: the process answers."""
    return JsonResponse({"ok": True})


def _seen_again(token: str, language: str, sent: Sent) -> HttpResponse:
    """Back to the page by GET, so that loading it again sends nothing again."""
    notes = [*sent.refused] + ([] if sent.whole else ["broken"])
    if not sent.kept and not notes:
        notes = ["none"]
    query = "".join(f"&n={note}" for note in sorted(notes))
    return HttpResponse(status=303, headers={"Location": f"/p/{token}?l={language}&done={sent.kept}{query}"})


def _state(request: HttpRequest, row: Session, token: str, language: str) -> dict[str, Any]:
    done = request.GET.get("done", "")
    return {
        "token": token,
        "for": text("for", language, title=row.title) if row.title else "",
        "sent": text("sent", language, count=row.sent) if row.sent else "",
        "fresh": done.isdigit() and done != "0",
        "full": row.sent >= PICTURES_MAX,
        "notes": [text(note, language) for note in NOTES if note in request.GET.getlist("n")],
    }


def _words(language: str) -> dict[str, Any]:
    return frame(TEXTS, LANGUAGES, language) | {"unreviewed": language in UNREVIEWED}
