"""Signs that tell: banner, countdown, numbered steps, a large round mark."""

from collections.abc import Sequence

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.icon import icon
from kiosk.widgets.measure import high

TONES = {
    "bad": (theme.BAD_SOFT, theme.BAD, "warning"),
    "care": (theme.CARE_SOFT, theme.CARE, "warning"),
    "good": (theme.GOOD_SOFT, theme.GOOD, "check"),
}


def banner(page: Page, rect: Rect, what: str, todo: str = "", tone: str = "bad") -> None:
    """What happened, in bold, and what to do."""
    ground, ink, mark = TONES[tone]
    page.panel(rect, ground, theme.RADIUS, ink, 3)
    inner = rect.inset(30 * page.u, 14 * page.u)
    side, text = inner.left(64 * page.u, 26 * page.u)
    icon(page, side, mark, ink)
    if not todo:
        page.words(text, what, theme.LARGE, ink, bold=True)
        return
    head, rest = _stacked(page, text, what, todo)
    page.words(head, what, theme.LARGE, ink, bold=True)
    page.words(rest, todo, theme.BODY, theme.INK)


def countdown(page: Page, rect: Rect, left_s: int, all_s: int, colour: str = theme.ACCENT) -> None:
    """Seconds left in a ring that empties."""
    radius = min(rect.w, rect.h) / 2 / page.u - 8
    page.arc(rect.centre, radius, theme.LINE, 10)
    if left_s:
        page.arc(rect.centre, radius, colour, 12, min(1, left_s / max(1, all_s)))
    side = radius * 1.5 * page.u
    page.words(rect.middle(side, side), str(left_s), radius * 0.72, colour, bold=True, align="center")


def steps(page: Page, rect: Rect, texts: Sequence[str], *, across: bool = False, size: float = 42) -> None:
    """Numbered steps, one below the other, or side by side."""
    gap = theme.GAP * page.u
    places = rect.columns(len(texts), gap) if across else rect.rows(len(texts), gap)
    for number, (place, text) in enumerate(zip(places, texts, strict=True), 1):
        if across:
            _step_column(page, place, number, text, size)
        else:
            _step_row(page, place, number, text, size)


def mark(page: Page, centre: tuple[float, float], radius: float, name: str, ground: str, ink: str) -> None:
    """An icon in a filled circle; ``radius`` in theme units."""
    r = radius * page.u
    circle = Rect(centre[0] - r, centre[1] - r, 2 * r, 2 * r)
    page.panel(circle, ground, radius)
    icon(page, circle.middle(r * 1.15, r * 1.15), name, ink, max(5, radius / 11))


def _stacked(page: Page, room: Rect, what: str, todo: str) -> tuple[Rect, Rect]:
    """Places for both texts, one right below the other, together in the middle."""
    first, second = (high(text, size * page.u, room.w) for text, size in ((what, theme.LARGE), (todo, theme.BODY)))
    block = room.middle(room.w, first + second)
    return block.top(block.h * first / (first + second))


def _number(page: Page, box: Rect, number: int) -> None:
    page.panel(box, theme.ACCENT, 36)
    page.words(box, str(number), 42, theme.ON_ACCENT, bold=True, align="center")


def _step_row(page: Page, place: Rect, number: int, text: str, size: float) -> None:
    side = 72 * page.u
    head, rest = place.left(side, 30 * page.u)
    _number(page, head.middle(side, side), number)
    page.words(rest, text, size)


def _step_column(page: Page, place: Rect, number: int, text: str, size: float) -> None:
    page.card(place)
    side = 72 * page.u
    head, rest = place.inset(20 * page.u, 26 * page.u).top(side, 18 * page.u)
    _number(page, head.middle(side, side), number)
    page.words(rest, text, size, align="center", valign="top")
