"""Logging in, and the menu of staff."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.rounds import doors_left, wants_walk
from kiosk.flows.states import Mistake, StaffLogin, StaffMenu
from kiosk.flows.unfinished import unfinished_doors
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.collect import mistake_banner
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.widgets.button import CAREFUL, MAIN, SPENT, button
from kiosk.widgets.fields import line_field
from kiosk.widgets.icon import icon
from kiosk.widgets.keypad import keypad
from kiosk.widgets.signs import banner
from locker.contract.facts import Right


def staff_login(page: Page, model: Model, screen: StaffLogin) -> None:
    """Number, PIN, next."""
    draw_frame(page, model)
    high, low = halves(page, body(page), 0.53)
    head, rest = high.top(120 * page.u, 10 * page.u)
    title(page, head, page.say("login.title"))
    _login_line(page, rest.top(150 * page.u)[0], "login.number", screen.number, active=not screen.at_pin)
    rest = rest.top(150 * page.u, 14 * page.u)[1]
    _login_line(page, rest.top(150 * page.u)[0], "login.pin", screen.pin, active=screen.at_pin, dots=True)
    rest = rest.top(150 * page.u, 20 * page.u)[1]
    if screen.mistake:
        mistake_banner(page, rest.top(min(rest.h, 200 * page.u))[0], model, screen.mistake)
    pad_with_ok(page, low, page.say("login.ok" if screen.at_pin else "next"))


def pad_with_ok(page: Page, room: Rect, text: str) -> None:
    """The digit pad over one main button."""
    ok, pad = room.foot(130 * page.u, theme.GAP * page.u)
    keypad(page, pad)
    button(page, ok, "ok", text, MAIN, size=52)


def staff_menu(page: Page, model: Model, screen: StaffMenu) -> None:
    """Four large choices."""
    draw_frame(page, model, "logout", "logout")
    room = body(page)
    head, rest = room.top(150 * page.u, 20 * page.u)
    name = model.staff.name if model.staff else ""
    title(page, head, page.say("menu.title"), page.say("menu.hint", name=name))
    rest = said(page, model, rest, screen.done, screen.compartment, screen.mistake)
    for control, text in _pressing(page, model, screen)[:PRESSING_MAX]:
        strip, rest = rest.top(150 * page.u, theme.GAP * page.u)
        button(page, strip, control, text, CAREFUL, size=theme.LARGE, picture="warning")
    gap, lines = theme.GAP * page.u, 2 if page.portrait else 1
    cards = [card for row in rest.rows(lines, gap) for card in row.columns(4 // lines, gap)]
    for card, (control, picture, right) in zip(cards, CHOICES, strict=True):
        _choice(page, card, control, picture, _badge(model, control), allowed=right is None or model.may(right))


def _pressing(page: Page, model: Model, screen: StaffMenu) -> list[tuple[str, str]]:
    """What wants doing before all else: the control that leads to it, and its words."""
    found = []
    if model.cabinet and model.cabinet.differences:
        found.append(("differs", page.say("menu.differs", count=len(model.cabinet.differences))))
    left = unfinished_doors(model, but=screen.compartment if screen.done else "")
    if left:
        found.append(("unfinished", page.say("menu.unfinished", count=len(left), doors=", ".join(left[:3]))))
    if model.may(Right.MAINTAIN) and wants_walk(model):
        found.append(("contents", page.say("menu.contents", count=len(doors_left(model)))))
    return found


PRESSING_MAX = 2

CHOICES: tuple[tuple[str, str, Right | None], ...] = (
    ("deposit", "put", Right.DEPOSIT),
    ("list", "list", Right.TAKE_BACK),
    ("compartments", "grid", Right.MAINTAIN),
    ("alarms", "bell", None),
)


def said(page: Page, model: Model, room: Rect, done: str, door: str, mistake: Mistake | None) -> Rect:
    """A banner about what was just done or went wrong; gives the room below it."""
    if not done and mistake is None:
        return room
    strip, rest = room.top((220 if mistake else 120) * page.u, 24 * page.u)
    if mistake:
        mistake_banner(page, strip, model, mistake)
    else:
        banner(page, strip, page.say(f"done.{done}", door=door), tone="good")
    return rest


def _login_line(page: Page, rect: Rect, label: str, text: str, *, active: bool, dots: bool = False) -> None:
    name, field = rect.top(50 * page.u, 4 * page.u)
    page.words(name, page.say(label), 38, theme.INK_SOFT)
    line_field(page, field, text, active=active, dots=dots)


def _choice(page: Page, card: Rect, control: str, picture: str, badge: int, *, allowed: bool) -> None:
    ink = theme.ACCENT if allowed else SPENT.ink
    page.card(card, theme.CARD if allowed else SPENT.ground)
    room = card.inset(30 * page.u)
    top, rest = room.top(room.h * 0.45)
    side = min(180 * page.u, top.h)
    icon(page, top.middle(side, side), picture, ink, 7)
    word, hint = rest.top(rest.h * 0.48)
    page.words(word, page.say(f"menu.{control}"), 56, theme.INK if allowed else SPENT.ink, bold=True, align="center")
    text = page.say(f"menu.{control}.hint") if allowed else page.say("menu.no_right")
    page.words(hint, text, theme.BODY, theme.INK_SOFT, align="center", valign="top")
    if badge:
        _count(page, Rect(card.right - 90 * page.u, card.y + 20 * page.u, 70 * page.u, 70 * page.u), badge)
    if allowed:
        page.touch(card, control)


def _count(page: Page, dot: Rect, number: int) -> None:
    page.panel(dot, theme.BAD, 35)
    page.words(dot, str(min(number, 99)), 38, theme.ON_ACCENT, bold=True, align="center")


def _badge(model: Model, control: str) -> int:
    return len(model.cabinet.alarms) if control == "alarms" and model.cabinet else 0
