"""What the counter says when a program of ours has failed: JSON like everything else, and nothing of what came in."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from hall.counter.reply import reply
from intake.contract.answers import HallRefusal, Refused

AGAIN_S = 60
NOT_ALLOWED = 405
FRAMES_TOLD = 8

_log = logging.getLogger(__name__)


class PlainTrouble:
    """Middleware: an exception is a bug; logged by its kind and place only, as its words may hold what was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A method that an address does not have is told in JSON too."""
        response = self._get_response(request)
        if response.status_code != NOT_ALLOWED:
            return response
        return reply(Refused(refusal=HallRefusal.UNKNOWN), NOT_ALLOWED)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        """Django asks what to answer instead."""
        view = request.resolver_match.func.__name__ if request.resolver_match else "?"
        _log.error("%s of %s failed: %s", request.method, view, told(exception))
        return failed(request)


def told(exception: Exception) -> str:
    """Its kind and where it was, the innermost place first."""
    frames = reversed(traceback.extract_tb(exception.__traceback__)[-FRAMES_TOLD:])
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(exception).__name__} at {places}"


def failed(_request: HttpRequest) -> HttpResponse:
    """500: nothing was decided, so the same may be asked again."""
    return reply(Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=AGAIN_S), 500)


def not_found(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404."""
    return reply(Refused(refusal=HallRefusal.UNKNOWN), 404)


def malformed(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: a host or form that Django does not take."""
    return reply(Refused(refusal=HallRefusal.BROKEN), 400)
