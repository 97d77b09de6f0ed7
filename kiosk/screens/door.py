"""A door opening, open, stuck, shut; and what comes after."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.states import ContentsCheck, DoorOpen, DoorShut, DoorStuck, Errand, Opening, ThankYou, WrongDocument
from kiosk.front import spot
from kiosk.layout import Rect
from kiosk.page import Align, Page
from kiosk.screens.collect import mistake_banner
from kiosk.screens.frame import body, draw_frame, halves
from kiosk.widgets.button import MAIN, PLAIN, QUIET, SERIOUS, button
from kiosk.widgets.cabinet_map import cabinet_map
from kiosk.widgets.signs import banner, countdown, mark, steps
from locker.contract.facts import DepositKind, DepositState, Purpose

BUTTON_H = 150


def opening(page: Page, model: Model, screen: Opening) -> None:
    """Ordered; watch the cabinet."""
    draw_frame(page, model, "")
    door = screen.errand.compartment
    high, low = _map_and_words(page, model, screen.errand, 300)
    text = page.say("opening.title", door=door) if door else page.say("opening.title.any")
    head, rest = high.top(130 * page.u)
    page.words(head, text, theme.TITLE, bold=True)
    page.words(rest.top(90 * page.u)[0], where(page, model, door), theme.LARGE, theme.ACCENT, bold=True)
    side: Align = "center" if page.portrait else "left"
    page.words(low, page.say("opening.hint"), theme.HEAD, theme.INK, align=side, valign="top")


def door_open(page: Page, model: Model, screen: DoorOpen) -> None:
    """Which door, what to do, how long."""
    draw_frame(page, model, "")
    high, low = _map_and_words(page, model, screen.errand, 600)
    _door_head(page, model, screen, high)
    foot, rest = low.foot(BUTTON_H * page.u, 24 * page.u)
    _door_steps(page, screen, rest)
    no, yes = foot.columns(2, theme.GAP * page.u)
    button(page, no, "again", page.say("door.not_open"), PLAIN)
    button(page, yes, "door.shut", page.say("door.shut"), MAIN)


def door_stuck(page: Page, model: Model, screen: DoorStuck) -> None:
    """It did not open; nothing is lost."""
    purpose = screen.errand.purpose
    visitor = purpose in VISITORS
    draw_frame(page, model, STUCK_BACK.get(purpose, "back"), "back")
    high, low = _map_and_words(page, model, screen.errand, 380 if visitor else 220)
    key = f"stuck.{screen.outcome.value if screen.outcome else 'no_news'}"
    door = screen.errand.compartment or page.say("door.some")
    todo = _by_purpose(page, f"{key}.do", purpose)
    banner(page, high, page.say(f"{key}.what", door=door), page.say(todo, phone=model.place.help_phone))
    if visitor:
        low, call = low.rows(2, theme.GAP * page.u)
        button(page, call, "help", page.say("door.call"), QUIET, size=50, picture="bell")
    label = "door.other" if purpose in (Purpose.PLACE, Purpose.HAND_IN) else "door.again"
    button(page, low.top(min(low.h, 240 * page.u))[0], "again", page.say(label), MAIN, size=50)


def door_shut(page: Page, model: Model, screen: DoorShut) -> None:
    """The one question after closing, by purpose."""
    purpose = screen.errand.purpose
    draw_frame(page, model, "")
    high, low = halves(page, body(page), 0.6)
    door = screen.errand.compartment or page.say("door.some")
    head, rest = high.top(250 * page.u if screen.mistake else high.h, 20 * page.u)
    _shut_head(page, model, screen, head, page.say(f"shut.{purpose}.title", door=door))
    if screen.mistake:
        mistake_banner(page, rest.top(min(rest.h, 270 * page.u))[0], model, screen.mistake)
    answers = ANSWERS[purpose]
    for place, (control, look, picture) in zip(low.rows(len(answers), 28 * page.u), answers, strict=True):
        button(page, place, control, page.say(f"shut.{purpose}.{control}"), look, size=52, picture=picture)


VISITORS = (Purpose.PICKUP, Purpose.HAND_IN)
STUCK_BACK = {Purpose.PICKUP: "door.leave", Purpose.HAND_IN: "stuck.hand_in.back"}
ANSWERS = {
    Purpose.PICKUP: (("yes", MAIN, "check"), ("again", QUIET, "take"), ("wrong", SERIOUS, "warning")),
    Purpose.PLACE: (("yes", MAIN, "check"), ("larger", QUIET, "grid"), ("cancel", SERIOUS, "cross")),
    Purpose.HAND_IN: (
        ("yes", MAIN, "check"),
        ("again", QUIET, "put"),
        ("larger", QUIET, "grid"),
        ("cancel", SERIOUS, "cross"),
    ),
    Purpose.TAKE_BACK: (("yes", MAIN, "check"), ("again", QUIET, "take"), ("later", PLAIN, "back")),
    Purpose.CHECK: (
        ("empty", MAIN, "check"),
        ("full", QUIET, "document"),
        ("other", SERIOUS, "warning"),
        ("later", PLAIN, "back"),
    ),
}


def thank_you(page: Page, model: Model, screen: ThankYou) -> None:
    """Good-bye; with a word asked for, where the case may be rated."""
    draw_frame(page, model)
    room = body(page)
    if screen.rate:
        foot, room = room.foot(BUTTON_H * page.u, theme.GAP * page.u)
        button(page, foot, "rate", page.say("done.rate"), MAIN, size=52)
    _farewell(page, room, "check", "good", page.say("thanks.title"), page.say("thanks.hint"))


def wrong_document(page: Page, model: Model, screen: WrongDocument) -> None:
    """Locked; staff are coming."""
    draw_frame(page, model)
    text = page.say("wrong.hint", door=screen.compartment or page.say("door.some"), phone=model.place.help_phone)
    _farewell(page, body(page), "bell", "care", page.say("wrong.title"), text)


def where(page: Page, model: Model, door: str | None) -> str:
    """Column and row in words; empty when the door is not known yet."""
    found = spot(model.place.doors, next((d.id for d in model.place.doors if d.id == door), None))
    if found is None:
        return ""
    if found.rows == 1:
        return page.say("where.column", column=found.column)
    return page.say("where.both", column=found.column, row=found.row)


def _by_purpose(page: Page, key: str, purpose: Purpose) -> str:
    """The text meant for this errand, where there is one of its own; else ``key``."""
    kinds = (purpose.value,) if purpose in VISITORS else (purpose.value, "staff")
    return next((f"{key}.{kind}" for kind in kinds if f"{key}.{kind}" in page.say), key)


def _map_and_words(page: Page, model: Model, errand: Errand, low_h: float) -> tuple[Rect, Rect]:
    """Draw the map; give the room above and ``low_h`` units below it (portrait) or beside it (landscape)."""
    room = body(page)
    if page.portrait:
        high, rest = room.top(300 * page.u, 24 * page.u)
        low, middle = rest.foot(low_h * page.u, 36 * page.u)
    else:
        middle, right = halves(page, room, 0.5)
        high, low = right.top(260 * page.u, 16 * page.u)
    cabinet_map(page, middle, model.place.doors, model.place.screen, lit=errand.compartment)
    return high, low


def _door_head(page: Page, model: Model, screen: DoorOpen, high: Rect) -> None:
    door = screen.errand.compartment or page.say("door.some")
    if screen.late or screen.nudged:
        key = "open.late" if screen.late else "open.nudged"
        banner(page, high.top(240 * page.u)[0], page.say(f"{key}.what", door=door), page.say(f"{key}.do"))
        return
    if screen.doubt:
        key = f"open.{screen.doubt}"
        todo = _by_purpose(page, f"{key}.do", screen.errand.purpose)
        place = where(page, model, screen.errand.compartment)
        banner(page, high.top(270 * page.u)[0], page.say(f"{key}.what", door=door), page.say(todo, where=place), "care")
        return
    ring, text = high.end(190 * page.u, 24 * page.u)
    countdown(page, ring.top(190 * page.u)[0], model.left_s(screen.until_ms), model.place.door_open_s)
    head, rest = text.top(130 * page.u)
    page.words(head, page.say("open.title", door=door), theme.TITLE, bold=True)
    page.words(
        rest.top(110 * page.u)[0],
        where(page, model, screen.errand.compartment),
        46,
        theme.ACCENT,
        bold=True,
        valign="top",
    )


def _door_steps(page: Page, screen: DoorOpen, room: Rect) -> None:
    purpose = screen.errand.purpose
    texts = [page.say(f"open.{purpose}.{number}") for number in (1, 2, 3)]
    steps(page, room, texts, size=46 if page.portrait else 38)


def _shut_head(page: Page, model: Model, screen: DoorShut, head: Rect, text: str) -> None:
    if screen.errand.purpose is Purpose.PICKUP:
        ring, head = head.end(190 * page.u, 24 * page.u)
        countdown(page, ring.middle(190 * page.u, 190 * page.u), model.left_s(screen.until_ms), model.place.grace_s)
    line, rest = head.top(head.h * 0.56)
    page.words(line, text, theme.TITLE, bold=True, valign="bottom")
    page.words(rest, page.say(_shut_hint(model, screen.errand)), 46, theme.INK_SOFT, valign="top")


def _shut_hint(model: Model, errand: Errand) -> str:
    if errand.returns_to == ContentsCheck.name:
        views = model.cabinet.compartments if model.cabinet else []
        full = any(view.id == errand.compartment and view.occupied for view in views)
        return f"shut.check.hint.books.{'full' if full else 'empty'}"
    row = errand.row
    placing = row is not None and row.state is DepositState.PLACING and row.kind is DepositKind.RESULT
    return "shut.check.hint.placing" if placing and errand.purpose is Purpose.CHECK else f"shut.{errand.purpose}.hint"


def _farewell(page: Page, room: Rect, picture: str, tone: str, head: str, text: str) -> None:
    ground, ink = (theme.GOOD, theme.ON_ACCENT) if tone == "good" else (theme.CARE_SOFT, theme.CARE)
    box = room.middle(room.w, min(room.h, 860 * page.u))
    top, rest = box.top(box.h * 0.42)
    mark(page, top.centre, min(150, 0.45 * top.h / page.u), picture, ground, ink)
    line, rest = rest.top(150 * page.u)
    page.words(line, head, 84, bold=True, align="center")
    page.words(rest, text, theme.LARGE, align="center", valign="top")
