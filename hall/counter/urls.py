"""All addresses of the counter: what kiosks ask, and the pages for applicants' phones. No page of staff is here."""

from django.urls import path, re_path

from hall.counter import asks, catalogue, drafts, pictures, submissions
from hall.phone import files, notice, page
from intake.contract.paths import ASK, CATALOGUE, ROOT

_ROOT = ROOT.lstrip("/")
_ID = "[0-9a-f]{32}"

urlpatterns = [
    path(CATALOGUE.lstrip("/"), catalogue.catalogue),
    re_path(rf"^{_ROOT}/samples/(?P<digest>[0-9a-f]{{64}})\Z", catalogue.sample),
    path(ASK.lstrip("/"), asks.ask),
    re_path(rf"^{_ROOT}/submissions/(?P<submission>{_ID})/parts/(?P<number>[0-9]{{1,3}})\Z", submissions.part),
    re_path(rf"^{_ROOT}/submissions/(?P<submission>{_ID})\Z", submissions.submission),
    re_path(rf"^{_ROOT}/drafts/(?P<draft>{_ID})\Z", drafts.draft),
    re_path(rf"^{_ROOT}/phone/(?P<session>{_ID})/(?P<picture>[0-9]{{1,3}})\Z", pictures.picture),
    path("p/<str:token>", page.page, name="phone"),
    path("n/<str:token>", notice.ask, name="notice"),
    path("n/<str:token>/<str:key>", notice.read),
    path("n/<str:token>/<str:key>/notice.pdf", notice.pdf),
    path("phone-files/<str:name>", files.static),
    path("health", page.health),
]
handler400 = "hall.counter.trouble.malformed"
handler404 = "hall.counter.trouble.not_found"
handler500 = "hall.counter.trouble.failed"
