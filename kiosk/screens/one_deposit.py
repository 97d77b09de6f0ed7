"""One deposit for staff: taking it back, or ending what was left unfinished."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.states import TakeBackAsk, Unfinished
from kiosk.flows.unfinished import doubted, ways
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.lists import day, minute, of_kind, state_of
from kiosk.screens.staff import said
from kiosk.widgets.button import MAIN, QUIET, SERIOUS, button
from kiosk.widgets.cabinet_map import cabinet_map
from kiosk.widgets.signs import banner
from locker.contract.answers import DepositRow
from locker.contract.facts import DepositKind

BUTTON_H = 150
FACTS_H = 440
MAP_H_MIN = 420  # below that its letters would be too small
WAYS_MAX = 2

PICTURES = {"yes": "check", "cancel": "cross", "out": "check", "take": "take", "open": "grid"}


def take_back(page: Page, model: Model, screen: TakeBackAsk) -> None:
    """All that is known about it, where it lies, and one button."""
    draw_frame(page, model, "back")
    row = screen.row
    high, low = (body(page), None) if page.portrait else halves(page, body(page), 0.5)
    head, rest = high.top(130 * page.u, 16 * page.u)
    title(page, head, page.say(of_kind(page, "take.title", row), door=row.compartment))
    rest = said(page, model, rest, "", "", screen.mistake)
    card, rest = rest.top(min(rest.h, FACTS_H * page.u), theme.GAP * page.u)
    _facts(page, card, row)
    ok, place = (low or rest).foot(BUTTON_H * page.u, theme.GAP * page.u)
    if place.h > MAP_H_MIN * page.u:
        cabinet_map(page, place, model.place.doors, model.place.screen, lit=row.compartment)
    button(page, ok, "ok", page.say("take.ok", door=row.compartment), MAIN, size=50, picture="take")


def unfinished(page: Page, model: Model, screen: Unfinished) -> None:
    """What was begun, and how it can end."""
    draw_frame(page, model, "back")
    row, offered = screen.row, ways(model, screen.row)
    head, rest = body(page).top(130 * page.u, 16 * page.u)
    title(page, head, page.say("unfinished.title", door=row.compartment))
    if screen.mistake:
        rest = said(page, model, rest, "", "", screen.mistake)
    else:
        strip, rest = rest.top(220 * page.u, theme.GAP * page.u)
        banner(page, strip, *_words(page, model, row, offered), "care")
    low = _facts_beside(page, rest, row)
    places = low.rows(WAYS_MAX, theme.GAP * page.u)
    for place, control in zip(places, offered, strict=False):
        look = SERIOUS if control == "cancel" else MAIN if control == offered[0] else QUIET
        text = page.say(of_kind(page, f"unfinished.{control}", row), door=row.compartment)
        button(page, place, control, text, look, size=46, picture=PICTURES[control])


def _words(page: Page, model: Model, row: DepositRow, offered: tuple[str, ...]) -> tuple[str, str]:
    known = f"unfinished.{row.state}" in page.say
    what = page.say(of_kind(page, f"unfinished.{row.state}" if known else "unfinished.doubt", row))
    if not offered:
        return what, page.say("unfinished.no_right")
    if "yes" in offered:
        return what, page.say("unfinished.say", seconds=model.place.door_open_s)
    return what, page.say("unfinished.look" if doubted(model, row) else "unfinished.end")


def _facts_beside(page: Page, room: Rect, row: DepositRow) -> Rect:
    """Draw what is known; give the room below it (portrait) or beside it (landscape)."""
    if page.portrait:
        card, rest = room.top(FACTS_H * page.u, theme.GAP * page.u)
    else:
        left, rest = halves(page, room, 0.5)
        card, _ = left.top(min(left.h, FACTS_H * page.u))
    _facts(page, card, row)
    return rest


def _facts(page: Page, card: Rect, row: DepositRow) -> None:
    page.card(card)
    say = page.say
    material = row.kind is DepositKind.MATERIAL
    facts = (
        (say("take.case"), row.case),
        (say("take.from"), say("list.material")) if material else (say("take.phone"), row.phone_masked),
        (say("take.placed"), minute(row.placed_at_ms)),
        *(() if material else ((say("take.due"), day(row.due_at_ms)),)),
        (say("take.state"), state_of(page, row)),
    )
    for line, (label, value) in zip(card.inset(40 * page.u, 16 * page.u).rows(len(facts), 0), facts, strict=True):
        name, text = line.left(line.w * 0.32)
        page.words(name, label, 40, theme.INK_SOFT)
        page.words(text, value, theme.LARGE, bold=True)
