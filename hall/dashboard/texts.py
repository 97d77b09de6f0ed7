"""Which language a page is in: Chinese unless this browser chose English."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from hall.dashboard.roles import at_desk, at_window
from hall.dashboard.words import LANGUAGES

COOKIE = "lang"


def language_of(request: HttpRequest) -> str:
    """``zh`` or ``en``."""
    chosen = request.COOKIES.get(COOKIE, "zh")
    return chosen if chosen in LANGUAGES else "zh"


def language_context(request: HttpRequest) -> dict[str, Any]:
    """For templates: ``lang``, the other one to switch to, whether there are cases to work on, and all of them."""
    lang = language_of(request)
    user = getattr(request, "user", AnonymousUser())  # the counter's pages know no logins
    return {
        "lang": lang,
        "other": "en" if lang == "zh" else "zh",
        "at_desk": at_desk(user),
        "at_window": at_window(user),
    }
