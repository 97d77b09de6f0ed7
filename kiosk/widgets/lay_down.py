"""Where a card may be laid down: not to touch, to do, so it looks like no button."""

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.icon import icon


def lay_down(page: Page, place: Rect, text: str, hint: str) -> None:
    """A picture of a card beside the texts named ``text`` and ``hint``."""
    page.panel(place, theme.ACCENT_SOFT, theme.RADIUS)
    side, words = place.inset(36 * page.u, 16 * page.u).left(110 * page.u, 30 * page.u)
    icon(page, side, "card", theme.ACCENT, 7)
    line, below = words.rows(2, 0)
    page.words(line, page.say(text), 46, theme.INK, bold=True, valign="bottom")
    page.words(below, page.say(hint), theme.BODY, theme.INK, valign="top")
