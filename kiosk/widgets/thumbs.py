"""Small pictures of pages, side by side; each can be touched to see it large."""

from collections.abc import Sequence

from kiosk import theme
from kiosk.flows.visit import TakenPage
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import Picture
from kiosk.widgets.icon import icon
from kiosk.widgets.part import part

A_ROW = 4


def thumbs(page: Page, rect: Rect, pages: Sequence[TakenPage], shown: int) -> None:
    """Four of ``pages``, with ways to the others; ``thumb.ID``, ``page.before`` and ``page.next``."""
    at, count, few = part(pages, shown, A_ROW)
    room = rect
    if count > 1:
        side, gap = theme.TOUCH_MIN * page.u, 12 * page.u
        before, room = rect.left(side, gap)
        after, room = room.end(side, gap)
        _arrow(page, before, "page.before", "back", possible=at > 0)
        _arrow(page, after, "page.next", "next", possible=at < count - 1)
    for number, (place, one) in enumerate(zip(room.columns(A_ROW, 16 * page.u), few, strict=False), at * A_ROW + 1):
        thumb(page, place, one.id, number)
        page.touch(place, f"thumb.{one.id}")


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
