"""Draws a scene with Kivy, touching only what changed since the last one."""

import math
from collections.abc import Callable
from typing import Any

from kivy.graphics import (
    Color,
    InstructionGroup,
    Line,
    Rectangle,
    SmoothRoundedRectangle,
)

from kiosk import theme
from kiosk.glass.ink import Ink
from kiosk.layout import Rect
from kiosk.scene import Arc, Element, Glow, Panel, Scene, Stroke, Touch, Words

BREATH_S = 2.4


class Painter:
    """Keeps one group of instructions for each place in the scene's list, on ``canvas`` of ``height`` pixels."""

    def __init__(self, canvas: Any, height: float, ink: Ink) -> None:
        self._canvas = canvas
        self._height = height
        self._ink = ink
        self._slots: list[tuple[Element, Any]] = []
        self._glows: dict[int, Any] = {}
        self._pressed = InstructionGroup()
        self._draw: dict[type[Element], Callable[[Any, Any], None]] = {
            Panel: self._panel,
            Words: self._words,
            Stroke: self._stroke,
            Arc: self._arc,
            Glow: self._glow,
            Touch: lambda _group, _touch: None,
        }

    @property
    def breathing(self) -> bool:
        """Whether something on the glass moves by itself."""
        return bool(self._glows)

    def paint(self, scene: Scene) -> None:
        """Make the canvas show ``scene``."""
        self._canvas.remove(self._pressed) if self._pressed in self._canvas.children else None
        for index, element in enumerate(scene.elements):
            self._put(index, element)
        for _, group in self._slots[len(scene.elements) :]:
            self._forget(group)
            self._canvas.remove(group)
        del self._slots[len(scene.elements) :]
        self._canvas.add(self._pressed)

    def press(self, touch: Touch | None) -> None:
        """Show a control as pressed, or none."""
        self._pressed.clear()
        if touch is not None and touch.control:
            self._rounded(self._pressed, touch.rect, theme.PRESSED, touch.radius)

    def breathe(self, at_s: float) -> None:
        """Move the glows to where they are at ``at_s`` seconds."""
        depth = 0.18 + 0.32 * (0.5 - 0.5 * math.cos(2 * math.pi * at_s / BREATH_S))
        for colour in self._glows.values():
            colour.a = depth

    def _put(self, index: int, element: Element) -> None:
        if index == len(self._slots):
            group = InstructionGroup()
            self._canvas.add(group)
            self._slots.append((element, group))
        else:
            before, group = self._slots[index]
            if before == element:
                return
            self._forget(group)
            group.clear()
            self._slots[index] = (element, group)
        self._draw[type(element)](group, element)

    def _forget(self, group: Any) -> None:
        self._glows.pop(id(group), None)

    def _panel(self, group: Any, panel: Panel) -> None:
        rect, radius = panel.rect, panel.radius
        if panel.border:
            self._rounded(group, rect, panel.border, radius)
            rect, radius = rect.inset(panel.border_w), max(0, radius - panel.border_w)
        self._rounded(group, rect, panel.colour, radius)

    def _rounded(self, group: Any, rect: Rect, colour: str, radius: float) -> None:
        group.add(Color(*rgba(colour)))
        place = {"pos": (rect.x, self._height - rect.bottom), "size": (rect.w, rect.h)}
        round_ = min(radius, rect.w / 2, rect.h / 2)
        group.add(SmoothRoundedRectangle(radius=[round_], segments=24, **place) if round_ > 1 else Rectangle(**place))

    def _words(self, group: Any, words: Words) -> None:
        group.add(Color(*rgba(words.colour)))
        for one in self._ink.prints(words):
            w, h = one.texture.size
            group.add(Rectangle(texture=one.texture, pos=(one.x, round(self._height - one.y - h)), size=(w, h)))

    def _stroke(self, group: Any, stroke: Stroke) -> None:
        group.add(Color(*rgba(stroke.colour)))
        points = [number for x, y in stroke.points for number in (x, self._height - y)]
        group.add(Line(points=points, width=stroke.width / 2, cap="round", joint="round", close=stroke.closed))

    def _arc(self, group: Any, arc: Arc) -> None:
        group.add(Color(*rgba(arc.colour)))
        circle = (arc.x, self._height - arc.y, arc.radius, 0, 360 * arc.fraction, 120)
        group.add(Line(circle=circle, width=arc.width / 2, cap="round" if arc.fraction < 1 else "none"))

    def _glow(self, group: Any, glow: Glow) -> None:
        red, green, blue, _ = rgba(glow.colour)
        colour = Color(red, green, blue, 0.3)
        self._glows[id(group)] = colour
        group.add(colour)
        rect = glow.rect
        place = {"pos": (rect.x, self._height - rect.bottom), "size": (rect.w, rect.h)}
        group.add(SmoothRoundedRectangle(radius=[glow.radius], **place))


def rgba(colour: str) -> tuple[float, float, float, float]:
    """``#RRGGBB`` or ``#RRGGBBAA`` as four numbers from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in range(1, len(colour), 2)]
    red, green, blue, alpha = (*parts, 1.0)[:4]
    return red, green, blue, alpha
