"""A notice on the applicant's phone, by the link of its SMS: asked for four digits, then read, and had as PDF."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hall import rates
from hall.bodies import Body, copy_body
from hall.cases.models import IssuedNotice
from hall.cases.papers import notice_of
from hall.cases.settings import seal
from hall.cases.vault import notice_mac
from hall.clock import now_ms
from hall.notices.pdf import notice_pdf
from hall.notices.token import notice_of_token
from hall.phone.frame import frame, language_of, strict
from hall.phone.notice_texts import LANGUAGES, TEXTS, UNREVIEWED
from hall.phone.picture import qr_png
from hall.phone.proof import is_key, key_of, prove
from intake.notices.notice import Notice, Row
from intake.said import Said, spoken

FORM_BYTES_MAX = 200
PDFS_A_MINUTE = 6


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who reads; right, the page goes on to the notice."""
    row = _row(token)
    if row is None:
        return _page(request, "lost", 404)
    if request.method == "GET":
        return _page(request, "ask", token=token)
    proved = prove(row.case, _typed(request), now_ms())
    if proved is True:
        language = language_of(request, LANGUAGES)
        return _elsewhere(f"/n/{token}/{key_of(token, now_ms() // 1000)}?l={language}")
    if proved is False:
        return _page(request, "ask", 403, token=token, wrong=True)
    return _page(request, "ask", 429, token=token, wait=_wait(request, proved))


@require_GET
def read(request: HttpRequest, token: str, key: str) -> HttpResponse:
    """The notice in plain words; half an hour later it is asked for again."""
    row = _row(token)
    if row is None or not is_key(token, key, now_ms() // 1000):
        return _elsewhere(f"/n/{token}")
    notice, language = notice_of(row), language_of(request, LANGUAGES)
    return _page(request, "notice", token=token, key=key, **_said(notice, language))


@require_GET
def pdf(_request: HttpRequest, token: str, key: str) -> HttpResponse:
    """The same as it is printed on A4. An address of its own, as phones hand downloads to another program."""
    row = _row(token)
    if row is None or not is_key(token, key, now_ms() // 1000):
        return _elsewhere(f"/n/{token}")
    if wait_s := rates.wait_s(token, "pdf", PDFS_A_MINUTE, now_ms() // 1000):
        return strict(HttpResponse(status=429, headers={"Retry-After": str(wait_s)}))
    name = f'inline; filename="{row.case.number}-{row.kind}.pdf"'
    content = notice_pdf(notice_of(row), seal())
    return strict(HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name}))


def _row(token: str) -> IssuedNotice | None:
    notice = notice_of_token(token, notice_mac)
    return IssuedNotice.objects.select_related("case").filter(pk=notice).first() if notice is not None else None


def _typed(request: HttpRequest) -> str:
    """What stands in the form's one field; empty when it is no such form."""
    kept = BytesIO()
    if not isinstance(copy_body(request, kept, FORM_BYTES_MAX), Body):
        return ""
    return str(QueryDict(kept.getvalue()).get("last", ""))


def _wait(request: HttpRequest, seconds: int) -> str:
    return TEXTS["wait"][language_of(request, LANGUAGES)].format(minutes=-(-seconds // 60))


def _said(notice: Notice, language: str) -> dict[str, Any]:
    def said(one: Said) -> str:
        return (one.en or one.zh) if language == "en" else one.zh

    def lines(rows: tuple[Row, ...]) -> list[dict[str, str]]:
        return [
            {name: said(getattr(row, name)) for name in ("name", "rule", "remedy")}
            | {"until": said(spoken(row.until)) if row.until else ""}
            for row in rows
        ]

    return {
        "heading": said(notice.title),
        "notice": notice,
        "opening": said(notice.opening),
        "rows": lines(notice.rows),
        "warning": said(notice.warning),
        "lacking": lines(notice.lacking),
        "closing": [said(one) for one in notice.closing],
        "office": said(notice.office.name),
        "day": said(spoken(notice.day)),
        "qr": qr_png(notice.qr),
    }


def _page(request: HttpRequest, name: str, status: int = 200, **context: Any) -> HttpResponse:
    language = language_of(request, LANGUAGES)
    words = frame(TEXTS, LANGUAGES, language) | {"unreviewed": language in UNREVIEWED}
    return strict(render(request, f"phone/{name}.html", words | context, status=status))


def _elsewhere(address: str) -> HttpResponse:
    return strict(HttpResponse(status=303, headers={"Location": address}))
