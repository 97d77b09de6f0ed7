"""Draws a scene with Kivy, and of it only what changed.

A processor without GPU takes some 60 ms for a whole glass of 1080 x 1920, and 2 ms for a key and a digit.
"""

import math
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import Any

from kivy.graphics import (
    ClearBuffers,
    ClearColor,
    Color,
    InstructionGroup,
    Rectangle,
    ScissorPop,
    ScissorPush,
    SmoothLine,
    SmoothRoundedRectangle,
)

from kiosk import theme
from kiosk.glass.ink import Ink
from kiosk.glass.pictures import Pictures, corners, fitted
from kiosk.glass.qr import qr_texture, whole_pixels
from kiosk.layout import Rect
from kiosk.scene import Arc, Element, Glow, Panel, Picture, QrCode, Scene, Stroke, Touch, Words

BREATH_S = 2.4
PARTS_MAX = 4


class Painter:
    """Keeps one group of instructions for each element of the scene, and what of the glass is out of date.

    ``partial``: what was drawn stays from one drawing to the next, so only the damage need be drawn.
    """

    def __init__(self, canvas: Any, width: int, height: int, ink: Ink, *, partial: bool) -> None:
        self._height = height
        self._ink = ink
        self._partial = partial
        self._whole = Rect(0, 0, width, height)
        self._scissor = ScissorPush(x=0, y=0, width=width, height=height)
        self._seen = InstructionGroup()
        for instruction in (self._scissor, self._seen, ScissorPop()):
            canvas.add(instruction)
        self._pressed = InstructionGroup()
        self.pictures = Pictures()
        self._slots: list[tuple[Element, Any]] = []
        self._glows: dict[int, tuple[Rect, Any]] = {}
        self._touch: Touch | None = None
        self._damage: list[Rect] = []
        self._draw: dict[type[Element], Callable[[Any, Any], None]] = {
            Panel: self._panel,
            Words: self._words,
            Stroke: self._stroke,
            Arc: self._arc,
            Glow: self._glow,
            Touch: lambda _group, _touch: None,
            Picture: self._picture,
            QrCode: self._qr_code,
        }

    @property
    def damaged(self) -> bool:
        """Whether anything must be drawn."""
        return bool(self._damage)

    @property
    def breathing(self) -> bool:
        """Whether something on the glass moves by itself."""
        return bool(self._glows)

    def lay(self, scene: Scene) -> None:
        """Take ``scene`` as what is to be seen; what it shares with the one before stays as it is."""
        before = [element for element, _ in self._slots]
        changes = SequenceMatcher(None, before, scene.elements, autojunk=False).get_opcodes()
        for kind, first, end, new_first, new_end in reversed(changes):
            if kind != "equal":
                self._take_away(first, end)
                self._put_in(first, scene.elements[new_first:new_end])
        self.pictures.keep_only(element.source for element in scene.elements if isinstance(element, Picture))

    def refresh_pictures(self) -> None:
        """Draw the pictures anew that are other ones by now."""
        shown = [(element, group) for element, group in self._slots if isinstance(element, Picture)]
        stale = {element.source for element, _ in shown if self.pictures.changed(element.source)}
        for element, group in shown:
            if element.source in stale:
                group.clear()
                self._picture(group, element)
                self._hurt(element)

    def press(self, touch: Touch | None) -> None:
        """Show a control as pressed, or none."""
        for one in (self._touch, touch):
            if one is not None:
                self._damage.append(one.rect)
        self._touch = touch
        self._pressed.clear()
        if touch is not None and touch.control:
            self._rounded(self._pressed, touch.rect, theme.PRESSED, touch.radius)

    def breathe(self, at_s: float) -> None:
        """Move the glows to where they are at ``at_s`` seconds."""
        depth = 0.15 + 0.4 * (0.5 - 0.5 * math.cos(2 * math.pi * at_s / BREATH_S))
        for rect, colour in self._glows.values():
            colour.a = depth
            self._damage.append(rect)

    def paint(self, draw: Callable[[], None]) -> None:
        """Call ``draw`` for each damaged part, or once for the whole when no damage is known."""
        damage = joined(self._damage) if self._partial and self._damage else [self._whole]
        self._damage = []
        for rect in damage:
            self._show_only(rect.inset(-2))
            draw()

    def _show_only(self, rect: Rect) -> None:
        left, right = max(0, math.floor(rect.x)), min(self._whole.w, math.ceil(rect.right))
        top, bottom = max(0, math.floor(rect.y)), min(self._whole.h, math.ceil(rect.bottom))
        self._scissor.x, self._scissor.y = int(left), int(self._height - bottom)
        self._scissor.width, self._scissor.height = int(max(0, right - left)), int(max(0, bottom - top))
        self._seen.clear()
        for element, group in self._slots:
            if not isinstance(element, Touch) and meet(bounds(element), rect):
                self._seen.add(group)
        self._seen.add(self._pressed)

    def _take_away(self, first: int, end: int) -> None:
        for element, group in self._slots[first:end]:
            self._glows.pop(id(group), None)
            self._hurt(element)
        del self._slots[first:end]

    def _put_in(self, first: int, elements: Sequence[Element]) -> None:
        for index, element in enumerate(elements, first):
            group = InstructionGroup()
            self._draw[type(element)](group, element)
            self._slots.insert(index, (element, group))
            self._hurt(element)

    def _hurt(self, element: Element) -> None:
        if not isinstance(element, Touch):
            self._damage.append(bounds(element))

    def _panel(self, group: Any, panel: Panel) -> None:
        if not panel.radius and not panel.border and len(panel.colour) == len("#RRGGBB"):
            self._cleared(group, panel)
            return
        self._rounded(group, panel.rect.inset(panel.border_w / 2), panel.colour, panel.radius)
        if panel.border:
            self._edge(group, panel)

    def _cleared(self, group: Any, panel: Panel) -> None:
        """A plain rectangle by glClear: for a processor six times as fast as a filled one."""
        rect = panel.rect
        left, right, top, bottom = round(rect.x), round(rect.right), round(rect.y), round(rect.bottom)
        below = int(self._height - bottom)
        group.add(ScissorPush(x=left, y=below, width=right - left, height=bottom - top))
        group.add(ClearColor(*rgba(panel.colour)))
        group.add(ClearBuffers(clear_color=True))
        group.add(ScissorPop())

    def _edge(self, group: Any, panel: Panel) -> None:
        half = panel.border_w / 2
        rect = panel.rect.inset(half)
        radius = max(1, panel.radius - half)
        group.add(Color(*rgba(panel.border)))
        shape = (rect.x, self._height - rect.bottom, rect.w, rect.h, min(radius, rect.w / 2, rect.h / 2))
        group.add(SmoothLine(rounded_rectangle=shape, width=half, close=True))

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
        half = stroke.width / 2
        group.add(SmoothLine(points=points, width=half, cap="round", joint="round", close=stroke.closed))

    def _arc(self, group: Any, arc: Arc) -> None:
        group.add(Color(*rgba(arc.colour)))
        circle = (arc.x, self._height - arc.y, arc.radius, 0, 360 * arc.fraction, 120)
        group.add(SmoothLine(circle=circle, width=arc.width / 2, cap="round" if arc.fraction < 1 else "none"))

    def _glow(self, group: Any, glow: Glow) -> None:
        red, green, blue, _ = rgba(glow.colour)
        colour = Color(red, green, blue, 0.3)
        self._glows[id(group)] = (glow.rect, colour)
        group.add(colour)
        rect = glow.rect
        place = {"pos": (rect.x, self._height - rect.bottom), "size": (rect.w, rect.h)}
        group.add(SmoothRoundedRectangle(radius=[glow.radius], **place))

    def _picture(self, group: Any, picture: Picture) -> None:
        texture = self.pictures.texture(picture.source)
        if texture is not None:
            place = fitted(picture.rect, texture.width, texture.height, picture.turn)
            self._textured(group, texture, place, picture.turn)

    def _qr_code(self, group: Any, code: QrCode) -> None:
        texture = qr_texture(code.text)
        self._textured(group, texture, whole_pixels(code.rect, texture.width))

    def _textured(self, group: Any, texture: Any, rect: Rect, turn: int = 0) -> None:
        group.add(Color(1, 1, 1, 1))
        place = {"pos": (rect.x, self._height - rect.bottom), "size": (rect.w, rect.h)}
        group.add(Rectangle(texture=texture, tex_coords=corners(texture, turn), **place))


