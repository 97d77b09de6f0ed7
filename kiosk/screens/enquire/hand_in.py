"""Before and after the door, for who hands paper originals in."""

from kiosk import theme
from kiosk.flows.enquire.hand_in import can_print
from kiosk.flows.enquire.states import HandInSize, PapersInside
from kiosk.flows.inputs import Paper
from kiosk.flows.model import Model
from kiosk.flows.states import Originals
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.deposit import size_card
from kiosk.screens.enquire.parts import said_below, told
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.words import tell
from kiosk.widgets.button import CHOSEN, MAIN, PLAIN, QUIET, SPENT, button
from kiosk.widgets.signs import mark
from locker.contract.facts import SIZES

PAPERS_SHOWN = 5


def hand_in_size(page: Page, model: Model, screen: HandInSize) -> None:
    """What is waited for, three sizes, one switch, one button."""
    draw_frame(page, model, "back")
    originals = screen.originals
    high, low = halves(page, body(page), 0.5)
    head, rest = high.top(190 * page.u, 20 * page.u)
    title(page, head, page.say("hand_in.title"), page.say("hand_in.hint", case=originals.case))
    rest = told(page, model, rest, screen.mistake)
    _papers(page, rest, originals)
    ok, rest = low.foot(150 * page.u, theme.GAP * page.u)
    reach, rest = rest.foot(130 * page.u, theme.GAP * page.u)
    line, cards = rest.top(70 * page.u, 12 * page.u)
    page.words(line, page.say("size.title"), theme.LARGE, bold=True)
    for card, size in zip(cards.columns(3, theme.GAP * page.u), SIZES, strict=True):
        size_card(page, card, size, chosen=size is originals.size)
    text = page.say("hand_in.low.on" if originals.low_reach else "hand_in.low")
    low_look, picture = (CHOSEN, "check") if originals.low_reach else (PLAIN, "")
    button(page, reach, "low", text, low_look, size=theme.LARGE, picture=picture)
    button(page, ok, "ok", page.say("size.ok"), MAIN, size=52, picture="put")


def papers_inside(page: Page, model: Model, screen: PapersInside) -> None:
    """The receipt on the glass; a slip where there is a printer."""
    draw_frame(page, model, "")
    high, low = halves(page, body(page), 0.36)
    top, rest = high.top(min(240 * page.u, high.h * 0.3), 20 * page.u)
    mark(page, top.centre, 105, "check", theme.GOOD, theme.ON_ACCENT)
    head, rest = rest.top(120 * page.u, 16 * page.u)
    door = screen.compartment or page.say("door.some")
    page.words(head, page.say("inside.title", door=door), theme.TITLE, bold=True, align="center")
    rest = said_below(page, rest, page.say("hand_in.hint", case=screen.originals.case), theme.LARGE)
    _papers(page, rest, screen.originals)
    foot, text = low.foot(150 * page.u, 24 * page.u)
    page.words(text, page.say(_after(screen)), theme.LARGE, valign="top")
    slip, ok = foot.columns(2, theme.GAP * page.u) if _wants_slip(model, screen) else (None, foot)
    if slip is not None:
        busy = screen.printing
        label = page.say("inside.printing" if busy else "inside.print")
        button(page, slip, "" if busy else "print", label, SPENT if busy else QUIET, picture="" if busy else "printer")
    button(page, ok, "ok", page.say("back.home"), MAIN, size=52)


def _wants_slip(model: Model, screen: PapersInside) -> bool:
    return screen.printing or can_print(model, screen)


def _after(screen: PapersInside) -> str:
    match screen.paper:
        case None:
            return "inside.hint"
        case Paper.PRINTED | Paper.SENT as went:
            return f"inside.{went}"
        case _:
            return "inside.not_printed"


def _papers(page: Page, room: Rect, originals: Originals) -> None:
    """The names of the papers, numbered; of very many the rest in one line."""
    names = [tell(page, name) for name in originals.papers]
    shown = names if len(names) <= PAPERS_SHOWN else names[: PAPERS_SHOWN - 1]
    lines = [f"{number}. {name}" for number, name in enumerate(shown, start=1)]
    if len(shown) < len(names):
        lines.append(page.say("hand_in.more", count=len(names) - len(shown)))
    box = room.top(min(room.h, (len(lines) * 78 + 40) * page.u))[0]
    page.card(box)
    for place, line in zip(box.inset(34 * page.u, 20 * page.u).rows(len(lines), 0), lines, strict=True):
        page.words(place, line, 42)
