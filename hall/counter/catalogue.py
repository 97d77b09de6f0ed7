"""The catalogue for kiosks: asked for often, sent only when it is another one."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hall.cases.catalogue import bundle
from hall.counter.guard import for_kiosk
from hall.counter.reply import reply


@require_GET
@for_kiosk
def catalogue(request: HttpRequest, _kiosk: str) -> HttpResponse:
    """The whole of it, or 304 when the kiosk has this revision."""
    now = bundle()
    mark = f'"{now.revision}"'
    same = mark in (one.strip() for one in request.headers.get("If-None-Match", "").split(","))
    response = HttpResponse(status=304) if same else reply(now)
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "private, no-cache"
    return response
