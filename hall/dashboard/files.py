"""The style sheet and the script: two small files of our own, and no other path leads to a file."""

import hashlib
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_GET

FOLDER = Path(__file__).parent / "static"
TYPES = {"hall.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8"}


def _mark(_request: HttpRequest, name: str) -> str | None:
    return f'"{hashlib.sha256(_content(name)).hexdigest()[:16]}"' if name in TYPES else None


@require_GET
@condition(etag_func=_mark)
def static(_request: HttpRequest, name: str) -> HttpResponse:
    """One of the two."""
    if name not in TYPES:
        raise Http404
    return HttpResponse(_content(name), content_type=TYPES[name])


def _content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
