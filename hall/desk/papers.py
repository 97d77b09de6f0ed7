"""Pictures of pages and notices as PDF: to the desk only, never into a cache, each look on record."""

from pathlib import Path
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from hall.cases.models import CasePage, IssuedNotice
from hall.cases.pages import Pages, media_type
from hall.cases.papers import notice_of
from hall.cases.settings import cases, seal
from hall.cases.vault import vault
from hall.desk.guard import desk
from hall.desk.looked import looked
from hall.notices.pdf import notice_pdf
from hall.staff.worker import Worker


@desk()
@require_GET
def page(_request: HttpRequest, worker: Worker, number: str, page: int) -> HttpResponse:
    """One picture, decrypted on its way out."""
    row = get_object_or_404(CasePage, pk=page, case__in=worker.cases().filter(pk=number))
    content = Pages(Path(cases().pages), vault()).read(row.digest)
    kind = media_type(content) if content else None
    if content is None or kind is None:
        raise Http404
    looked(worker, number, f"page {row.material} {row.number}")
    return HttpResponse(content, content_type=kind)


@desk()
@require_GET
def notice(_request: HttpRequest, worker: Worker, number: str, notice: int) -> HttpResponse:
    """One notice, set on A4."""
    row = get_object_or_404(IssuedNotice, pk=notice, case__in=worker.cases().filter(pk=number))
    looked(worker, number, f"notice {row.written}")
    answer = HttpResponse(notice_pdf(notice_of(row), seal()), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(row.written)}.pdf"
    return answer
