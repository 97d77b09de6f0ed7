"""NUL is in no text of ours: nobody types it, and PostgreSQL cannot keep it (manual, 8.3 "Character Types")."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

NUL = "\0"


def has_nul(json: bytes) -> bool:
    """Whether a text in this JSON may hold one: raw it is no JSON."""
    return rb"\u0000" in json


def without_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 400 for a request in whose address, cookies or fields there is one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any(NUL in text for text in _texts(request)):
            return HttpResponseBadRequest()
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from request.COOKIES.values()
    for fields in (request.GET, request.POST):
        for name, values in fields.lists():
            yield from (name, *values)
