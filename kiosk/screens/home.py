"""Nobody's screens: home, starting, out of service, sorry, asleep."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.states import Home, OutOfService, Sorry, Starting
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.widgets.icon import icon
from kiosk.widgets.signs import banner, mark, steps


def home(page: Page, model: Model, _screen: Home) -> None:
    """One thing to touch."""
    draw_frame(page, model, "staff", "staff")
    say = page.say
    high, low = halves(page, body(page), 0.5)
    head, rest = high.top(210 * page.u, 30 * page.u)
    title(page, head, say("home.title"), say("home.hint"))
    texts = (say("home.step.1"), say("home.step.2"), say("home.step.3"))
    card = rest.top(rest.h if page.portrait else 470 * page.u)[0]
    page.card(card, border="")
    steps(page, card.inset(44 * page.u, 20 * page.u), texts, size=50 if page.portrait else theme.LARGE)
    _collect_card(page, low)


def _collect_card(page: Page, card: Rect) -> None:
    page.panel(card, theme.ACCENT, 48)
    room = card.inset(50 * page.u)
    picture, rest = room.top(room.h * 0.42)
    side = min(240 * page.u, picture.h)
    icon(page, picture.middle(side, side), "collect", theme.ON_ACCENT, 10)
    word, rest = rest.top(rest.h * 0.56)
    page.words(word, page.say("home.collect"), theme.HUGE, theme.ON_ACCENT, bold=True, align="center")
    page.words(rest, page.say("home.collect.hint"), 44, theme.ON_ACCENT_SOFT, align="center", valign="top")
    page.touch(card, "collect", 48)


def starting(page: Page, model: Model, _screen: Starting) -> None:
    """A moment, please."""
    draw_frame(page, model, "")
    _notice(page, body(page), "grid", page.say("starting.title"), page.say("starting.hint"))


def out_of_service(page: Page, model: Model, screen: OutOfService) -> None:
    """Why not, and where to go."""
    draw_frame(page, model, "staff" if model.linked else "", "staff")
    say = page.say
    why = say(f"refusal.{screen.why}.what") if screen.why else say("out.link")
    room = body(page)
    if screen.door:
        strip, room = room.top(220 * page.u, 20 * page.u)
        banner(page, strip, say("out.door", door=screen.door), say("out.door.do"), "care")
    todo = say("out.do.door" if screen.door else "out.do", phone=model.place.help_phone)
    _notice(page, room, "warning", say("out.title"), f"{why}\n{todo}")


def sorry(page: Page, model: Model, _screen: Sorry) -> None:
    """Our fault; back in a moment."""
    draw_frame(page, model, "")
    text = page.say("sorry.hint", phone=model.place.help_phone)
    _notice(page, body(page), "warning", page.say("sorry.title"), text)


def asleep(page: Page, model: Model) -> None:
    """Dark, and never long at one place; any touch wakes it and presses nothing."""
    page.panel(page.rect, theme.NIGHT)
    minute = int(model.now_ms // 60_000)
    room = page.rect.middle(page.rect.w * 0.8, 420 * page.u)
    room = Rect(
        room.x + (minute * 37 % 9 - 4) * 20 * page.u, page.rect.h * (0.18 + minute * 23 % 11 * 0.045), room.w, room.h
    )
    clock, rest = room.top(190 * page.u)
    if model.wall:
        page.words(clock, f"{model.wall:%H:%M}", 150, theme.NIGHT_INK, align="center")
    first, second = rest.rows(2, 0)
    page.words(first, "触摸屏幕开始取件", 50, theme.NIGHT_INK, align="center")
    page.words(second, "Touch the screen to begin", 40, theme.NIGHT_INK, align="center")


def _notice(page: Page, room: Rect, picture: str, head: str, text: str) -> None:
    box = room.middle(room.w, 760 * page.u)
    top, rest = box.top(240 * page.u)
    mark(page, top.centre, 110, picture, theme.ACCENT_SOFT, theme.ACCENT)
    line, rest = rest.top(130 * page.u)
    page.words(line, head, theme.TITLE, bold=True, align="center")
    page.words(rest, text, 48, theme.INK, align="center", valign="top")
