"""Where people with a paper in the hand begin, and typing who one is."""

from kiosk import theme
from kiosk.flows.enquire.states import AskPerson, Enquire, ProveNumber
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.enquire.parts import good_news, number_field, number_pad, send, told
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.widgets.button import QUIET, SPENT, button
from kiosk.widgets.fields import code_field
from kiosk.widgets.icon import icon
from kiosk.widgets.keypad import keypad
from kiosk.widgets.lay_down import lay_down
from kiosk.widgets.signs import banner


def enquire(page: Page, model: Model, screen: Enquire) -> None:
    """One thing to hold before the scanner; other ways below it."""
    draw_frame(page, model)
    high, low = halves(page, body(page), 0.4)
    head, rest = high.top(190 * page.u, 20 * page.u)
    title(page, head, page.say("enquire.title"), page.say("enquire.hint"))
    rest = _news(page, model, rest, screen)
    _scan_card(page, rest, busy=screen.busy)
    _other_ways(page, model, low, busy=screen.busy)


def ask_person(page: Page, model: Model, screen: AskPerson) -> None:
    """Number, then mobile number."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.56)
    key = "mobile" if screen.at_mobile else "number"
    head, rest = high.top(190 * page.u, 16 * page.u)
    title(page, head, page.say(f"person.{key}.title"), _hint(page, model, f"person.{key}.hint"))
    field, rest = rest.top(140 * page.u, 24 * page.u)
    busy, wrong = screen.asked is not None, screen.mistake is not None
    told(page, model, rest, screen.mistake)
    if not screen.at_mobile:
        number_field(page, field, screen.number, wrong=wrong)
        number_pad(page, low, screen.number, page.say("next"), busy=busy)
        return
    code_field(page, field, screen.mobile, "phone", wrong=wrong)
    ok, pad = low.foot(130 * page.u, theme.GAP * page.u)
    keypad(page, pad)
    send(page, ok, page.say("person.ok"), busy=busy)


def prove_number(page: Page, model: Model, screen: ProveNumber) -> None:
    """Before others' papers are shown: the number."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.56)
    head, rest = high.top(190 * page.u, 16 * page.u)
    title(page, head, page.say("prove.title"), _hint(page, model, "prove.hint"))
    field, rest = rest.top(140 * page.u, 24 * page.u)
    number_field(page, field, screen.number, wrong=screen.mistake is not None)
    told(page, model, rest, screen.mistake)
    number_pad(page, low, screen.number, page.say("person.ok"), busy=screen.asked is not None)


def _hint(page: Page, model: Model, key: str) -> str:
    """With a card reader the card is the easier way."""
    with_card = f"{key}.card"
    return page.say(with_card if "id_reader" in model.place.fitted and with_card in page.say else key)


def _news(page: Page, model: Model, room: Rect, screen: Enquire) -> Rect:
    if screen.mistake:
        return told(page, model, room, screen.mistake)
    if screen.done:
        return good_news(page, room, page.say(f"enquire.{screen.done}"))
    if not model.hall_up:
        strip, rest = room.top(230 * page.u, 24 * page.u)
        phone = model.place.help_phone
        banner(page, strip, page.say("enquire.no_hall.what"), page.say("enquire.no_hall.do", phone=phone), "care")
        return rest
    return room


def _scan_card(page: Page, card: Rect, *, busy: bool) -> None:
    page.panel(card, theme.ACCENT, 48)
    room = card.inset(50 * page.u, 30 * page.u)
    picture, rest = room.top(room.h * 0.4)
    side = min(230 * page.u, picture.h)
    icon(page, picture.middle(side, side), "scan", theme.ON_ACCENT, 10)
    word, rest = rest.top(rest.h * 0.45)
    text = page.say("enquire.asking" if busy else "enquire.scan")
    page.words(word, text, 60, theme.ON_ACCENT, bold=True, align="center")
    page.words(rest, page.say("enquire.scan.hint"), 42, theme.ON_ACCENT_SOFT, align="center", valign="top")


def _other_ways(page: Page, model: Model, room: Rect, *, busy: bool) -> None:
    rows = [*room.rows(3, theme.GAP * page.u)]
    look = SPENT if busy else QUIET
    if "id_reader" in model.place.fitted:
        lay_down(page, rows.pop(0), "enquire.card", "enquire.card.hint")
    for row, name, picture in zip(rows, ("type", "collect"), ("phone", "collect"), strict=False):
        place = row.top(min(row.h, 200 * page.u))[0]
        button(page, place, "" if busy else name, page.say(f"enquire.{name}"), look, size=46, picture=picture)
