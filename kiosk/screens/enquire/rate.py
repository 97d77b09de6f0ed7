"""Five faces with their words; for a poor grade what was wrong."""

import math

from intake.contract.questions import POOR
from kiosk import theme
from kiosk.flows.enquire.rate import REASONS
from kiosk.flows.enquire.states import Rate, Rated
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.enquire.parts import farewell, send, told
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.words import tell
from kiosk.widgets.button import CHOSEN, PLAIN, SPENT, button

GRADES = (5, 4, 3, 2, 1)
INKS = {5: theme.GOOD, 4: theme.GOOD, 3: theme.ACCENT, 2: theme.CARE, 1: theme.BAD}
MOUTHS = {5: 1.0, 4: 0.55, 3: 0.0, 2: -0.55, 1: -1.0}
"""How much the mouth smiles, from 1 to -1."""


def rate(page: Page, model: Model, screen: Rate) -> None:
    """Faces, then reasons, then send; the way back is the way not to."""
    draw_frame(page, model, "rate.not_now", "back")
    high, low = halves(page, body(page), 0.56)
    head, rest = high.top(280 * page.u, 20 * page.u)
    title(page, head, page.say("rate.title"), page.say("rate.hint", item=tell(page, screen.item)))
    faces = rest.top(min(rest.h, 400 * page.u))[0].columns(len(GRADES), 16 * page.u)
    for place, grade in zip(faces, GRADES, strict=True):
        _grade(page, place, grade, chosen=grade == screen.grade)
    ok, room = low.foot(140 * page.u, theme.GAP * page.u)
    room = told(page, model, room, screen.mistake)
    if screen.grade in POOR and screen.mistake is None:
        _reasons(page, room, screen)
    if screen.grade:
        send(page, ok, page.say("rate.ok"), busy=screen.asked is not None)
    else:
        button(page, ok, "", page.say("rate.choose"), SPENT)


def rated(page: Page, model: Model, _screen: Rated) -> None:
    """Thank you."""
    draw_frame(page, model)
    farewell(page, body(page), page.say("rated.title"), page.say("rated.hint"))


def _grade(page: Page, place: Rect, grade: int, *, chosen: bool) -> None:
    look = CHOSEN if chosen else PLAIN
    page.panel(place, look.ground, theme.RADIUS, look.border, 6 if chosen else 2)
    top, word = place.inset(6 * page.u, 24 * page.u).top(place.h * 0.52)
    side = min(top.w - 20 * page.u, top.h, 150 * page.u)
    _face(page, top.middle(side, side), MOUTHS[grade], INKS[grade])
    page.words(word, page.say(f"rate.{grade}"), 38, theme.INK, bold=True, align="center")
    page.touch(place, f"grade.{grade}")


def _face(page: Page, box: Rect, smile: float, ink: str) -> None:
    """A circle, two eyes and a mouth that bends by ``smile``."""
    radius = box.w / 2
    x, y = box.centre
    page.arc(box.centre, radius / page.u - 6, ink, 8)
    for side in (-1, 1):
        eye = Rect(x + side * radius * 0.36 - radius * 0.09, y - radius * 0.32, radius * 0.18, radius * 0.18)
        page.panel(eye, ink, radius * 0.09 / page.u)
    bend, middle = radius * 0.34 * smile, y + radius * 0.36
    steps = [n / 8 for n in range(-8, 9)]
    mouth = [(x + at * radius * 0.48, middle + bend * (math.cos(at * math.pi / 2) - 0.5)) for at in steps]
    page.stroke(mouth, ink, 8)


def _reasons(page: Page, room: Rect, screen: Rate) -> None:
    line, room = room.top(80 * page.u, 10 * page.u)
    page.words(line, page.say("rate.reasons"), theme.LARGE, bold=True)
    box = room.top(min(room.h, 3 * 190 * page.u))[0]
    places = [place for row in box.rows(3, 18 * page.u) for place in row.columns(2, 18 * page.u)]
    for place, reason in zip(places, REASONS, strict=True):
        ticked = reason in screen.reasons
        text, picture = page.say(f"rate.reason.{reason}"), "check" if ticked else ""
        button(page, place, f"reason.{reason}", text, CHOSEN if ticked else PLAIN, size=42, picture=picture)
