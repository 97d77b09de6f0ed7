"""What every page for a phone has: its language, the hall's name, and headers that keep it to itself."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from hall.cases.settings import cases

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' blob: data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def language_of(request: HttpRequest, languages: Mapping[str, str]) -> str:
    """The one chosen on the page, else the phone's own, else Chinese."""
    chosen = request.GET.get("l", "")
    if chosen in languages:
        return chosen
    wanted = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(","))
    return next((one for one in wanted if one in languages), "zh")


def frame(texts: Mapping[str, Mapping[str, str]], languages: Mapping[str, str], language: str) -> dict[str, Any]:
    """What ``phone/frame.html`` asks for."""
    words = {key: said[language] for key, said in texts.items()}
    names = cases().office.name
    words["hall"] = names.get(language) or names.get("zh", "")
    return {"w": words, "lang": language, "languages": languages}


def strict(response: HttpResponse) -> HttpResponse:
    """Kept nowhere, told to nobody, framed by nobody."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
