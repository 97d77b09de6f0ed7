"""What several screens of this room are made of."""

from kiosk import theme
from kiosk.flows.enquire.states import NumberTyped
from kiosk.flows.model import Model
from kiosk.flows.states import Mistake
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.collect import mistake_banner
from kiosk.widgets.button import MAIN, PLAIN, SPENT, button
from kiosk.widgets.keypad import keyboard, keypad
from kiosk.widgets.measure import high
from kiosk.widgets.signs import banner, mark
from kiosk.widgets.typed import grouped_field, typed_field

RESIDENT_GROUPS = (6, 4, 4, 4)
RESIDENT_LENGTH = 18


def told(page: Page, model: Model, room: Rect, mistake: Mistake | None, height: float = 230) -> Rect:
    """A banner about what went wrong, if anything did; gives the room below it."""
    if mistake is None:
        return room
    strip, rest = room.top(min(room.h, height * page.u), 24 * page.u)
    mistake_banner(page, strip, model, mistake)
    return rest


def number_field(page: Page, rect: Rect, number: NumberTyped, *, wrong: bool = False) -> None:
    """A number as it stands on the card, in groups; others as they are."""
    hint = page.say("number.hint")
    if number.text[:RESIDENT_LENGTH].rstrip("X").isdigit():
        grouped_field(page, rect, number.text, RESIDENT_GROUPS, hint, wrong=wrong)
    else:
        typed_field(page, rect, number.text, hint=hint, wrong=wrong)


def number_pad(page: Page, room: Rect, number: NumberTyped, ok_text: str, *, busy: bool) -> None:
    """Digits and X; letters behind a key. Below, what sends."""
    foot, board = room.foot(130 * page.u, theme.GAP * page.u)
    if number.letters:
        keyboard(page, board, letters=True)
        send(page, foot, ok_text, busy=busy)
        return
    keypad(page, board, extra="X")
    switch, ok = foot.left(foot.w * 0.32, theme.GAP * page.u)
    button(page, switch, "letters", page.say("number.letters"), PLAIN, size=40)
    send(page, ok, ok_text, busy=busy)


def send(page: Page, place: Rect, text: str, *, busy: bool) -> None:
    """The main button, or that the hall is being asked."""
    button(page, place, "" if busy else "ok", page.say("enquire.asking") if busy else text, SPENT if busy else MAIN)


def said_below(page: Page, room: Rect, text: str, size: float = theme.LARGE, colour: str = theme.INK) -> Rect:
    """A paragraph as high as it needs; gives the room below it."""
    needed = min(room.h, high(text, size * page.u, room.w) + 6 * page.u)
    place, rest = room.top(needed, 14 * page.u)
    page.words(place, text, size, colour, valign="top")
    return rest


def farewell(page: Page, room: Rect, head: str, text: str) -> None:
    """A large tick and two sentences, in the middle."""
    box = room.middle(room.w, 860 * page.u)
    top, rest = box.top(340 * page.u)
    mark(page, top.centre, 140, "check", theme.GOOD, theme.ON_ACCENT)
    line, rest = rest.top(130 * page.u)
    page.words(line, head, theme.TITLE, bold=True, align="center")
    page.words(rest, text, theme.LARGE, align="center", valign="top")


def good_news(page: Page, room: Rect, text: str) -> Rect:
    """A green banner; gives the room below it."""
    strip, rest = room.top(130 * page.u, 24 * page.u)
    banner(page, strip, text, tone="good")
    return rest
