"""The strip of paper as it comes out: what the operations leave on it, dot by dot, as a picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from drivers.sim.printer_bytes import Op

CELL_DOTS = 12
GLYPH_DOTS = 24
SPACING_DOTS = 30
MARGIN_DOTS = 32
HEIGHT_DOTS_MAX = 20_000
INK, PAPER = 34, 252
_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")  # Debian's fonts-noto-cjk
_MONO_SC = 7


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    wide: int = 1
    high: int = 1
    invert: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    columns: int
    style: _Style

    @property
    def width(self) -> int:
        return self.columns * CELL_DOTS * self.style.wide


class Strip:
    """One strip from tear to tear. ``text``: its lines as text, for whoever wants to read without eyes."""

    def __init__(self, width_dots: int) -> None:
        self.text: list[str] = []
        self.height = 0
        self._width = width_dots
        self._bands: list[tuple[int, Callable[[], Image.Image]]] = []
        self._reset()

    def do(self, op: Op) -> int:
        """Carry one operation out; how many dots of paper it used."""
        before = self.height
        if op.kind == "char":
            self._put(op)
        elif op.kind == "line":
            self._end_line()
        elif op.kind == "raster":
            self._picture(op.value, op.data)
        elif op.kind in {"feed", "feed_dots"}:
            self._feed(op.value * (self._spacing if op.kind == "feed" else 1))
        elif op.kind == "reset":
            self._reset()
        else:
            self._set(op)
        return self.height - before

    def tear(self) -> "Strip":
        """The paper so far goes; what is set stays for the next strip."""
        if self._line:
            self._end_line()
        following = Strip(self._width)
        following._style, following._align, following._spacing = self._style, self._align, self._spacing
        return following

    def png(self) -> bytes:
        """The picture, with the paper's margins. Drawn only now: printing must not keep the world waiting."""
        sheet = Image.new("L", (self._width + 2 * MARGIN_DOTS, max(self.height, 1)), PAPER)
        top = 0
        for height, drawn in self._bands:
            sheet.paste(drawn(), (MARGIN_DOTS, top))
            top += height
        stored = BytesIO()
        sheet.save(stored, "PNG")
        return stored.getvalue()

    def _reset(self) -> None:
        self._style = _Style()
        self._align = 0
        self._spacing = SPACING_DOTS
        self._line: list[_Cell] = []

    def _set(self, op: Op) -> None:
        style = self._style
        bold, wide, high, invert, underline = style.bold, style.wide, style.high, style.invert, style.underline
        if op.kind == "mode":
            bold, high, wide = bool(op.value & 8), 1 + bool(op.value & 0x10), 1 + bool(op.value & 0x20)
        elif op.kind == "size":
            wide, high = 1 + (op.value >> 4 & 7), 1 + (op.value & 7)
        elif op.kind == "chinese_size":
            wide, high = 1 + bool(op.value & 4), 1 + bool(op.value & 8)
        elif op.kind == "bold":
            bold = bool(op.value & 1)
        elif op.kind == "invert":
            invert = bool(op.value & 1)
        elif op.kind == "underline":
            underline = op.value % 48 > 0
        elif op.kind == "align":
            self._align = op.value % 48
        elif op.kind == "spacing":
            self._spacing = op.value
        self._style = _Style(bold, wide, high, invert, underline)

    def _put(self, op: Op) -> None:
        text = op.data.decode("gbk", "replace") if op.value == 2 else op.data.decode("cp437")
        cell = _Cell(text[:1], op.value, self._style)
        if sum(one.width for one in self._line) + cell.width > self._width:
            self._end_line()
        self._line.append(cell)

    def _end_line(self) -> None:
        line, self._line = tuple(self._line), []
        height = max([self._spacing, *(GLYPH_DOTS * cell.style.high for cell in line)])
        self.text.append("".join(cell.text for cell in line))
        self._add(height, partial(_line_band, line, (self._width, height), self._start(sum(c.width for c in line))))

    def _picture(self, width_bytes: int, rows: bytes) -> None:
        if self._line:
            self._end_line()
        size = width_bytes * 8, len(rows) // max(width_bytes, 1)
        self._add(size[1], partial(_picture_band, rows, size, self._width, self._start(size[0])))

    def _feed(self, dots: int) -> None:
        if self._line:
            self._end_line()
        self._add(dots, partial(Image.new, "L", (self._width, dots), PAPER))

    def _start(self, width: int) -> int:
        return max(0, (self._width - width) * self._align // 2)

    def _add(self, height: int, drawn: Callable[[], Image.Image]) -> None:
        if height and self.height < HEIGHT_DOTS_MAX:
            self._bands.append((height, drawn))
            self.height += height


def _line_band(line: Iterable[_Cell], size: tuple[int, int], x: int) -> Image.Image:
    band = Image.new("L", size, PAPER)
    tallest = max((cell.style.high for cell in line), default=1)
    for cell in line:
        band.paste(_glyph(cell), (x, GLYPH_DOTS * (tallest - cell.style.high)))
        x += cell.width
    return band


def _picture_band(rows: bytes, size: tuple[int, int], width: int, x: int) -> Image.Image:
    dots = Image.frombytes("1", size, rows).convert("L").point(lambda level: INK if level else PAPER)
    band = Image.new("L", (width, size[1]), PAPER)
    band.paste(dots, (x, 0))
    return band


@lru_cache(maxsize=4096)
def _glyph(cell: _Cell) -> Image.Image:
    style = cell.style
    plain = cell.columns * CELL_DOTS, GLYPH_DOTS
    picture = Image.new("L", plain, 0)
    pen = ImageDraw.Draw(picture)
    for offset in (0, 1) if style.bold else (0,):
        pen.text((plain[0] / 2 + offset, 20), cell.text, fill=255, font=_face(), anchor="ms")
    if style.underline:
        pen.line((0, GLYPH_DOTS - 1, plain[0], GLYPH_DOTS - 1), fill=255)
    dots = picture.point(lambda level: 255 if (level > 110) != style.invert else 0)
    whole = dots.resize((plain[0] * style.wide, plain[1] * style.high), Image.Resampling.NEAREST)
    return whole.point(lambda level: INK if level else PAPER)


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), 23, index=_MONO_SC)
