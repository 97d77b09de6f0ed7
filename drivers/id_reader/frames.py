"""Frames of the SAM module: ``AA AA AA 96 69`` length, command or status, data, XOR (HARDWARE 3.1)."""

from dataclasses import dataclass, field
from functools import reduce
from operator import xor

HEAD = b"\xaa\xaa\xaa\x96\x69"
STATUS_BYTES = 3
LENGTH_MIN = STATUS_BYTES + 1
LENGTH_MAX = 2320
"""Text, photo and fingerprints are the longest reply there is."""
KEPT_BYTES_MAX = 4 + 256
"""Two lengths and the text. What follows is the photo: it is added up for the checksum and never kept."""


def request(command: int, parameter: int) -> bytes:
    """One command of two bytes."""
    body = bytes((0x00, 0x03, command, parameter))
    return HEAD + body + bytes((reduce(xor, body),))


FIND = request(0x20, 0x01)
SELECT = request(0x20, 0x02)
READ = request(0x30, 0x01)


@dataclass(frozen=True, slots=True)
class Reply:
    """``status`` is SW3. ``size`` counts all data bytes, of which ``data`` holds the first."""

    status: int
    size: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Garbled:
    """A frame with a wrong length or checksum."""

    why: str


class ReplyParser:
    """Puts one reply together, byte by byte; noise before its head is skipped."""

    def __init__(self) -> None:
        self._window = b""
        self._length_bytes = bytearray()
        self._length = 0
        self._come = 0
        self._sum = 0
        self._kept = bytearray()

    def feed(self, data: bytes) -> Reply | Garbled | None:
        """The reply once it is whole; what follows it in ``data`` is dropped."""
        for byte in data:
            if (done := self._take(byte)) is not None:
                return done
        return None

    def _take(self, byte: int) -> Reply | Garbled | None:
        if self._window != HEAD:
            self._window = (self._window + bytes((byte,)))[-len(HEAD) :]
            return None
        self._sum ^= byte
        if len(self._length_bytes) < 2:
            self._length_bytes.append(byte)
            self._length = int.from_bytes(self._length_bytes, "big")
            whole = len(self._length_bytes) == 2
            return Garbled("length") if whole and not LENGTH_MIN <= self._length <= LENGTH_MAX else None
        self._come += 1
        if self._come < self._length:
            if len(self._kept) < STATUS_BYTES + KEPT_BYTES_MAX:
                self._kept.append(byte)
            return None
        return self._whole()

    def _whole(self) -> Reply | Garbled:
        if self._sum:
            return Garbled("checksum")
        status, data = self._kept[STATUS_BYTES - 1], bytes(self._kept[STATUS_BYTES:])
        return Reply(status, self._length - LENGTH_MIN, data)
