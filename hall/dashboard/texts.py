"""Which language a page is in: Chinese unless this browser chose English."""

from typing import Any

from django.http import HttpRequest

from hall.dashboard.words import LANGUAGES

COOKIE = "lang"


def language_of(request: HttpRequest) -> str:
    """``zh`` or ``en``."""
    chosen = request.COOKIES.get(COOKIE, "zh")
    return chosen if chosen in LANGUAGES else "zh"


def language_context(request: HttpRequest) -> dict[str, Any]:
    """For templates: ``lang``, and the other one to switch to."""
    lang = language_of(request)
    return {"lang": lang, "other": "en" if lang == "zh" else "zh"}
