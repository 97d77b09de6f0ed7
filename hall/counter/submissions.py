"""Applications, corrections and supplements as kiosks upload them."""

import re

from django.http import HttpRequest
from django.views.decorators.http import require_http_methods

from hall.bodies import BodyTrouble, copy_body
from hall.cases.receive import acknowledged
from hall.clock import now_ms
from hall.counter import here
from hall.counter.guard import for_kiosk
from hall.counter.reply import not_taken
from hall.counter.uploads import Upload
from hall.counter.words import decoded
from intake.contract.answers import Answer, HallRefusal, Received, Refused
from intake.contract.submission import PART_BYTES_MAX, PARTS_MAX, Manifest

SEALED_BYTES_MAX = PART_BYTES_MAX + 48
NO_ROOM = Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=600)

_DIGEST = re.compile(r"[0-9a-f]{64}")


@require_http_methods(["PUT"])
@for_kiosk
def part(request: HttpRequest, kiosk: str, submission: str, number: str) -> Answer:
    """Keep one sealed part; one that is here already is not read again."""
    digest = request.headers.get("X-Content-SHA256", "")
    if not _DIGEST.fullmatch(digest) or int(number) >= PARTS_MAX:
        return Refused(refusal=HallRefusal.BROKEN)
    upload = Upload(here.folders(), kiosk, submission)
    if acknowledged(kiosk, submission) or upload.parts().get(int(number)) == digest:
        return _received(upload)
    if here.folders().full() or upload.too_many():
        return NO_ROOM
    return _keep(request, upload, int(number), digest)


@require_http_methods(["GET", "POST"])
@for_kiosk
def submission(request: HttpRequest, kiosk: str, submission: str) -> Answer:
    """How far it is; with a manifest: that was all."""
    upload = Upload(here.folders(), kiosk, submission)
    if request.method == "GET":
        return acknowledged(kiosk, submission) or _received(upload)
    manifest = decoded(request, Manifest)
    if isinstance(manifest, Refused):
        return manifest
    return here.closing().close(upload, kiosk, submission, manifest, now_ms())


def _keep(request: HttpRequest, upload: Upload, number: int, digest: str) -> Answer:
    with upload.draft() as (file, path):
        body = copy_body(request, file, min(SEALED_BYTES_MAX, upload.room_for(number)))
        if isinstance(body, BodyTrouble):
            return not_taken(body)
        if body.digest != digest:
            return Refused(refusal=HallRefusal.BROKEN)
        file.flush()
        upload.keep(path, number, digest)
    return _received(upload)


def _received(upload: Upload) -> Received:
    return Received(parts=tuple(sorted(upload.parts())))
