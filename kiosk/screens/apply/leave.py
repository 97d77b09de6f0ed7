"""Leaving before the end: keep or wipe, and the slip."""

from kiosk import theme
from kiosk.flows.apply.states import Keeping, Kept, Leave
from kiosk.flows.inputs import Paper
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import QrCode
from kiosk.screens.frame import body, draw_frame, halves
from kiosk.screens.submit.words import day
from kiosk.widgets.button import MAIN, PLAIN, QUIET, SERIOUS, button
from kiosk.widgets.signs import mark

SLIP = {Paper.PRINTED: "kept.printed", Paper.SENT: "kept.sent"}
"""What is said of the slip; of one that did not come out something else."""


def leave(page: Page, model: Model, _screen: Leave) -> None:
    """Three ways, the kind one first."""
    draw_frame(page, model, "back.step")
    high, low = halves(page, body(page), 0.44)
    hint = "leave.hint" if model.hall_up else "leave.hint.here"
    _said(page, high, "document", page.say("leave.title"), page.say(hint))
    places = low.foot(min(low.h, 620 * page.u))[0].rows(3, theme.GAP * page.u)
    for place, (control, look) in zip(places, (("keep", MAIN), ("stay", QUIET), ("wipe", SERIOUS)), strict=True):
        button(page, place, control, page.say(f"leave.{control}"), look, size=46)


def keeping(page: Page, model: Model, _screen: Keeping) -> None:
    """A moment."""
    draw_frame(page, model, "back.step")
    _said(page, body(page), "document", page.say("keeping.title"), page.say("keeping.hint"))


def kept(page: Page, model: Model, screen: Kept) -> None:
    """The slip's code, large; it goes on paper too when there is any."""
    draw_frame(page, model, "kept.go_on" if screen.slip else "back.step")
    room = body(page)
    if not screen.slip:
        high, low = halves(page, room, 0.36)
        _said(page, high, "warning", page.say("kept.not"), page.say("kept.not.hint", phone=model.place.help_phone))
        stay, wipe = low.foot(320 * page.u)[0].rows(2, theme.GAP * page.u)
        button(page, stay, "stay", page.say("leave.stay"), MAIN, size=46)
        button(page, wipe, "wipe", page.say("leave.wipe"), PLAIN, size=46)
        return
    foot, room = room.foot(140 * page.u, 24 * page.u)
    button(page, foot, "ok", page.say("kept.done"), MAIN, size=48)
    high, low = halves(page, room, 0.52)
    hint = page.say(SLIP.get(screen.paper, "kept.shown"))
    until = page.say("kept.until", until=day(page, screen.until)) if screen.until else ""
    where = "" if screen.anywhere else page.say("kept.here")
    _said(page, high, "check", page.say("kept.title"), "\n".join(filter(None, (hint, where, until))))
    side = min(low.w, low.h)
    code = low.middle(side, side)
    page.card(code, theme.CARD)
    page.elements.append(QrCode(code.inset(16 * page.u), screen.slip))


def _said(page: Page, room: Rect, picture: str, head: str, text: str) -> None:
    box = room.middle(room.w, min(room.h, 760 * page.u))
    top, rest = box.top(min(220 * page.u, box.h * 0.36), 10 * page.u)
    mark(page, top.centre, min(100, top.h / 2 / page.u), picture, theme.ACCENT_SOFT, theme.ACCENT)
    line, rest = rest.top(110 * page.u, 10 * page.u)
    page.words(line, head, 60, bold=True, align="center")
    page.words(rest, text, 44, align="center", valign="top")
