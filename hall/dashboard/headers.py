"""Headers on every page: only our own files, no frames, nothing kept by caches on the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
_POLICY += "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


def strict_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a strict Content-Security-Policy; pages are private to the browser that asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return middleware
