"""Buttons: one main one a screen, quiet ones beside it, footers, switches."""

from dataclasses import dataclass

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.icon import icon
from kiosk.widgets.measure import wide


@dataclass(frozen=True, slots=True)
class Look:
    """Ground, text and border of a button."""

    ground: str
    ink: str
    border: str = ""


MAIN = Look(theme.ACCENT, theme.ON_ACCENT)
QUIET = Look(theme.CARD, theme.ACCENT, theme.ACCENT)
PLAIN = Look(theme.CARD, theme.INK, theme.LINE)
CAREFUL = Look(theme.CARE_SOFT, theme.CARE, theme.CARE)
SERIOUS = Look(theme.CARD, theme.BAD, theme.BAD)
CHOSEN = Look(theme.ACCENT_SOFT, theme.ACCENT, theme.ACCENT)
SPENT = Look(theme.OFF, theme.INK_SOFT)


def button(
    page: Page,
    rect: Rect,
    control: str,
    text: str,
    look: Look = QUIET,
    *,
    size: float = theme.LARGE,
    picture: str = "",
) -> None:
    """A button; without ``control`` it cannot be pressed (and should look :data:`SPENT`)."""
    page.panel(rect, look.ground, theme.RADIUS, look.border, 3 if look.border else 0)
    _face(page, rect, text, look.ink, size, picture)
    if control:
        page.touch(rect, control)


def _face(page: Page, rect: Rect, text: str, ink: str, size: float, picture: str) -> None:
    inner = rect.inset(20 * page.u, 8 * page.u)
    if not picture:
        page.words(inner, text, size, ink, bold=True, align="center")
        return
    side, gap = min(size * 1.15 * page.u, inner.h), 18 * page.u
    room = min(inner.w, side + gap + wide(text) * size * page.u)
    mark, rest = inner.middle(room, inner.h).left(side, gap)
    icon(page, mark, picture, ink)
    page.words(rest, text, size, ink, bold=True)
