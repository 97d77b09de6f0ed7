"""The commitment and the signature under it."""

from intake.review.outcome import AcceptedWithTolerance, Owed
from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.submit.signing import FIELD, FIELD_HEIGHT, whole
from kiosk.flows.submit.states import Promise, Sign
from kiosk.flows.submit.verdict import clerk_decides, verdict
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.stage import stage
from kiosk.screens.submit.words import day, tell
from kiosk.widgets.button import MAIN, PLAIN, button
from kiosk.widgets.pager import pager
from kiosk.widgets.part import part
from kiosk.widgets.signs import banner

ROWS_A_PAGE = 3
BUTTON_H = 140
LINE_W = 9
POINTS_A_STROKE = 24  # a line in pieces: only its last one is drawn anew while the finger moves


def promise(page: Page, model: Model, screen: Promise) -> None:
    """What, until when, what lateness means."""
    room = stage(page, model, "check")
    said = verdict(model, tolerance=True)
    if not isinstance(said, AcceptedWithTolerance):
        return
    made = said.commitment
    high, low = halves(page, room, 0.46)
    head, rest = high.top(180 * page.u, 16 * page.u)
    title(
        page,
        head,
        page.say("promise.title"),
        page.say("promise.hint.clerk" if clerk_decides(model.visit) else "promise.hint"),
    )
    shown, count, few = part(made.owed, screen.page, ROWS_A_PAGE)
    rest = pager(page, rest, shown, count)
    for place, owed in zip(rest.rows(ROWS_A_PAGE, 14 * page.u), few, strict=False):
        _owed(page, place, owed)
    foot, rest = low.foot(BUTTON_H * page.u, theme.GAP * page.u)
    _lateness(page, rest, tell(page, made.lateness), day(page, made.until))
    button(page, foot, "ok", page.say("promise.ok"), MAIN, size=48, picture="pen")


def sign(page: Page, model: Model, screen: Sign) -> None:
    """A field as wide as the glass allows, low enough to be reached."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.62)
    head, rest = high.top(180 * page.u, 16 * page.u)
    title(page, head, page.say("sign.title"), page.say("sign.hint"))
    if screen.refused:
        banner(page, rest.top(min(rest.h, 190 * page.u))[0], page.say("sign.refused.what"), page.say("sign.refused.do"))
    else:
        page.words(rest.top(min(rest.h, 190 * page.u))[0], page.say("sign.copies"), theme.BODY, theme.INK_SOFT)
    foot, rest = low.foot(BUTTON_H * page.u, theme.GAP * page.u)
    wide = min(rest.w, rest.h / FIELD_HEIGHT)
    _field(page, rest.middle(wide, wide * FIELD_HEIGHT), screen)
    clear, ok = foot.left(foot.w * 0.34, theme.GAP * page.u)
    button(page, clear, "clear", page.say("sign.clear"), PLAIN, size=theme.LARGE)
    button(page, ok, "ok", page.say("sign.ok"), MAIN, size=48, picture="check")


def _owed(page: Page, place: Rect, owed: Owed) -> None:
    page.card(place)
    inner = place.inset(28 * page.u, 12 * page.u)
    name, rest = inner.top(inner.h * 0.32)
    what, until = rest.top(rest.h * 0.56)
    page.words(name, tell(page, owed.name), theme.BODY, bold=True)
    page.words(what, page.say("promise.join").join(tell(page, gap.remedy) for gap in owed.gaps), theme.SMALL)
    page.words(until, page.say("promise.until", day=day(page, owed.until)), theme.SMALL, theme.ACCENT, bold=True)


def _lateness(page: Page, room: Rect, text: str, last: str) -> None:
    page.panel(room, theme.CARE_SOFT, theme.RADIUS, theme.CARE, 3)
    inner = room.inset(36 * page.u, 26 * page.u)
    head, rest = inner.top(min(70 * page.u, inner.h * 0.2), 10 * page.u)
    page.words(head, page.say("promise.late.title", day=last), theme.BODY, theme.CARE, bold=True)
    page.words(rest, f"{page.say('promise.mine')}\n{text}", theme.BODY, valign="top")


def _field(page: Page, field: Rect, screen: Sign) -> None:
    page.panel(field, theme.CARD, theme.RADIUS, theme.BAD if screen.refused else theme.ACCENT, 4)
    base = field.y + field.h * 0.78
    page.stroke(((field.x + 0.06 * field.w, base), (field.right - 0.06 * field.w, base)), theme.LINE, 3)
    page.touch(field, FIELD)
    for line in whole(screen):
        points = [(field.x + x * field.w, field.y + y * field.w) for x, y in line]
        for start in range(0, max(1, len(points) - 1), POINTS_A_STROKE):
            piece = points[start : start + POINTS_A_STROKE + 1]
            page.stroke(piece if len(piece) > 1 else piece * 2, theme.INK, LINE_W)
