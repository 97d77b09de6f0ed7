"""Which notice is printed once more."""

from kiosk import theme
from kiosk.flows.enquire.print_again import NOTICES_A_PAGE, may_print
from kiosk.flows.enquire.states import PrintWhich
from kiosk.flows.model import Model
from kiosk.flows.turning import sheets
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.enquire.parts import good_news, told
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.words import tell
from kiosk.widgets.button import QUIET, SPENT, button
from kiosk.widgets.pager import pager


def print_which(page: Page, model: Model, screen: PrintWhich) -> None:
    """A button a notice; what came out looks spent."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.7)
    head, room = high.top(170 * page.u, 20 * page.u)
    title(page, head, page.say("print_which.title"), page.say("print_which.hint"))
    told(page, model, room, screen.mistake)
    if screen.paper is not None:
        good_news(page, room, page.say(f"done.paper.{screen.paper}"))
    room = pager(page, low, screen.page, sheets(len(screen.notices), NOTICES_A_PAGE))
    first = screen.page * NOTICES_A_PAGE
    numbers = range(first, min(first + NOTICES_A_PAGE, len(screen.notices)))
    box, _ = room.top(min(room.h, NOTICES_A_PAGE * 220 * page.u))
    for place, number in zip(box.rows(NOTICES_A_PAGE, theme.GAP * page.u), numbers, strict=False):
        _notice(page, place, screen, number)


def _notice(page: Page, place: Rect, screen: PrintWhich, number: int) -> None:
    one, free = screen.notices[number], number in may_print(screen)
    text = page.say("inside.printing") if screen.printing == number else tell(page, one.title)
    control = f"notice.{number}" if free else ""
    button(page, place, control, text, QUIET if free else SPENT, size=42, picture="printer")
