"""The catalogue for kiosks: asked for often, sent only when it is another one."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hall.cases import catalogue as shelf
from hall.counter.guard import for_kiosk
from hall.counter.reply import reply
from intake.contract.answers import HallRefusal, Refused


@require_GET
@for_kiosk
def catalogue(request: HttpRequest, _kiosk: str) -> HttpResponse:
    """The whole of it, or 304 when the kiosk has this revision."""
    now = shelf.bundle()
    mark = f'"{now.revision}"'
    same = mark in (one.strip() for one in request.headers.get("If-None-Match", "").split(","))
    response = HttpResponse(status=304) if same else reply(now)
    response.headers["ETag"] = mark
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_GET
@for_kiosk
def sample(_request: HttpRequest, _kiosk: str, digest: str) -> HttpResponse | Refused:
    """A picture of the guide; what has this digest never changes."""
    jpeg = shelf.sample(digest)
    if jpeg is None:
        return Refused(refusal=HallRefusal.UNKNOWN)
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "private, immutable"})
