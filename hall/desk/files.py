"""The desk's own style sheet and script."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

FOLDER = Path(__file__).parent / "static"
TYPES = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}


@require_GET
def static(_request: HttpRequest, name: str) -> HttpResponse:
    """One of the two."""
    if name not in TYPES:
        raise Http404
    return HttpResponse((FOLDER / name).read_bytes(), content_type=TYPES[name])
