"""Answers as they go back: JSON, and for refusals of a whole request a status that says the same."""

import msgspec
from django.http import HttpResponse

from hall.bodies import BodyTrouble
from intake.contract.answers import Answer, CatalogueBundle, HallRefusal, Refused

AGAIN_S = 5
STATUSES = {
    HallRefusal.NOT_YOU: 403,
    HallRefusal.UNKNOWN: 404,
    HallRefusal.ENDED: 410,
    HallRefusal.TOO_LARGE: 413,
    HallRefusal.BROKEN: 422,
    HallRefusal.TOO_MANY_TRIES: 429,
}


def reply(answer: Answer | CatalogueBundle, status: int = 200) -> HttpResponse:
    """``answer`` as JSON."""
    response = HttpResponse(msgspec.json.encode(answer), content_type="application/json", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def refuse(refused: Refused, status: int = 0) -> HttpResponse:
    """A request that is refused as a whole; 401 is kept for whom we do not know."""
    status = status or STATUSES.get(refused.refusal, 409)
    response = reply(refused, status)
    if status == 401:
        # gunicorn's Date header shows the hall's clock, by which a kiosk sees that its own is wrong.
        error = "clock differs from Date" if refused.refusal is HallRefusal.OUT_OF_DATE else "unknown"
        response.headers["WWW-Authenticate"] = f'Bearer error="invalid_token", error_description="{error}"'
    if refused.wait_s:
        response.headers["Retry-After"] = str(refused.wait_s)
    return response


def said(answer: Answer) -> HttpResponse:
    """The answer, as a refusal of the whole request where it is one."""
    return refuse(answer) if isinstance(answer, Refused) else reply(answer)


def not_taken(trouble: BodyTrouble) -> Refused:
    """What a kiosk is told of a body; after a bad line it may try again."""
    if trouble in (BodyTrouble.CUT_OFF, BodyTrouble.TOO_SLOW):
        return Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=AGAIN_S)
    too_large = trouble is BodyTrouble.TOO_LARGE
    return Refused(refusal=HallRefusal.TOO_LARGE if too_large else HallRefusal.BROKEN)
