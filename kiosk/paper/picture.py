"""Lines the printer has no characters for, drawn: rare Han characters and Mongolian (HARDWARE 4, 9.1)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kiosk.paper.lines import columns

COLUMN_DOTS = 12
LINE_DOTS = 30
_GLYPH_DOTS = 24
_INK = 128

_HAN = (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), 2)
"""Debian's fonts-noto-cjk; face 2 is Simplified Chinese (HARDWARE 9.3)."""
_MONGOLIAN = (Path("/usr/share/fonts/truetype/noto/NotoSansMongolian-Regular.ttf"), 0)
"""Debian's fonts-noto-core."""
_RUN = re.compile("[\u1800-\u18af\u202f\u200d]+|.")


def printable(text: str) -> bool:
    """The printer has every character: those GB18030 writes in one or two bytes (GBK)."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def drawn(text: str, scale: int = 1) -> Image.Image:
    """One line as black on white, every character in the cell the printer would give it."""
    width = max(1, columns(text)) * COLUMN_DOTS * scale
    picture = Image.new("L", (width, LINE_DOTS * scale), 255)
    pen = ImageDraw.Draw(picture)
    for run, x, cell in _runs(text):
        _draw(pen, run, x * scale, cell * scale, scale)
    return picture.point(lambda level: 0 if level < _INK else 255).convert("1")


def _draw(pen: ImageDraw.ImageDraw, run: str, x: int, cell: int, scale: int) -> None:
    face = _font(*(_MONGOLIAN if _is_mongolian(run) else _HAN), _GLYPH_DOTS * scale)
    middle = x + cell / 2, LINE_DOTS * scale / 2
    if _is_mongolian(run):
        pen.text(middle, run, fill=0, font=face, anchor="mm")
    else:  # on one base line, else low letters would jump
        pen.text((middle[0], 24 * scale), run, fill=0, font=face, anchor="ms")


def _runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Each character, or Mongolian word whose letters join, with its place and width in dots."""
    x = 0
    for found in _RUN.finditer(text):
        cell = columns(found[0]) * COLUMN_DOTS
        yield found[0], x, cell
        x += cell


def _is_mongolian(run: str) -> bool:
    return "\u1800" <= run[0] <= "\u18af"


@lru_cache(maxsize=8)
def _font(path: Path, face: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, index=face)
