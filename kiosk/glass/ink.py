"""Words to textures. Private words are drawn sign by sign, so that no texture holds what a person typed."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kivy.core.text import Label, LabelBase

from kiosk.glass.wrapping import wrap
from kiosk.scene import Words

FONT = "kiosk"
LINE_HEIGHT = 1.34
SHRUNK_MIN = 0.55
TEXTURES_MAX = 600


@dataclass(frozen=True, slots=True)
class Setting:
    """How words came to stand: the size used and the lines."""

    size: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """A texture and where it goes: pixels from the top left."""

    texture: Any
    x: float
    y: float


class Ink:
    """Sets words in Noto Sans SC from the folder ``fonts``."""

    def __init__(self, fonts: Path) -> None:
        regular, bold = (str(fonts / f"NotoSansSC-{weight}.otf") for weight in ("Regular", "Bold"))
        LabelBase.register(FONT, regular, fn_bold=bold)
        self._textures: OrderedDict[tuple[str, int, bool], Any] = OrderedDict()

    def set(self, words: Words) -> Setting:
        """The largest size up to the wanted one at which the words fit their rectangle."""
        size = words.size
        while True:
            setting = self._at(words, size)
            if self.holds(setting, words) or size <= words.size * SHRUNK_MIN:
                return setting
            size *= 0.94

    def holds(self, setting: Setting, words: Words) -> bool:
        """Whether the rectangle holds the words so set."""
        return self._height(setting) <= words.rect.h + 1 and self._width(setting, words) <= words.rect.w + 1

    def prints(self, words: Words) -> list[Print]:
        """Textures in their places."""
        setting = self.set(words)
        step = setting.size * LINE_HEIGHT
        free = words.rect.h - step * len(setting.lines)
        top = words.rect.y + {"top": 0.0, "middle": free / 2, "bottom": free}[words.valign]
        found: list[Print] = []
        for number, line in enumerate(setting.lines):
            found += self._line(words, line, setting.size, top + number * step + step / 2)
        return found

    def _line(self, words: Words, line: str, size: float, middle: float) -> list[Print]:
        pieces = [self._texture(piece, size, words.bold) for piece in (line if words.private else [line]) if piece]
        free = words.rect.w - sum(piece.width for piece in pieces)
        x = words.rect.x + {"left": 0.0, "center": free / 2, "right": free}[words.align]
        found = []
        for piece in pieces:
            found.append(Print(piece, round(x), round(middle - piece.height / 2)))
            x += piece.width
        return found

    def _at(self, words: Words, size: float) -> Setting:
        if words.private:
            return Setting(size, (words.text,))
        return Setting(size, tuple(wrap(words.text, words.rect.w, lambda text: extent(text, round(size), words.bold))))

    def _height(self, setting: Setting) -> float:
        return setting.size * LINE_HEIGHT * len(setting.lines)

    def _width(self, setting: Setting, words: Words) -> float:
        if words.private:
            return sum(extent(sign, round(setting.size), words.bold) for sign in words.text)
        return max(extent(line, round(setting.size), words.bold) for line in setting.lines)

    def _texture(self, text: str, size: float, bold: bool) -> Any:
        key = (text, round(size), bold)
        if key in self._textures:
            self._textures.move_to_end(key)
            return self._textures[key]
        label = Label(text=text, font_size=round(size), font_name=FONT, bold=bold)
        label.refresh()
        self._textures[key] = label.texture
        if len(self._textures) > TEXTURES_MAX:
            self._textures.popitem(last=False)
        return label.texture


@lru_cache(maxsize=4096)
def extent(text: str, size: int, bold: bool) -> float:
    """Width of ``text`` in pixels. Only words of the catalogue and single signs come here."""
    if not text:
        return 0.0
    width: float = Label(font_size=size, font_name=FONT, bold=bold).get_extents(text)[0]
    return width
