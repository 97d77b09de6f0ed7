"""What staff see on their round: differences after a cut, and the walk through the cabinet."""

from kiosk import theme
from kiosk.flows.lists import ROWS_A_PAGE, pages
from kiosk.flows.model import Model
from kiosk.flows.rounds import doors_left, may_settle, next_door, standing
from kiosk.flows.states import ContentsCheck, Differences
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.lists import places_of_rows
from kiosk.screens.staff import said
from kiosk.widgets.button import CAREFUL, MAIN, PLAIN, QUIET, button
from kiosk.widgets.cabinet_map import cabinet_map
from kiosk.widgets.pager import pager
from locker.contract.answers import Difference
from locker.contract.facts import Settling


def differences(page: Page, model: Model, screen: Differences) -> None:
    """Each with the one act that settles it."""
    draw_frame(page, model, "back")
    head, room = body(page).top(150 * page.u, 20 * page.u)
    title(page, head, page.say("differs.title"), page.say("differs.hint"))
    room = said(page, model, room, screen.done, screen.compartment, screen.mistake)
    found = standing(model)
    if not found:
        page.words(room.top(360 * page.u)[0], page.say("differs.none"), theme.LARGE, theme.INK_SOFT, align="center")
    room = pager(page, room, screen.page, pages(len(found)))
    shown = found[screen.page * ROWS_A_PAGE : (screen.page + 1) * ROWS_A_PAGE]
    for place, difference in zip(places_of_rows(page, room), shown, strict=False):
        _difference(page, model, place, difference)


def _difference(page: Page, model: Model, place: Rect, difference: Difference) -> None:
    page.card(place)
    act, text = place.inset(28 * page.u, 8 * page.u).end(290 * page.u, 20 * page.u)
    page.words(text, page.say(f"differs.{difference.differs}", subject=difference.subject), theme.BODY, bold=True)
    word = page.say(f"settling.{difference.settling}")
    if not may_settle(model, difference):
        page.words(act, word, theme.SMALL, theme.CARE, bold=True, align="center")
        return
    control = "finish" if difference.settling is Settling.FINISH_DEPOSIT else f"look.{difference.subject}"
    button(page, act.middle(act.w, theme.TOUCH_MIN * page.u), control, word, CAREFUL, size=38)


def contents_check(page: Page, model: Model, screen: ContentsCheck) -> None:
    """The next door on the map, what the books say of it, and how far the walk is."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.42)
    door = next_door(model, screen)
    head, drawing = high.top(150 * page.u, 20 * page.u)
    title(page, head, page.say("contents.title"), _progress(page, model))
    views = model.cabinet.compartments if model.cabinet else []
    cabinet_map(page, drawing, model.place.doors, model.place.screen, lit=door, views=views)
    low = said(page, model, low, "", "", screen.mistake)
    line, rest = low.top(100 * page.u, 6 * page.u)
    full = any(view.id == door and view.occupied for view in views)
    text = page.say(f"contents.next.{'full' if full else 'empty'}", door=door) if door else page.say("contents.seen")
    page.words(line, text, theme.HEAD, bold=True)
    if not screen.mistake:
        hint, rest = rest.top(100 * page.u, 14 * page.u)
        page.words(hint, page.say("contents.hint"), theme.BODY, theme.INK_SOFT, valign="top")
    _choices(page, model, screen, rest, door)


def _choices(page: Page, model: Model, screen: ContentsCheck, room: Rect, door: str | None) -> None:
    box, _ = room.top(min(room.h, 330 * page.u))
    upper, lower = box.rows(2, theme.GAP * page.u)
    if door is None:
        button(page, upper, "" if screen.asked else "end", page.say("contents.end"), MAIN, size=50, picture="check")
    else:
        button(page, upper, "open", page.say("contents.open", door=door), MAIN, size=50)
    later, skip = lower.columns(2, theme.GAP * page.u)
    if door is not None:
        button(page, later, "later", page.say("contents.later"), QUIET, size=38)
    _skip(page, model, screen, skip)


def _skip(page: Page, model: Model, screen: ContentsCheck, place: Rect) -> None:
    unused = len(doors_left(model)) - len(doors_left(model, skip_unused=True))
    if unused:
        text = page.say("contents.all") if screen.skip_unused else page.say("contents.skip", count=unused)
        button(page, place, "skip", text, PLAIN, size=38)


def _progress(page: Page, model: Model) -> str:
    check = model.cabinet.contents_check if model.cabinet else None
    return page.say("contents.progress", checked=check.checked if check else 0, left=len(doors_left(model)))
