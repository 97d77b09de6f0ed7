"""The SAM module's frames as the module sees them: commands in, replies out, checksums of its own (HARDWARE 3.1)."""

from collections.abc import Iterator
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AA AA AA 96 69")
COMMAND_BYTES_MAX = 64


def frame(body: bytes) -> bytes:
    """``body`` with its length before and its checksum behind."""
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes((reduce(xor, counted),))


class Commands:
    """Cuts the bytes that come into commands."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[bytes | None]:
        """Each command without length and checksum; None for one whose checksum is wrong."""
        self._rest += data
        while (at := self._rest.find(PREAMBLE)) >= 0:
            self._rest = self._rest[at:]
            size = 7 + int.from_bytes(self._rest[5:7], "big")
            if len(self._rest) < 7 or (len(self._rest) < size <= COMMAND_BYTES_MAX):
                return
            counted, self._rest = self._rest[5:size], self._rest[size:]
            yield counted[2:-1] if size <= COMMAND_BYTES_MAX and not reduce(xor, counted) else None
        self._rest = self._rest[-len(PREAMBLE) :]
