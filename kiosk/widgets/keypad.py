"""Ten large digits, and a small keyboard of letters for case numbers."""

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.button import Look, button
from kiosk.widgets.icon import icon

KEY = Look(theme.CARD, theme.INK, theme.LINE)
SIDE_KEY = Look(theme.ACCENT_SOFT, theme.ACCENT, theme.LINE)

_ROWS = ("123", "456", "789")
_LETTERS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM")


def keypad(page: Page, rect: Rect) -> None:
    """Digits, clear and delete in four rows of three."""
    gap = theme.GAP * page.u
    *digits, last = rect.rows(4, gap)
    for row, names in zip(digits, _ROWS, strict=True):
        for key, name in zip(row.columns(3, gap), names, strict=True):
            _key(page, key, name, 76)
    clear, zero, delete = last.columns(3, gap)
    button(page, clear, "key.clear", page.say("key.clear"), SIDE_KEY)
    _key(page, zero, "0", 76)
    _delete(page, delete)


def keyboard(page: Page, rect: Rect) -> None:
    """Digits and letters in four rows, delete and clear at the end of the last."""
    gap = 10 * page.u
    *full, last = rect.rows(4, gap)
    for row, names in zip(full, _LETTERS[:3], strict=True):
        for key, name in zip(row.columns(10, gap), names, strict=True):
            _key(page, key, name, 46)
    places = last.columns(10, gap)
    for key, name in zip(places, _LETTERS[3], strict=False):
        _key(page, key, name, 46)
    _delete(page, Rect(places[7].x, last.y, last.right - places[7].x, last.h))


def _key(page: Page, rect: Rect, name: str, size: float) -> None:
    button(page, rect, f"key.{name}", name, KEY, size=size)


def _delete(page: Page, rect: Rect) -> None:
    page.card(rect, SIDE_KEY.ground, SIDE_KEY.border)
    icon(page, rect.middle(84 * page.u, 84 * page.u), "delete", theme.ACCENT)
    page.touch(rect, "key.delete")
