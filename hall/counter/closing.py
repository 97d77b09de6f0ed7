"""The end of an upload: all parts opened and checked, the case made, and only then may the kiosk forget."""

import logging
from collections.abc import Callable
from enum import StrEnum

from hall.cases.receive import acknowledged
from hall.counter.aside import note_set_aside
from hall.counter.opening import IsPage, Unfit, Unseal, open_parts
from hall.counter.uploads import Upload
from intake.contract.answers import Acknowledged, Answer, HallRefusal, Received, Refused
from intake.contract.submission import Manifest, Submission

Receive = Callable[[Submission, dict[int, bytes], int], Acknowledged | Refused]
"""Makes or joins the case and commits. Refused: not as it is, or not now."""

_log = logging.getLogger(__name__)


class Closing:
    """What closes uploads: the hall's key, the check of pictures, and the case desk's entrance."""

    def __init__(self, unseal: Unseal, is_page: IsPage, receive: Receive) -> None:
        self._unseal = unseal
        self._is_page = is_page
        self._receive = receive

    def close(self, upload: Upload, kiosk: str, id_: str, manifest: Manifest, at_ms: int) -> Answer:
        """Acknowledged, also the second time; Received when parts are lacking; else refused as broken and kept."""
        with upload.locked():
            known = acknowledged(kiosk, id_)
            if known:
                upload.remove()  # parts of a process that was ended after its commit, or that were sent once more
                return known
            held = upload.parts()
            good = [n for n, digest in enumerate(manifest.parts) if held.get(n) == digest]
            parts = [upload.read(n, manifest.parts[n]) for n in good] if len(good) == len(manifest.parts) else [None]
            whole = [part for part in parts if part is not None]
            if len(whole) < len(manifest.parts):
                return Received(parts=tuple(sorted(set(good) & set(upload.parts()))))
            return self._take(upload, kiosk, id_, whole, at_ms)

    def _take(self, upload: Upload, kiosk: str, id_: str, parts: list[bytes], at_ms: int) -> Answer:
        opened = open_parts(kiosk, id_, parts, self._unseal, self._is_page)
        if isinstance(opened, Unfit):
            return _kept_aside(upload, kiosk, id_, opened, Refused(refusal=HallRefusal.BROKEN), at_ms)
        answer = self._receive(opened.submission, opened.pages, at_ms)
        if isinstance(answer, Refused):
            return _kept_aside(upload, kiosk, id_, answer.refusal, answer, at_ms)
        upload.remove()
        _log.info("%s handed in %s: case %s", kiosk, id_, answer.case)
        return answer


def _kept_aside(upload: Upload, kiosk: str, id_: str, why: StrEnum, told: Refused, at_ms: int) -> Refused:
    """Nothing is lost: it stays as it came, is shown to staff once, and is tried again when it is closed again."""
    if upload.set_aside():
        note_set_aside(kiosk, id_, why, at_ms)
    return told
