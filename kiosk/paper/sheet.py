"""A strip of receipt paper as ESC/POS bytes: text, lines, pictures, a QR code, the cut (HARDWARE 4)."""

import shutil
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Literal

from PIL import Image
from qrcode import QRCode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

from kiosk.paper.lines import columns, lines
from kiosk.paper.picture import COLUMN_DOTS, drawn, printable

Align = Literal["left", "center", "right"]

_CHINESE_ON, _CHINESE_OFF = b"\x1c&", b"\x1c."
_UNSEEN = frozenset({"Cc", "Cs"})
"""Control characters in what somebody typed would be commands to the printer."""
_A_LITTLE_FURTHER = b"\x1bJ\x08"
_TOP = b"\x1bJ\x30"
"""6 mm, so that the first line does not touch the edge that the last cut left."""
_RASTER = b"\x1dv0\x00"
QR_DOTS_MODULE = 6
QR_QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class Look:
    """How a line is set. ``scale`` 2: twice as wide and high."""

    align: Align = "left"
    bold: bool = False
    scale: Literal[1, 2] = 1


PLAIN = Look()


class Sheet:
    """One strip, from ``ESC @`` to the cut. ``width_dots``: 384 (58 mm paper) or 576 (80 mm)."""

    def __init__(self, width_dots: int) -> None:
        self.columns = width_dots // COLUMN_DOTS
        self._escpos = _escpos()
        self._look = PLAIN
        self._escpos.hw("INIT")
        self._escpos._raw(_TOP)

    def text(self, text: str, look: Look = PLAIN, *, first: str = "", indent: int = 0) -> None:
        """A paragraph; its first line begins with ``first``, all others are ``indent`` columns in."""
        room = self.columns // look.scale - max(indent, columns(first))
        for number, line in enumerate(lines(text, room)):
            lead = first.ljust(indent - columns(first) + len(first)) if number == 0 else " " * indent
            self._line(lead + line, look)

    def rule(self) -> None:
        """A thin line across."""
        self._line("-" * self.columns, PLAIN)

    def feed(self, count: int = 1) -> None:
        """Empty lines."""
        self._escpos.ln(count)

    def qr(self, text: str) -> None:
        """A QR code as a picture: many small printers cannot make one themselves."""
        code = QRCode(error_correction=ERROR_CORRECT_M, box_size=QR_DOTS_MODULE, border=QR_QUIET_MODULES)
        code.add_data(text)
        code.make(fit=True)
        self.picture(code.make_image().get_image().convert("1"))

    def picture(self, picture: Image.Image) -> None:
        """Black on white, in the middle; no wider than the paper."""
        self._set(Look("center"))
        self._raster(picture)

    def cut(self) -> bytes:
        """Feed, cut, and the bytes of all."""
        self._escpos.cut()
        return bytes(self._escpos.output)

    def _line(self, text: str, look: Look) -> None:
        self._set(look)
        shown = "".join(one for one in text if unicodedata.category(one) not in _UNSEEN)
        if printable(shown):
            self._escpos._raw(_CHINESE_ON + shown.encode("gb18030") + _CHINESE_OFF + b"\n")
        else:
            self._raster(drawn(shown, look.scale))
        if look.scale > 1:
            self._escpos._raw(_A_LITTLE_FURTHER)

    def _set(self, look: Look) -> None:
        if look == self._look:
            return
        self._look = look
        self._escpos.set(align=look.align, bold=look.bold, custom_size=True, width=look.scale, height=look.scale)

    def _raster(self, picture: Image.Image) -> None:
        """``GS v 0``, by ourselves: the library's own prints a word about its profile on standard output."""
        ink = picture.point(lambda level: 255 - level, mode="1")
        width, height = (ink.width + 7) // 8, ink.height
        head = width.to_bytes(2, "little") + height.to_bytes(2, "little")
        self._escpos._raw(_RASTER + head + ink.tobytes())


def _escpos() -> Any:
    return _library()()


@lru_cache(maxsize=1)
def _library() -> Any:
    # Imported late: the library sets up this process's log as it is imported, and would come before the program.
    from escpos import capabilities  # type: ignore[import-untyped] # noqa: PLC0415
    from escpos.printer import Dummy  # type: ignore[import-untyped] # noqa: PLC0415

    # Each import leaves a new folder with what it has read of its profiles, and no later one finds it.
    if Path(capabilities.pickle_dir).parent == Path(gettempdir()):
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return Dummy
