"""The pickup code, or the identity card."""

from kiosk import theme
from kiosk.flows.by_card import RESULTS_A_PAGE, takes_cards
from kiosk.flows.model import Model
from kiosk.flows.states import Collect, CollectWhich, Mistake, Paused
from kiosk.flows.turning import sheets
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.words import tell
from kiosk.widgets.button import MAIN, button
from kiosk.widgets.fields import code_field
from kiosk.widgets.keypad import keypad
from kiosk.widgets.lay_down import lay_down
from kiosk.widgets.pager import pager
from kiosk.widgets.signs import banner, countdown


def collect(page: Page, model: Model, screen: Collect) -> None:
    """Eight boxes, ten digits."""
    draw_frame(page, model)
    high, low = halves(page, body(page), 0.53)
    head, rest = high.top(190 * page.u, 16 * page.u)
    title(page, head, page.say("collect.title"), page.say("collect.hint"))
    field, rest = rest.top(150 * page.u, 30 * page.u)
    of_a_code = screen.mistake is not None and not screen.mistake.key.startswith("collect.card.")
    code_field(page, field, screen.digits, wrong=of_a_code and not screen.digits)
    if screen.mistake:
        mistake_banner(page, rest.top(min(rest.h, 310 * page.u))[0], model, screen.mistake)
    else:
        _hints(page, rest, model, screen)
    keypad(page, low)


def collect_which(page: Page, model: Model, screen: CollectWhich) -> None:
    """The names of what waits, nothing else."""
    draw_frame(page, model, "back")
    head, room = body(page).top(190 * page.u, 24 * page.u)
    title(page, head, page.say("collect_which.title"), page.say("collect_which.hint"))
    room = pager(page, room, screen.page, sheets(len(screen.deposits), RESULTS_A_PAGE))
    first = screen.page * RESULTS_A_PAGE
    shown = screen.deposits[first : first + RESULTS_A_PAGE]
    for place, one in zip(_places(page, room), shown, strict=False):
        button(page, place, f"result.{one.deposit}", tell(page, one.item), MAIN, size=50, picture="collect")


def _places(page: Page, room: Rect) -> list[Rect]:
    columns = 1 if page.portrait else 2
    lines = RESULTS_A_PAGE // columns
    box, _ = room.top(min(room.h, lines * 220 * page.u))
    rows = box.rows(lines, theme.GAP * page.u)
    return [place for row in rows for place in row.columns(columns, theme.GAP * page.u)]


def paused(page: Page, model: Model, screen: Paused) -> None:
    """Too many wrong codes: how long, and what helps."""
    draw_frame(page, model)
    room = body(page).middle(page.rect.w - 2 * theme.MARGIN * page.u, 1000 * page.u)
    head, rest = room.top(130 * page.u)
    page.words(head, page.say("paused.title"), theme.TITLE, bold=True, align="center")
    ring, rest = rest.top(rest.h * 0.45, 24 * page.u)
    left_s = model.left_s(screen.until_ms)
    countdown(page, ring.middle(340 * page.u, 340 * page.u), left_s, max(60, left_s))
    page.words(
        rest,
        page.say("paused.hint", phone=model.place.help_phone),
        46,
        align="center",
        valign="top",
    )


def mistake_banner(page: Page, rect: Rect, model: Model, mistake: Mistake) -> None:
    """What happened and what to do, in a banner."""
    values = {
        "phone": model.place.help_phone,
        "seconds": mistake.wait_s,
        "kiosk": mistake.kiosk,
        "door": mistake.compartment,
    }
    todo = f"{mistake.key}.do.staff" if model.staff and f"{mistake.key}.do.staff" in page.say else f"{mistake.key}.do"
    banner(page, rect, page.say(f"{mistake.key}.what", **values), page.say(todo, **values))


def _hints(page: Page, rest: Rect, model: Model, screen: Collect) -> None:
    if takes_cards(model, screen):
        place, rest = rest.top(140 * page.u, 20 * page.u)
        lay_down(page, place, "collect.card", "collect.card.asking" if screen.asked else "collect.card.hint")
    text = page.say("collect.scan") if model.place.scanner else page.say("collect.sms")
    page.words(rest.top(170 * page.u)[0], text, theme.LARGE, theme.INK_SOFT, valign="top")
