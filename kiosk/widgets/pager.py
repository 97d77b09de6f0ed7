"""Turning pages of a list: before, where one is, next."""

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.button import QUIET, SPENT, button


def pager(page: Page, room: Rect, shown: int, count: int) -> Rect:
    """Draws it at the foot of ``room`` and gives what is left above; nothing for a single page."""
    if count <= 1:
        return room
    foot, rest = room.foot(theme.TOUCH_MIN * page.u, 20 * page.u)
    side = min(260 * page.u, foot.w * 0.36)
    before, middle = foot.left(side)
    after, middle = middle.end(side)
    _turn(page, before, "page.before", may=shown > 0)
    _turn(page, after, "page.next", may=shown < count - 1)
    page.words(middle, f"{shown + 1} / {count}", theme.BODY, theme.INK_SOFT, align="center")
    return rest


def _turn(page: Page, rect: Rect, name: str, *, may: bool) -> None:
    button(page, rect, name if may else "", page.say(name), QUIET if may else SPENT, size=38)
