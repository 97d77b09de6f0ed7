"""Small pictures of pages, side by side; each can be touched to see it large."""

from collections.abc import Sequence

from kiosk import theme
from kiosk.flows.visit import TakenPage
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import Picture
from kiosk.widgets.icon import icon
from kiosk.widgets.part import part

GAP = 16
WIDE_MIN, WIDE_MAX = 130, 260
LAST = 1_000
"""The number of a page of them that is never there: the last one is shown."""


def thumbs(page: Page, rect: Rect, pages: Sequence[TakenPage], shown: int, wide_min: float = WIDE_MIN) -> None:
    """As many of ``pages`` as fit, with ways to the others; ``thumb.ID``, ``page.before`` and ``page.next``.

    ``wide_min``: none is narrower, in theme units.
    """
    room, fit = rect, _fit(page, rect, wide_min)
    if len(pages) > fit:
        side, gap = theme.TOUCH_MIN * page.u, 12 * page.u
        before, room = rect.left(side, gap)
        after, room = room.end(side, gap)
        fit = _fit(page, room, wide_min)
        at, count, _ = part(pages, shown, fit)
        _arrow(page, before, "page.before", "back", possible=at > 0)
        _arrow(page, after, "page.next", "next", possible=at < count - 1)
    at, _, few = part(pages, shown, fit)
    wide = min(WIDE_MAX * page.u, (room.w - GAP * page.u * (fit - 1)) / fit)
    row = room.left(wide * fit + GAP * page.u * (fit - 1))[0]
    for number, (place, one) in enumerate(zip(row.columns(fit, GAP * page.u), few, strict=False), at * fit + 1):
        thumb(page, place, one.id, number)
        page.touch(place, f"thumb.{one.id}")


def _fit(page: Page, room: Rect, wide_min: float) -> int:
    return max(1, int((room.w + GAP * page.u) / ((wide_min + GAP) * page.u)))


def thumb(page: Page, place: Rect, page_id: str, number: int = 0) -> None:
    """One small picture on white, its number in the corner."""
    page.card(place)
    page.elements.append(Picture(place.inset(10 * page.u), f"thumb:{page_id}"))
    if number:
        side = 52 * page.u
        dot = Rect(place.x + 6 * page.u, place.y + 6 * page.u, side, side)
        page.panel(dot, theme.ACCENT, 26)
        page.words(dot, str(number), theme.TEXT_MIN, theme.ON_ACCENT, bold=True, align="center")


def _arrow(page: Page, place: Rect, control: str, picture: str, *, possible: bool) -> None:
    icon(page, place.middle(60 * page.u, 60 * page.u), picture, theme.ACCENT if possible else theme.LINE)
    if possible:
        page.touch(place, control)
