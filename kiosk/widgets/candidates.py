"""What the letters may mean: a bar of candidates to touch, and pages of them."""

from collections.abc import Sequence

from kiosk import theme
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.icon import icon

TURN_W = 124
GAP = 8


def candidates(page: Page, rect: Rect, shown: Sequence[str], places: int, *, before: bool, after: bool) -> None:
    """At most ``places`` candidates, private as what is typed; arrows where there are more pages."""
    gap = GAP * page.u
    page.panel(rect, theme.ACCENT_SOFT, theme.RADIUS)
    left, rest = rect.left(TURN_W * page.u, gap)
    right, middle = rest.end(TURN_W * page.u, gap)
    _arrow(page, left, "back", "pick_before", shown=before)
    _arrow(page, right, "next", "pick_next", shown=after)
    for number, (place, text) in enumerate(zip(middle.columns(places, gap), shown, strict=False)):
        page.card(place)
        page.words(place.inset(6 * page.u), text, 56 if len(text) < 3 else 42, bold=True, align="center", private=True)
        page.touch(place, f"pick.{number}")


def _arrow(page: Page, rect: Rect, name: str, control: str, *, shown: bool) -> None:
    if shown:
        icon(page, rect.middle(64 * page.u, 64 * page.u), name, theme.ACCENT)
        page.touch(rect, control)
