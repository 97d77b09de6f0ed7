"""A submission is opened: every seal, every digest, every picture. What does not fit says why; nothing is believed."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from hall.nul import has_nul
from intake.contract.submission import PageRef, Submission

SUBMISSION_JSON_BYTES_MAX = 1024 * 1024

Unseal = Callable[[bytes], bytes | None]
"""Opens what was sealed to the hall; None: it was not."""

IsPage = Callable[[bytes], bool]
"""Whether these bytes are a picture of a page that can be stored and shown."""


class Unfit(StrEnum):
    """Why a submission cannot be taken in."""

    NOT_SEALED_TO_US = "not_sealed_to_us"
    MALFORMED = "malformed"
    ANOTHERS = "anothers"
    PARTS_DIFFER = "parts_differ"
    PAGE_DIFFERS = "page_differs"
    NO_PICTURE = "no_picture"


@dataclass(frozen=True, slots=True)
class Opened:
    """In clear, only in memory. ``pages``: part number to picture."""

    submission: Submission = field(repr=False)
    pages: dict[int, bytes] = field(repr=False)


def unsealer(box_key: str) -> Unseal:
    """By the credential ``hall_box.key`` (X25519, base64)."""
    box = SealedBox(PrivateKey(base64.b64decode(box_key, validate=True)))

    def unseal(sealed: bytes) -> bytes | None:
        try:
            return box.decrypt(sealed)
        except (CryptoError, ValueError):
            return None

    return unseal


def open_parts(kiosk: str, id_: str, parts: Sequence[bytes], unseal: Unseal, is_page: IsPage) -> Opened | Unfit:
    """All parts, part 0 first, as ``kiosk`` sealed them for submission ``id_``."""
    submission = _submission(unseal(parts[0]))
    if isinstance(submission, Unfit):
        return submission
    if (submission.id, submission.kiosk) != (id_, kiosk):
        return Unfit.ANOTHERS
    if sorted(page.part for page in submission.pages) != list(range(1, len(parts))):
        return Unfit.PARTS_DIFFER
    pages: dict[int, bytes] = {}
    for page in submission.pages:
        picture = _picture(unseal(parts[page.part]), page, is_page)
        if isinstance(picture, Unfit):
            return picture
        pages[page.part] = picture
    return Opened(submission, pages)


def _picture(clear: bytes | None, page: PageRef, is_page: IsPage) -> bytes | Unfit:
    if clear is None:
        return Unfit.NOT_SEALED_TO_US
    if hashlib.sha256(clear).hexdigest() != page.digest:
        return Unfit.PAGE_DIFFERS
    return clear if is_page(clear) else Unfit.NO_PICTURE


def _submission(clear: bytes | None) -> Submission | Unfit:
    if clear is None:
        return Unfit.NOT_SEALED_TO_US
    if len(clear) > SUBMISSION_JSON_BYTES_MAX or has_nul(clear):
        return Unfit.MALFORMED
    try:
        return msgspec.json.decode(clear, type=Submission)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unfit.MALFORMED
