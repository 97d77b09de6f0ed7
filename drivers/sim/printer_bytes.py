"""What a stream of ESC/POS bytes asks of a printer: a small parser of its own (Epson's ESC/POS reference).

The firmware is that of a common 58/80 mm clone: GBK characters in Chinese mode, which is off after ``ESC @``, code page
437 otherwise; raster pictures, no QR codes of its own.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "char", "line", "feed", "feed_dots", "raster", "cut", "reset", "mode", "size", "bold", "align", "invert",
    "underline", "spacing", "chinese_size", "say_when_over", "nothing",
]  # fmt: skip

RASTER_ROWS = 24
"""Rows are printed as they come, so that a roll may end in the middle of a picture."""
DATA_BYTES_MAX = 64 * 1024
_ESC, _FS, _GS, _DLE = 0x1B, 0x1C, 0x1D, 0x10

# What follows the command's two bytes: how many parameters, and what it does with the first.
_COMMANDS: dict[tuple[int, str], tuple[int, Kind]] = {
    (_ESC, "@"): (0, "reset"),
    (_ESC, "!"): (1, "mode"),
    (_ESC, "E"): (1, "bold"),
    (_ESC, "G"): (1, "bold"),
    (_ESC, "a"): (1, "align"),
    (_ESC, "d"): (1, "feed"),
    (_ESC, "J"): (1, "feed_dots"),
    (_ESC, "-"): (1, "underline"),
    (_ESC, "2"): (0, "spacing"),
    (_ESC, "3"): (1, "spacing"),
    (_GS, "!"): (1, "size"),
    (_GS, "B"): (1, "invert"),
    (_GS, "r"): (1, "say_when_over"),
    (_FS, "!"): (1, "chinese_size"),
    **{(_ESC, name): (1, "nothing") for name in "tRM{ =cr"},
    **{(_GS, name): (1, "nothing") for name in "ahwHfIb|"},
    **{(_GS, name): (2, "nothing") for name in "LWP"},
    **{(_FS, name): (2, "nothing") for name in "S"},
    **{(_FS, name): (1, "nothing") for name in "C-"},
    (_ESC, "c"): (2, "nothing"),
    (_ESC, "p"): (3, "nothing"),
}
_DLE_BYTES = {0x04: 3, 0x05: 3, 0x14: 5}
_CLEAR_BYTES = 10


@dataclass(frozen=True, slots=True)
class Op:
    """One thing to do. ``value``: the parameter; ``data``: a character, or rows ``value`` bytes wide."""

    kind: Kind
    value: int = 0
    data: bytes = b""


NOTHING = Op("nothing")


class Parser:
    """Takes operations one by one off the bytes that have come."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._chinese = False
        self._raster = (0, 0)

    def feed(self, data: bytes) -> None:
        """More bytes; what the buffer does not hold is lost."""
        self._bytes += data[: DATA_BYTES_MAX - len(self._bytes)]

    def clear(self) -> None:
        """Forget what has not been done."""
        self._bytes.clear()
        self._raster = (0, 0)

    def take(self) -> Op | None:
        """The next operation; None until more bytes come."""
        if self._raster[1]:
            return self._rows()
        if not self._bytes:
            return None
        lead = self._bytes[0]
        if lead in {_ESC, _FS, _GS}:
            return self._command()
        if lead == _DLE:
            return self._realtime()
        if lead < 0x20:
            del self._bytes[0]
            return Op("line") if lead == 0x0A else NOTHING
        return self._character()

    def _character(self) -> Op | None:
        lead = self._bytes[0]
        if self._chinese and lead > 0x80:
            if len(self._bytes) < 2:
                return None
            if self._bytes[1] >= 0x40:
                return Op("char", 2, self._cut_off(2))
        return Op("char", 1, self._cut_off(1))

    def _command(self) -> Op | None:
        if len(self._bytes) < 2:
            return None
        lead, name = self._bytes[0], chr(self._bytes[1])
        if (lead, name) in {(_FS, "&"), (_FS, ".")}:
            self._chinese = name == "&"
            self._cut_off(2)
            return NOTHING
        if (lead, name) == (_GS, "V"):
            return self._cut()
        if (lead, name) == (_GS, "v"):
            return self._raster_head()
        if (lead, name) == (_GS, "("):
            return self._sized()
        return self._plain(*_COMMANDS.get((lead, name), (0, "nothing")))

    def _plain(self, parameters: int, kind: Kind) -> Op | None:
        if len(self._bytes) < 2 + parameters:
            return None
        taken = self._cut_off(2 + parameters)
        if kind == "reset":
            self._chinese = False
        if kind == "spacing" and not parameters:
            return Op(kind, 30)
        return Op(kind, taken[2] if parameters else 0)

    def _cut(self) -> Op | None:
        if len(self._bytes) < 3:
            return None
        size = 4 if self._bytes[2] in {65, 66} else 3
        return Op("cut", 0, self._cut_off(size)) if len(self._bytes) >= size else None

    def _raster_head(self) -> Op | None:
        """``GS v 0 m xL xH yL yH``, then the rows."""
        if len(self._bytes) < 8:
            return None
        head = self._cut_off(8)
        self._raster = int.from_bytes(head[4:6], "little"), int.from_bytes(head[6:8], "little")
        return NOTHING

    def _rows(self) -> Op | None:
        width, left = self._raster
        rows = min(left, RASTER_ROWS)
        if len(self._bytes) < width * rows:
            return None
        self._raster = width, left - rows
        return Op("raster", width, self._cut_off(width * rows))

    def _sized(self) -> Op | None:
        """``GS ( x pL pH ...``: swallowed whole; this printer makes no codes of its own."""
        if len(self._bytes) < 5:
            return None
        size = 5 + int.from_bytes(self._bytes[3:5], "little")
        if len(self._bytes) < size:
            return None
        self._cut_off(size)
        return NOTHING

    def _realtime(self) -> Op | None:
        """Was obeyed as it arrived."""
        if len(self._bytes) < 3:
            return None
        clear = bytes(self._bytes[1:3]) == b"\x14\x08"
        size = _CLEAR_BYTES if clear else _DLE_BYTES.get(self._bytes[1], 1)
        if len(self._bytes) < size:
            return None
        self._cut_off(size)
        return NOTHING

    def _cut_off(self, size: int) -> bytes:
        taken = bytes(self._bytes[:size])
        del self._bytes[:size]
        return taken