def rgba(colour: str) -> tuple[float, float, float, float]:
    """``#RRGGBB`` or ``#RRGGBBAA`` as four numbers from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in range(1, len(colour), 2)]
    red, green, blue, alpha = (*parts, 1.0)[:4]
    return red, green, blue, alpha


def bounds(element: Element) -> Rect:
    """All pixels an element may colour."""
    match element:
        case Stroke(points=points, width=width):
            xs, ys = [x for x, _ in points], [y for _, y in points]
            return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inset(-width - 2)
        case Arc(x=x, y=y, radius=radius, width=width):
            return Rect(x - radius, y - radius, 2 * radius, 2 * radius).inset(-width - 2)
        case Words(rect=rect, size=size):
            return rect.inset(-2, -size / 2)
        case Panel(rect=rect) | Glow(rect=rect) | Touch(rect=rect) | Picture(rect=rect) | QrCode(rect=rect):
            return rect


def joined(rects: list[Rect]) -> list[Rect]:
    """The same pixels in at most :data:`PARTS_MAX` rectangles that do not meet, the later ones joined into one."""
    parts: list[Rect] = []
    for rect in rects:
        parts = _with(parts, rect)
    return parts if len(parts) <= PARTS_MAX else [around(parts)]


def _with(parts: list[Rect], rect: Rect) -> list[Rect]:
    while meeting := [part for part in parts if meet(part, rect)]:
        parts = [part for part in parts if part not in meeting]
        rect = around([*meeting, rect])
    return [*parts, rect]


def meet(one: Rect, other: Rect) -> bool:
    """Whether two rectangles touch."""
    return one.x <= other.right and other.x <= one.right and one.y <= other.bottom and other.y <= one.bottom


def around(rects: list[Rect]) -> Rect:
    """The smallest rectangle around all of them."""
    left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
    right, bottom = max(rect.right for rect in rects), max(rect.bottom for rect in rects)
    return Rect(left, top, right - left, bottom - top)
