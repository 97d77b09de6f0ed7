"""The form a phone sends: each picture is sealed as soon as it is whole, so none lies in clear on the disk."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from intake.pages.head import BYTES_MAX, Unfit, measured

FORM_BYTES_MAX = 200 * 1024 * 1024
TOO_MANY = "too_many"

Keep = Callable[[bytes], bool]
"""Seals and keeps a picture; False: there were as many as there may be."""


class Sent:
    """What came of one form: how many were kept, and why others were not, as keys of the page's texts."""

    def __init__(self) -> None:
        self.kept = 0
        self.refused: set[str] = set()
        self.whole = True


def read_form(request: HttpRequest, keep: Keep) -> Sent:
    """Read the pictures of a POST. A form that breaks off counts as far as it came."""
    sent = Sent()
    if int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES_MAX:
        sent.refused.add(Unfit.TOO_LARGE)
        return sent
    request.upload_handlers = [SealingHandler(keep, sent)]
    try:
        request.FILES  # noqa: B018 (Django reads the form when it is asked for)
    except (UnreadablePostError, MultiPartParserError, OSError):
        sent.whole = False
    return sent


class SealingHandler(FileUploadHandler):
    """Django hands it each file of the form in pieces. One picture is in memory at a time."""

    def __init__(self, keep: Keep, sent: Sent) -> None:
        super().__init__()
        self._keep = keep
        self._sent = sent
        self._picture = BytesIO()

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """The next file begins."""
        super().new_file(*arguments, **named)
        self._picture = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 (Django's signature)
        """What is over the limit is read, so that the phone gets its answer, and dropped."""
        if self._picture.tell() <= BYTES_MAX:
            self._picture.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> None:
        """A field left empty is no picture and no mistake."""
        picture = self._picture.getvalue()
        self._picture = BytesIO()
        if file_size:
            self._take(picture)

    def _take(self, picture: bytes) -> None:
        found = measured(picture)
        if isinstance(found, Unfit):
            self._sent.refused.add(found)
        elif self._keep(picture):
            self._sent.kept += 1
        else:
            self._sent.refused.add(TOO_MANY)
