"""The sheet a screen is drawn on: its size, its language, its words."""

import re
from collections.abc import Sequence
from typing import Literal

from kiosk import theme
from kiosk.layout import Rect
from kiosk.scene import Arc, Element, Glow, Panel, Stroke, Touch, Words
from kiosk.texts import Texts

_ENGLISH_QUOTED = re.compile("“([ -~]*)”")
"""The Chinese face sets curly quotes a whole character wide, which tears English words apart."""

Align = Literal["left", "center", "right"]
Valign = Literal["top", "middle", "bottom"]


class Page:
    """Collects elements. Sizes given to its methods are theme units; rectangles are pixels."""

    def __init__(self, width: int, height: int, say: Texts) -> None:
        self.rect = Rect(0, 0, width, height)
        self.say = say.noted()
        self.u = min(width, height) / 1080
        self.elements: list[Element] = []

    @property
    def portrait(self) -> bool:
        """Higher than wide."""
        return self.rect.h >= self.rect.w

    def panel(self, rect: Rect, colour: str, radius: float = 0, border: str = "", border_w: float = 0) -> None:
        """A filled rectangle."""
        self.elements.append(Panel(rect, colour, radius * self.u, border, border_w * self.u))

    def card(self, rect: Rect, colour: str = theme.CARD, border: str = theme.LINE) -> None:
        """A panel with the usual corners and a thin border."""
        self.panel(rect, colour, theme.RADIUS, border, 2 if border else 0)

    def words(
        self,
        rect: Rect,
        text: str,
        size: float = theme.BODY,
        colour: str = theme.INK,
        *,
        bold: bool = False,
        align: Align = "left",
        valign: Valign = "middle",
        private: bool = False,
    ) -> None:
        """Text in a rectangle; English words in quotes get straight ones."""
        text = _ENGLISH_QUOTED.sub(r'"\1"', text) if self.say.language == "en" else text
        self.elements.append(Words(rect, text, size * self.u, colour, bold, align, valign, private))

    def stroke(self, points: Sequence[tuple[float, float]], colour: str, width: float, *, closed: bool = False) -> None:
        """A line; points in pixels."""
        self.elements.append(Stroke(tuple(points), width * self.u, colour, closed))

    def arc(self, centre: tuple[float, float], radius: float, colour: str, width: float, fraction: float = 1) -> None:
        """Part of a circle; centre in pixels."""
        self.elements.append(Arc(*centre, radius * self.u, width * self.u, colour, fraction))

    def glow(self, rect: Rect, colour: str, radius: float) -> None:
        """A breathing panel."""
        self.elements.append(Glow(rect, colour, radius * self.u))

    def touch(self, rect: Rect, control: str, radius: float = theme.RADIUS) -> None:
        """A place to touch."""
        self.elements.append(Touch(rect, control, radius * self.u))
