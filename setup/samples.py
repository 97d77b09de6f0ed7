"""Draw the guide's sample pictures out of ``config/catalogue/samples/samples.toml``: ``python -m setup.samples``.

Nobody's paper stands in them, and SAMPLE lies across each. They are drawn here once and kept with the catalogue, so a
kiosk needs no font or drawing to show them.
"""

import argparse
import math
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path("config/catalogue/samples")
FONTS = Path("var/fonts")
SHEET = (720, 1000)  # A4, upright
MARGIN = 64
QUALITY = 50
PAPER, INK, LINE, STAMP, ADVICE = (253, 253, 250), (34, 40, 50), (120, 128, 140), (196, 36, 36), (20, 80, 160)
ACROSS = "样本 SAMPLE"

Sample = dict[str, Any]
"""``name``, ``title``, ``rows`` (label and value by turns), ``rooms`` (x, y, width, height in pixels, and a word),
``lines``, ``stamp``, ``look``: what to look at."""


def main() -> int:
    """Draw them all; 0, or 2 when there are no fonts."""
    parser = argparse.ArgumentParser(prog="python -m setup.samples", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--fonts", type=Path, default=FONTS)
    options = parser.parse_args()
    if not (options.fonts / "NotoSansSC-Bold.otf").exists():
        sys.stderr.write(f"no fonts in {options.fonts}: make setup writes them\n")
        return 2
    for sample in read(options.folder):
        picture = Sheet(options.fonts).drawn(sample)
        picture.save(options.folder / f"{sample['name']}.jpg", "JPEG", quality=QUALITY, optimize=True)
    return 0


def read(folder: Path) -> list[Sample]:
    """The samples that ``samples.toml`` of ``folder`` tells of. :raises tomllib.TOMLDecodeError: it is no TOML."""
    return list(tomllib.loads((folder / "samples.toml").read_text(encoding="utf-8"))["sample"])


class Sheet:
    """One sheet of paper, written from the top down. ``written_to``: where the paper's own text ended, in pixels."""

    ADVICE_AT = SHEET[1] - 124

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._picture = Image.new("RGB", SHEET, PAPER)
        self._draw = ImageDraw.Draw(self._picture)
        self._y = MARGIN
        self.written_to = 0

    def drawn(self, sample: Sample) -> Image.Image:
        """``sample`` on this sheet."""
        self._title(sample["title"])
        self._table(sample.get("rows", []))
        self._rooms(sample.get("rooms", []))
        self._text(sample.get("lines", []), 28, INK)
        self.written_to = self._y
        if sample.get("stamp"):
            self._stamp(sample["stamp"])
        self._advice(sample["look"])
        self._across()
        return self._picture

    def _font(self, size: int, weight: str = "Regular") -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(self._fonts / f"NotoSansSC-{weight}.otf", size)

    def _title(self, title: str) -> None:
        size = min(54, (SHEET[0] - 2 * MARGIN) // max(1, len(title)))
        self._draw.text((SHEET[0] / 2, self._y), title, INK, self._font(size, "Bold"), anchor="ma")
        self._y += 104

    def _table(self, rows: Iterable[list[str]]) -> None:
        """Cells by turns narrow, for what is asked, and wide, for what is written there."""
        high = 58
        for cells in rows:
            x, pair = MARGIN, (SHEET[0] - 2 * MARGIN) * 2 // len(cells)
            for number, cell in enumerate(cells):
                wide = 150 if number % 2 == 0 else pair - 150
                self._draw.rectangle((x, self._y, x + wide, self._y + high), outline=LINE, width=2)
                size = min(24, (wide - 16) // max(1, len(cell)))
                self._draw.text((x + wide / 2, self._y + high / 2), cell, INK, self._font(max(size, 12)), anchor="mm")
                x += wide
            self._y += high
        self._y += 30

    def _rooms(self, rooms: Iterable[tuple[int, int, int, int, str]]) -> None:
        """A plan's rooms, below what was written."""
        low = self._y
        for x, y, wide, high, word in rooms:
            left, top = MARGIN + x, self._y + y
            self._draw.rectangle((left, top, left + wide, top + high), outline=INK, width=4)
            self._draw.text((left + wide / 2, top + high / 2), word, INK, self._font(26), anchor="mm")
            low = max(low, top + high + 24)
        self._y = low

    def _text(self, lines: Iterable[str], size: int, colour: tuple[int, int, int]) -> None:
        font, room = self._font(size), (SHEET[0] - 2 * MARGIN) // size
        for line in lines:
            for start in range(0, max(1, len(line) - 1), room):
                end = len(line) if start + room == len(line) - 1 else start + room  # no line of one mark
                self._draw.text((MARGIN, self._y), line[start:end], colour, font)
                self._y += round(size * 1.55)

    def _stamp(self, text: str) -> None:
        x, y, radius = SHEET[0] - 190, SHEET[1] - 250, 104
        self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=STAMP, width=6)
        self._draw.polygon(_star(x, y - 22, 40), fill=STAMP)
        size = min(24, 164 // len(text))
        self._draw.text((x, y + 48), text, STAMP, self._font(size, "Bold"), anchor="mm")

    def _advice(self, look: str) -> None:
        self._draw.line((MARGIN, self.ADVICE_AT, SHEET[0] - MARGIN, self.ADVICE_AT), ADVICE, 2)
        self._y = self.ADVICE_AT + 14
        self._text([f"请看：{look}"], 26, ADVICE)

    def _across(self) -> None:
        veil = Image.new("RGBA", (SHEET[0] * 2, 200))
        ImageDraw.Draw(veil).text((SHEET[0], 100), ACROSS, (*STAMP, 110), self._font(110, "Bold"), anchor="mm")
        turned = veil.rotate(40, Image.Resampling.BICUBIC, expand=True)
        self._picture.paste(turned, ((SHEET[0] - turned.width) // 2, (SHEET[1] - turned.height) // 2), turned)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Five points, one of them up."""
    turns = [(math.pi * number / 5, radius * (0.4 if number % 2 else 1)) for number in range(10)]
    return [(x + far * math.sin(turn), y - far * math.cos(turn)) for turn, far in turns]


if __name__ == "__main__":
    sys.exit(main())
