"""Counter, locker or post."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.submit.delivery import addresses, chosen
from kiosk.flows.submit.states import ChooseDelivery, PostAddress
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.editor import Ask, editor
from kiosk.screens.frame import body, draw_frame, title
from kiosk.screens.submit.stage import stage
from kiosk.widgets.button import CHOSEN, MAIN, PLAIN, QUIET, SPENT, button
from kiosk.widgets.icon import icon
from kiosk.widgets.signs import mark

BUTTON_H = 140
PICTURES = {"counter": "counter", "locker": "box", "post": "envelope"}
ADDRESS_SIGNS = 22


def delivery(page: Page, model: Model, screen: ChooseDelivery) -> None:
    """One card for each way this item has."""
    room = stage(page, model, "hand_in")
    visit = model.visit
    if visit is None or visit.item is None:
        return
    way, known = chosen(visit, screen), addresses(visit)
    head, rest = room.top(180 * page.u, theme.GAP * page.u)
    title(page, head, page.say("delivery.title"), page.say("delivery.hint"))
    foot, rest = rest.foot(BUTTON_H * page.u, theme.GAP * page.u)
    if way == "post" and known:
        strip, rest = rest.foot((330 if page.portrait else 170) * page.u, theme.GAP * page.u)
        _address(page, strip, known, screen.address % len(known))
    ways = [one for one in ("counter", "locker", "post") if one in visit.item.collect]
    places = rest.rows(3, theme.GAP * page.u) if page.portrait else rest.columns(3, theme.GAP * page.u)
    for place, one in zip(places, ways, strict=False):
        _way(page, place, one, picked=one == way)
    look = MAIN if way else SPENT
    button(page, foot, "ok" if way else "", page.say("delivery.ok"), look, size=52, picture="check" if way else "")


def post_address(page: Page, model: Model, screen: PostAddress) -> None:
    """Typed with pinyin, as any Chinese."""
    draw_frame(page, model, "back.step")
    wrong = page.say("address.wrong") if screen.wrong else ""
    ask = Ask(page.say("address.title"), "text", screen.entry, page.say("address.hint"), wrong=wrong)
    editor(page, body(page), ask)


def _way(page: Page, card: Rect, way: str, *, picked: bool) -> None:
    look = CHOSEN if picked else PLAIN
    page.panel(card, look.ground, theme.RADIUS, look.border, 5 if picked else 2)
    inner = card.inset((36 if page.portrait else 24) * page.u, 16 * page.u)
    size = 52 if page.portrait else 44
    side, text = inner.left(2.4 * size * page.u, 30 * page.u)
    icon(page, side, PICTURES[way], look.ink, 6)
    word, hint = text.top(text.h * 0.46, 4 * page.u)
    page.words(word, page.say(f"delivery.{way}"), size, look.ink, bold=True, valign="bottom")
    page.words(hint, page.say(f"delivery.{way}.hint"), theme.SMALL, theme.INK_SOFT, valign="top")
    if picked:
        mark(page, (card.right - 50 * page.u, card.y + 50 * page.u), 30, "check", theme.ACCENT, theme.ON_ACCENT)
    page.touch(card, f"way.{way}")


def _address(page: Page, room: Rect, known: tuple[str, ...], at: int) -> None:
    page.card(room)
    inner, gap = room.inset(32 * page.u, 16 * page.u), theme.GAP * page.u
    keys, inner = inner.foot(theme.TOUCH_MIN * page.u, gap) if page.portrait else inner.end(540 * page.u, gap)
    controls = ("address", "type") if len(known) > 1 else ("type",)
    for place, control in zip(keys.columns(2, gap)[-len(controls) :], controls, strict=True):
        key = place.middle(place.w, theme.TOUCH_MIN * page.u)
        button(page, key, control, page.say(f"delivery.{control}"), QUIET, size=36)
    head, rest = inner.top(inner.h * 0.3)
    page.words(head, page.say("delivery.to"), theme.SMALL, theme.INK_SOFT)
    written = known[at]
    lines = [written[start : start + ADDRESS_SIGNS] for start in range(0, len(written), ADDRESS_SIGNS)]
    for place, line in zip(rest.rows(max(2, len(lines)), 0), lines, strict=False):
        page.words(place, line, theme.SMALL, bold=True, private=True)
