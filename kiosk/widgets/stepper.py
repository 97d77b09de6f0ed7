"""How many: one less, the number, one more."""

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.button import PLAIN, SPENT
from kiosk.widgets.icon import icon


def stepper(page: Page, rect: Rect, name: str, label: str, number: int) -> None:
    """Controls ``{name}.less`` and ``{name}.more``."""
    head, row = rect.top(56 * page.u, 8 * page.u)
    page.words(head, label, theme.SMALL, theme.INK_SOFT, align="center")
    side = theme.TOUCH_MIN * page.u
    less, rest = row.left(side)
    more, middle = rest.end(side)
    _key(page, less.middle(side, side), f"{name}.less" if number else "", "minus")
    page.words(middle, str(number), theme.TITLE, bold=True, align="center")
    _key(page, more.middle(side, side), f"{name}.more", "plus")


def _key(page: Page, place: Rect, control: str, picture: str) -> None:
    look = PLAIN if control else SPENT
    page.panel(place, look.ground, theme.RADIUS, look.border, 3 if look.border else 0)
    icon(page, place.middle(64 * page.u, 64 * page.u), picture, theme.ACCENT if control else look.ink)
    if control:
        page.touch(place, control)
