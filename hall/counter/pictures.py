"""Pictures from the applicant's phone, on their way to the kiosk that asked for them."""

from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from hall.counter.guard import for_kiosk
from hall.phone.sessions import phone_sessions
from intake.contract.answers import Answer, HallRefusal, Refused

CHUNK_BYTES = 64 * 1024


@require_GET
@for_kiosk
def picture(_request: HttpRequest, kiosk: str, session: str, picture: str) -> Answer | HttpResponseBase:
    """One sealed picture. Once it has gone out whole it is here no more."""
    path = phone_sessions().picture(kiosk, session, picture)
    if path is None:
        return Refused(refusal=HallRefusal.UNKNOWN)
    headers = {"Cache-Control": "no-store", "Content-Length": str(path.stat().st_size)}
    return StreamingHttpResponse(_given_away(path), content_type="application/octet-stream", headers=headers)


def _given_away(path: Path) -> Iterator[bytes]:
    """A connection that breaks in between throws us out of the loop, and the picture stays."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
    path.unlink(missing_ok=True)
