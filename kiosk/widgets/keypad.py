"""Ten large digits; for case numbers digits and hyphen first, letters behind a key."""

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.button import Look, button
from kiosk.widgets.icon import icon

KEY = Look(theme.CARD, theme.INK, theme.LINE)
SIDE_KEY = Look(theme.ACCENT_SOFT, theme.ACCENT, theme.LINE)

_ROWS = ("123", "456", "789")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def keypad(page: Page, rect: Rect, extra: str = "") -> None:
    """Digits, clear and delete in four rows of three; ``extra``: one more sign, in the place of clear."""
    gap = theme.GAP * page.u
    *digits, last = rect.rows(4, gap)
    for row, names in zip(digits, _ROWS, strict=True):
        for key, name in zip(row.columns(3, gap), names, strict=True):
            _key(page, key, name, 76)
    clear, zero, delete = last.columns(3, gap)
    if extra:
        _key(page, clear, extra, 76)
    else:
        button(page, clear, "key.clear", page.say("key.clear"), SIDE_KEY)
    _key(page, zero, "0", 76)
    _delete(page, delete)


def keyboard(page: Page, rect: Rect, *, letters: bool) -> None:
    """For case numbers, which are mostly digits: ten of them and the hyphen, or all letters in their order."""
    if letters:
        _letters(page, rect)
    else:
        _digits(page, rect)


def _digits(page: Page, rect: Rect) -> None:
    gap = theme.GAP * page.u
    side, pad = rect.end((rect.w - 3 * gap) / 4, gap)
    *digits, last = pad.rows(4, gap)
    for row, names in zip(digits, _ROWS, strict=True):
        for key, name in zip(row.columns(3, gap), names, strict=True):
            _key(page, key, name, 76)
    switch, zero, hyphen = last.columns(3, gap)
    button(page, switch, "letters", "ABC", SIDE_KEY)
    _key(page, zero, "0", 76)
    _key(page, hyphen, "-", 76)
    delete, clear = side.rows(2, gap)
    _delete(page, delete)
    button(page, clear, "key.clear", page.say("key.clear"), SIDE_KEY)


def _letters(page: Page, rect: Rect) -> None:
    gap = 10 * page.u
    places = [place for row in rect.rows(4, gap) for place in row.columns(7, gap)]
    for place, name in zip(places, _LETTERS, strict=False):
        _key(page, place, name, 60)
    switch, delete = places[-2:]
    button(page, switch, "digits", "123", SIDE_KEY, size=40)
    _delete(page, delete)


def _key(page: Page, rect: Rect, name: str, size: float) -> None:
    button(page, rect, f"key.{name}", name, KEY, size=size)


def _delete(page: Page, rect: Rect) -> None:
    page.card(rect, SIDE_KEY.ground, SIDE_KEY.border)
    icon(page, rect.middle(84 * page.u, 84 * page.u), "delete", theme.ACCENT)
    page.touch(rect, "key.delete")
