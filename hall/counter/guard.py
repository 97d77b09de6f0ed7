"""The door of the counter: a view behind it is called by a known kiosk that does not ask too often."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.problem import ConfigError
from hall import rates
from hall.clock import now_ms
from hall.counter.reply import refuse, said
from hall.counter.token import key_of_kiosk, kiosk_of
from hall.here import credentials, machine
from intake.contract.answers import Answer, HallRefusal, Refused

REQUESTS_A_MINUTE_MAX = 1200

KioskView = Callable[..., Answer | HttpResponseBase]


def for_kiosk(view: KioskView) -> Callable[..., HttpResponseBase]:
    """``view(request, kiosk, …)``, where ``kiosk`` is who signed the request."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        kiosk = kiosk_of(request.headers.get("Authorization", ""), shared_key, now_ms() // 1000)
        if isinstance(kiosk, Refused):
            return refuse(kiosk, 401)
        wait_s = rates.wait_s(kiosk, "requests", REQUESTS_A_MINUTE_MAX, now_ms() // 1000)
        if wait_s:
            return refuse(Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=wait_s))
        answer = view(request, kiosk, *arguments, **named)
        return answer if isinstance(answer, HttpResponseBase) else said(answer)

    return guarded


def shared_key(kiosk: str) -> bytes | None:
    """The secret of a kiosk of this hall; None: there is no such kiosk, or it has none here."""
    if kiosk not in {known.id for known in machine().kiosk}:
        return None
    try:
        return key_of_kiosk(credentials().text(f"hall_api-{kiosk}.key"))
    except (ConfigError, ValueError):
        return None
