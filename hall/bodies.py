"""Reading what a client sends: bounded in bytes and in time, its digest taken on the way."""

import hashlib
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from django.http import HttpRequest, UnreadablePostError

CHUNK_BYTES = 64 * 1024
BYTES_A_SECOND_MIN = 4 * 1024
SECONDS_FREE = 20
DROPPED_BYTES_MAX = 96 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """It came whole. ``digest``: its SHA-256 in small hexadecimal digits."""

    size: int
    digest: str


class BodyTrouble(StrEnum):
    """Why it did not."""

    LENGTH_UNKNOWN = "length_unknown"
    TOO_LARGE = "too_large"
    CUT_OFF = "cut_off"
    TOO_SLOW = "too_slow"


def copy_body(request: HttpRequest, into: BinaryIO, bytes_max: int) -> Body | BodyTrouble:
    """Copy the body into a file. One with no ``Content-Length`` (chunked) is not read."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    if not declared.isdigit():
        return BodyTrouble.LENGTH_UNKNOWN
    if len(declared) > 12 or int(declared) > bytes_max:
        _drop(request, declared)
        return BodyTrouble.TOO_LARGE
    return _copy(request, into, int(declared))


def _drop(request: HttpRequest, declared: str) -> None:
    """Read one that is not much too large to its end, else the client would not hear the answer."""
    if len(declared) <= 12 and int(declared) <= DROPPED_BYTES_MAX:
        _copy(request, _Nowhere(), int(declared))


class _Nowhere:
    def write(self, chunk: bytes) -> None:
        """Forget it."""


def _copy(request: HttpRequest, into: "BinaryIO | _Nowhere", size: int) -> Body | BodyTrouble:
    digest, left, began = hashlib.sha256(), size, time.monotonic()
    while left:
        chunk = _chunk(request, min(left, CHUNK_BYTES))
        if not chunk:
            return BodyTrouble.CUT_OFF
        if time.monotonic() - began > SECONDS_FREE + (size - left) / BYTES_A_SECOND_MIN:
            return BodyTrouble.TOO_SLOW
        digest.update(chunk)
        into.write(chunk)
        left -= len(chunk)
    return Body(size, digest.hexdigest())


def _chunk(request: HttpRequest, size: int) -> bytes:
    try:
        return request.read(size)
    except UnreadablePostError:
        return b""
