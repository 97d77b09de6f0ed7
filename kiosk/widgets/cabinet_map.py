"""The cabinet's front, drawn to scale, one door lit; for staff, with the state of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kiosk import theme
from kiosk.flows.model import DoorPlace, ScreenPlace
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.icon import icon
from locker.contract.answers import CompartmentView
from locker.contract.facts import Door, Service
from locker.contract.ids import CompartmentId


@dataclass(frozen=True, slots=True)
class Paint:
    """How one kind of door is drawn; the icon says it to who cannot tell colours apart."""

    ground: str
    ink: str
    icon: str = ""


FREE = Paint(theme.CARD, theme.INK_SOFT)
FULL = Paint(theme.ACCENT_SOFT, theme.ACCENT, "document")
CHECK = Paint(theme.CARE_SOFT, theme.CARE, "warning")
OUT = Paint(theme.OFF, theme.INK_SOFT, "cross")
OPEN = Paint(theme.BAD_SOFT, theme.BAD, "exit")
RIGHT = Paint(theme.GOOD_SOFT, theme.GOOD, "check")
WRONG = Paint(theme.BAD_SOFT, theme.BAD, "warning")
NO_PAINTS: Mapping[CompartmentId, Paint] = MappingProxyType({})
STATES = {"free": FREE, "full": FULL, "check": CHECK, "out": OUT, "open_door": OPEN}


@dataclass(frozen=True, slots=True)
class Scale:
    """Centimetres on the front to pixels on the glass."""

    left: float
    top: float
    factor: float
    x: float
    y: float

    def rect(self, x_cm: float, y_cm: float, width_cm: float, height_cm: float) -> Rect:
        """The place of something on the front; y counts up from the floor."""
        f = self.factor
        x = self.x + (x_cm - self.left) * f
        return Rect(x, self.y + (self.top - y_cm - height_cm) * f, width_cm * f, height_cm * f)


def cabinet_map(
    page: Page,
    rect: Rect,
    doors: Sequence[DoorPlace],
    screen: ScreenPlace | None,
    *,
    lit: CompartmentId | None = None,
    views: Sequence[CompartmentView] = (),
    paints: Mapping[CompartmentId, Paint] = NO_PAINTS,
    touchable: bool = False,
) -> None:
    """Draw it as large as fits into ``rect``; ``paints``: of doors that are not drawn by their state."""
    scale, body = _fit(page, rect, doors, screen)
    page.panel(body, theme.OFF, 20, theme.LINE, 3)
    states = {view.id: paint_of(view) for view in views} | dict(paints)
    for door in doors:
        place = scale.rect(door.x_cm, door.y_cm, door.width_cm, door.height_cm).inset(3 * page.u)
        if door.id == lit:
            _lit(page, place, door.id)
        else:
            _door(page, place, door.id, states.get(door.id, FREE))
        if touchable:
            page.touch(place, f"door.{door.id}", 10)
    if screen:
        _screen(page, scale.rect(screen.x_cm, screen.y_cm, screen.width_cm, screen.height_cm))


def paint_of(view: CompartmentView) -> Paint:
    """How a compartment's state is drawn: what needs a person first."""
    if view.door is Door.OPEN:
        return OPEN
    if view.service is Service.NEEDS_CHECK:
        return CHECK
    if view.service is Service.OUT_OF_SERVICE:
        return OUT
    return FULL if view.occupied else FREE


def _fit(page: Page, rect: Rect, doors: Sequence[DoorPlace], screen: ScreenPlace | None) -> tuple[Scale, Rect]:
    parts: list[DoorPlace | ScreenPlace] = [*doors, *([screen] if screen else [])]
    left = min(part.x_cm for part in parts)
    right = max(part.x_cm + part.width_cm for part in parts)
    low = min(part.y_cm for part in parts)
    top = max(part.y_cm + part.height_cm for part in parts)
    room = rect.inset(14 * page.u)
    factor = min(room.w / (right - left), room.h / (top - low))
    inner = room.middle((right - left) * factor, (top - low) * factor)
    body = Rect(inner.x - 14 * page.u, inner.y - 14 * page.u, inner.w + 28 * page.u, inner.h + 28 * page.u)
    return Scale(left, top, factor, inner.x, inner.y), body


def _lit(page: Page, place: Rect, name: str) -> None:
    page.glow(place.inset(-10 * page.u), theme.ACCENT, 16)
    page.panel(place, theme.ACCENT, 8, theme.ON_ACCENT, 4)
    page.words(place, name, _letters(page, place) * 1.2, theme.ON_ACCENT, bold=True, align="center")


def _door(page: Page, place: Rect, name: str, paint: Paint) -> None:
    page.panel(place, paint.ground, 8, theme.LINE, 2)
    size = _letters(page, place)
    if not paint.icon:
        page.words(place, name, size, paint.ink, align="center")
        return
    side, room = min(place.h * 0.6, 44 * page.u), place.inset(8 * page.u, 4 * page.u)
    wide = place.w > 1.6 * place.h
    head, rest = room.left(side, 4 * page.u) if wide else room.top(room.h * 0.4)
    icon(page, head.middle(side, side), paint.icon, paint.ink, 4)
    page.words(rest, name, size, paint.ink, bold=True, align="center")


def _screen(page: Page, place: Rect) -> None:
    page.panel(place, theme.ACCENT_DEEP, 10)
    page.words(place.inset(6 * page.u), page.say("map.you_are_here"), 30, theme.ON_ACCENT, align="center")


def _letters(page: Page, place: Rect) -> float:
    return max(theme.TEXT_MIN, min(52, place.h / page.u * 0.56))
