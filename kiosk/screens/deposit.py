"""The three steps before the door opens for a deposit."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.states import DepositCase, DepositPhone, DepositSize
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.collect import mistake_banner
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.staff import pad_with_ok
from kiosk.widgets.button import CHOSEN, MAIN, PLAIN, button
from kiosk.widgets.fields import code_field, line_field
from kiosk.widgets.icon import icon
from kiosk.widgets.keypad import keyboard
from locker.contract.facts import SIZES, Size


def deposit_case(page: Page, model: Model, screen: DepositCase) -> None:
    """Letters and digits, or the scanner."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.5)
    head, rest = high.top(200 * page.u, 16 * page.u)
    title(page, head, page.say("case.title"), page.say("case.hint.scan" if model.place.scanner else "case.hint"))
    field, rest = rest.top(130 * page.u, 30 * page.u)
    line_field(page, field, screen.text, page.say("case.field"))
    if screen.mistake:
        mistake_banner(page, rest.top(min(rest.h, 250 * page.u))[0], model, screen.mistake)
    ok, board = low.foot(130 * page.u, theme.GAP * page.u)
    keyboard(page, board, letters=screen.letters)
    button(page, ok, "ok", page.say("next"), MAIN, size=52)


def deposit_phone(page: Page, model: Model, screen: DepositPhone) -> None:
    """Eleven digits, to be compared with the form."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.53)
    head, rest = high.top(200 * page.u, 16 * page.u)
    title(page, head, page.say("phone.title"), page.say("phone.hint"))
    field, rest = rest.top(130 * page.u, 30 * page.u)
    code_field(page, field, screen.digits, "phone", wrong=screen.mistake is not None)
    if screen.mistake:
        mistake_banner(page, rest.top(min(rest.h, 230 * page.u))[0], model, screen.mistake)
    else:
        text = page.say("phone.case", case=screen.case)
        page.words(rest.top(170 * page.u)[0], text, theme.BODY, theme.INK_SOFT, valign="top")
    pad_with_ok(page, low, page.say("phone.ok"))


def deposit_size(page: Page, model: Model, screen: DepositSize) -> None:
    """Three pictures, one switch, one button."""
    draw_frame(page, model, "back")
    draft = screen.draft
    high, low = halves(page, body(page), 0.25)
    head, rest = high.top(190 * page.u, 16 * page.u)
    hint = page.say("size.hint", case=draft.case, phone=draft.phone_masked)
    title(page, head, page.say("size.title"), hint)
    if screen.mistake:
        strip, rest = rest.top(230 * page.u, 20 * page.u)
        mistake_banner(page, strip, model, screen.mistake)
    box = rest.top(min(rest.h, 760 * page.u))[0]
    for card, size in zip(box.columns(3, theme.GAP * page.u), SIZES, strict=True):
        size_card(page, card, size, chosen=size is draft.size)
    reach, ok = low.rows(2, theme.GAP * page.u)
    low_text = page.say("size.low.on" if draft.low_reach else "size.low")
    picture = "check" if draft.low_reach else ""
    button(page, reach, "low", low_text, CHOSEN if draft.low_reach else PLAIN, size=theme.LARGE, picture=picture)
    button(page, ok, "ok", page.say("size.ok"), MAIN, size=52, picture="put")


def size_card(page: Page, card: Rect, size: Size, *, chosen: bool) -> None:
    """One size to choose: how large, and what fits."""
    look = CHOSEN if chosen else PLAIN
    page.panel(card, look.ground, theme.RADIUS, look.border, 5 if chosen else 2)
    top, rest = card.inset(20 * page.u).top(card.h * 0.5)
    side = {Size.S: 0.42, Size.M: 0.66, Size.L: 0.92}[size] * min(top.h, top.w)
    icon(page, top.middle(side, side), "document" if size is Size.S else "box", look.ink, 6)
    word, hint = rest.top(rest.h * 0.45)
    page.words(word, page.say(f"size.{size}"), 56, look.ink, bold=True, align="center")
    page.words(hint, page.say(f"size.{size}.hint"), theme.BODY, theme.INK_SOFT, align="center", valign="top")
    page.touch(card, f"size.{size}")
