"""The door of the desk's pages: where there are cases, for whoever works with them, and kept by no browser."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from hall.here import machine
from hall.staff.worker import View, only


def desk(act: str = "work_at_desk") -> Callable[[View], View]:
    """A page of the desk for those who may do ``act``; it is given the ``Worker`` after the request."""

    def decorated(view: View) -> View:
        guarded = only(act)(view)

        @wraps(view)
        def private(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if machine().cases is None:
                raise Http404
            answer = guarded(request, *arguments, **named)
            answer.headers["Cache-Control"] = "no-store"
            return answer

        return private

    return decorated
