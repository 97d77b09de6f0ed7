"""Where typed text shows: the code in boxes of four and four, phone and number lines, dots for a PIN."""

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page

GROUPS = {"code": (4, 4), "phone": (3, 4, 4), "date": (4, 2, 2)}


def code_field(page: Page, rect: Rect, digits: str, kind: str = "code", *, wrong: bool = False) -> None:
    """One box a digit, grouped; the next one to type is marked."""
    groups = GROUPS[kind]
    gap, wide = 10 * page.u, 34 * page.u
    count = sum(groups)
    side = (rect.w - gap * (count - len(groups)) - wide * (len(groups) - 1)) / count
    x, index = rect.x, 0
    for group in groups:
        for _ in range(group):
            _box(page, Rect(x, rect.y, side, rect.h), digits, index, wrong=wrong)
            x, index = x + side + gap, index + 1
        x += wide - gap


def line_field(page: Page, rect: Rect, text: str, hint: str = "", *, active: bool = True, dots: bool = False) -> None:
    """One line of typed text with a caret's place shown by its border."""
    page.panel(rect, theme.CARD, theme.RADIUS, theme.ACCENT if active else theme.LINE, 4 if active else 2)
    inner = rect.inset(28 * page.u, 8 * page.u)
    if dots:
        _dots(page, inner, len(text))
    elif text:
        page.words(inner, text, 56, theme.INK, bold=True, private=True)
    else:
        page.words(inner, hint, theme.BODY, theme.INK_SOFT)


def _box(page: Page, box: Rect, digits: str, index: int, *, wrong: bool) -> None:
    current = index == len(digits)
    edge = theme.BAD if wrong else theme.ACCENT if current else theme.LINE
    page.panel(box, theme.CARD, 18, edge, 5 if current or wrong else 3)
    if index < len(digits):
        page.words(box, digits[index], min(76, box.w / page.u), theme.INK, bold=True, align="center")


def _dots(page: Page, inner: Rect, count: int) -> None:
    side = 26 * page.u
    for n in range(count):
        x = inner.x + n * (side + 18 * page.u)
        page.panel(Rect(x, inner.y + (inner.h - side) / 2, side, side), theme.INK, 13)
