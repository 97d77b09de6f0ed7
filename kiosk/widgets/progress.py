"""How far somebody is: named steps in a line."""

from collections.abc import Sequence

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.icon import icon


def progress(page: Page, rect: Rect, names: Sequence[str], at: int) -> None:
    """Step ``at`` (from 0) is now; those before are done. Only the step of now is named in large letters."""
    bar, words = rect.top(rect.h * 0.3)
    gap = 10 * page.u
    for number, place in enumerate(bar.columns(len(names), gap)):
        line = place.middle(place.w, 14 * page.u)
        page.panel(line, theme.ACCENT if number <= at else theme.LINE, 7)
    for number, place in enumerate(words.columns(len(names), gap)):
        ink = theme.ACCENT if number == at else theme.INK_SOFT
        if number < at:
            side = min(34 * page.u, place.h)
            icon(page, place.middle(side, side), "check", theme.GOOD, 5)
        else:
            page.words(place, names[number], 32 if number == at else 28, ink, bold=number == at, align="center")
