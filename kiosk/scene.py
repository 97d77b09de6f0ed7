"""What a screen is made of: a list of plain shapes and words, and places to touch. Pure data.

The glass (``kiosk.glass``) draws it; two equal elements at one place are drawn once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kiosk.layout import Rect


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle. Colours are ``#RRGGBB`` or ``#RRGGBBAA``; no ``border`` without ``border_w``."""

    rect: Rect
    colour: str
    radius: float = 0
    border: str = ""
    border_w: float = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Text inside ``rect``, wrapped, made smaller only if it must be. ``private``: typed by a person, never kept."""

    rect: Rect
    text: str = field(repr=False)
    size: float
    colour: str
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    valign: Literal["top", "middle", "bottom"] = "middle"
    private: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through ``points`` with round ends."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """Part of a circle, clockwise from the top; ``fraction`` 1 is a full circle."""

    x: float
    y: float
    radius: float
    width: float
    colour: str
    fraction: float = 1


@dataclass(frozen=True, slots=True)
class Glow:
    """A panel that breathes between two colours, slowly, to draw the eye."""

    rect: Rect
    colour: str
    radius: float


@dataclass(frozen=True, slots=True)
class Touch:
    """A place to touch, by its control's name."""

    rect: Rect
    control: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is not in the scene: ``live`` (the camera), ``page:ID``, ``thumb:ID`` or ``sample:NAME``.

    Shown whole, as large as it fits. ``turn``: quarter turns clockwise.
    """

    rect: Rect
    source: str
    turn: int = 0


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code of ``text``, black on white with its quiet zone, as large as fits."""

    rect: Rect
    text: str = field(repr=False)


Element = Panel | Words | Stroke | Arc | Glow | Touch | Picture | QrCode


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole screen. ``name`` as in ``kiosk.flows.states``; ``says``: the keys of its texts (``kiosk.texts``)."""

    name: str
    elements: tuple[Element, ...]
    says: frozenset[str] = frozenset()

    @property
    def touches(self) -> Iterator[Touch]:
        """Every place to touch, the topmost first."""
        return (element for element in reversed(self.elements) if isinstance(element, Touch))

    def control_at(self, x: float, y: float) -> Touch | None:
        """What lies under a finger."""
        return next((touch for touch in self.touches if touch.rect.holds(x, y)), None)

    def where(self, control: str) -> tuple[int, int]:
        """The middle of a control in pixels, for whoever plays a finger. :raises KeyError: not on this screen."""
        for touch in self.touches:
            if touch.control == control:
                x, y = touch.rect.centre
                return round(x), round(y)
        raise KeyError(control)
