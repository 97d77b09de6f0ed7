"""Drafts: boxes that only the key on an applicant's slip opens. Kept for 30 days, for any kiosk that knows the id."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hall.bodies import BodyTrouble, copy_body
from hall.counter import here
from hall.counter.folders import Folders, put_in_place
from hall.counter.guard import for_kiosk
from hall.counter.reply import not_taken
from intake.contract.answers import Answer, Closed, HallRefusal, Refused
from intake.contract.submission import DRAFT_BYTES_MAX

DRAFTS_A_KIOSK_MAX = 1000
NO_ROOM = Refused(refusal=HallRefusal.TOO_MANY_TRIES, wait_s=600)


@require_http_methods(["PUT", "GET", "DELETE"])
@for_kiosk
def draft(request: HttpRequest, kiosk: str, draft: str) -> Answer | HttpResponse:
    """Keep, give or forget one box."""
    shelf = Drafts(here.folders())
    if request.method == "PUT":
        return _keep(request, shelf, kiosk, draft)
    if request.method == "DELETE":
        shelf.forget(draft)
        return Closed()
    box = shelf.read(draft)
    if box is None:
        return Refused(refusal=HallRefusal.UNKNOWN)
    return HttpResponse(box, content_type="application/octet-stream", headers={"Cache-Control": "no-store"})


class Drafts:
    """The boxes on the disk: ``drafts/KIOSK/ID``, by the kiosk that kept it last."""

    def __init__(self, folders: Folders) -> None:
        self._folder = folders.drafts

    def room_at(self, kiosk: str, id_: str) -> bool:
        """Whether this kiosk may keep one more."""
        of_kiosk = self._folder / kiosk
        known = (of_kiosk / id_).exists()
        return known or not of_kiosk.exists() or sum(1 for _ in of_kiosk.iterdir()) < DRAFTS_A_KIOSK_MAX

    def coming(self, kiosk: str) -> Path:
        """A name for a box that is being written."""
        (self._folder / kiosk).mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder / kiosk / f"coming-{token_hex(8)}"

    def keep(self, box: Path, kiosk: str, id_: str) -> None:
        """Take the written box; one of the same id from another kiosk is its past."""
        put_in_place(box, self._folder / kiosk / id_)
        for path in list(self._places(id_)):
            if path.parent.name != kiosk:
                path.unlink(missing_ok=True)

    def read(self, id_: str) -> bytes | None:
        """The box; None: there is none, or none any more."""
        return next((path.read_bytes() for path in self._places(id_)), None)

    def forget(self, id_: str) -> None:
        """It is not here any more, or never was."""
        for path in list(self._places(id_)):
            path.unlink(missing_ok=True)

    def _places(self, id_: str) -> Iterator[Path]:
        return self._folder.glob(f"*/{id_}")


def _keep(request: HttpRequest, shelf: Drafts, kiosk: str, id_: str) -> Answer:
    if here.folders().full() or not shelf.room_at(kiosk, id_):
        return NO_ROOM
    path = shelf.coming(kiosk)
    try:
        with path.open("xb") as file:
            body = copy_body(request, file, DRAFT_BYTES_MAX)
        if isinstance(body, BodyTrouble):
            return not_taken(body)
        shelf.keep(path, kiosk, id_)
    finally:
        path.unlink(missing_ok=True)
    return Closed()
