"""Nobody's screens: home, starting, out of service, sorry, asleep."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.states import Home, OutOfService, Sorry, Starting
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.news import news_strip
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.widgets.icon import icon
from kiosk.widgets.signs import banner, mark, steps


def home(page: Page, model: Model, _screen: Home) -> None:
    """Where people can apply, four things to touch; else one."""
    draw_frame(page, model, "staff" if model.linked else "", "staff")
    if model.place.applies:
        _four(page, model)
    else:
        _collecting(page)


def _four(page: Page, model: Model) -> None:
    """Applying is the largest; all of them low enough to be reached."""
    say, room = page.say, body(page)
    head, room = room.top((210 if page.portrait else 150) * page.u, 20 * page.u)
    title(page, head, say("home.apply.title"), say("home.apply.hint"))
    room = news_strip(page, room, model)
    gap = theme.GAP * page.u
    if page.portrait:
        room = room.foot(min(room.h, 1180 * page.u))[0]
        first, second = room.top(room.h * 0.5, gap)
        large, (collect, enquire, guides) = first, _two_and_one(second, gap)
    else:
        large, rest = room.left(room.w * 0.42, gap)
        collect, enquire, guides = rest.rows(3, gap)
    _apply_card(page, large, model)
    accepting = model.cabinet is not None and model.cabinet.accepting
    hint = _collected_by(model) if accepting else "home.collect.off"
    _card(page, collect, "collect", "collect", hint, off=not accepting)
    _card(page, enquire, "enquire", "list", "home.enquire.sub")
    _card(page, guides, "guides", "document", "home.guides.sub", off=model.catalogue is None)


def _collected_by(model: Model) -> str:
    """The key of what a document is collected with on this machine."""
    scan = ".scan" if model.place.scanner else ""
    return f"home.collect.sub{scan}{'.card' if 'id_reader' in model.place.fitted else ''}"


def _two_and_one(room: Rect, gap: float) -> tuple[Rect, Rect, Rect]:
    high, low = room.rows(2, gap)
    left, right = low.columns(2, gap)
    return high, left, right


def _apply_card(page: Page, card: Rect, model: Model) -> None:
    ready = model.catalogue is not None
    page.panel(card, theme.ACCENT if ready else theme.OFF, 48)
    ink, soft = (theme.ON_ACCENT, theme.ON_ACCENT_SOFT) if ready else (theme.INK_SOFT, theme.INK_SOFT)
    room = card.inset(50 * page.u, 36 * page.u)
    picture, rest = room.top(room.h * 0.4)
    side = min(220 * page.u, picture.h)
    icon(page, picture.middle(side, side), "document", ink, 10)
    word, rest = rest.top(rest.h * 0.58)
    page.words(word, page.say("home.apply"), 110, ink, bold=True, align="center")
    hint = "home.apply.sub" if ready else "home.loading"
    page.words(rest, page.say(hint), 42, soft, align="center", valign="top")
    if ready:
        page.touch(card, "apply", 48)


def _card(page: Page, card: Rect, control: str, picture: str, hint: str, *, off: bool = False) -> None:
    """A white card; one that is ``off`` is grey and still says why when it is touched."""
    page.panel(card, theme.OFF if off else theme.CARD, 40, theme.LINE if off else theme.ACCENT, 3)
    page.touch(card, control, 40)
    ink = theme.INK_SOFT if off else theme.ACCENT
    side = min(110 * page.u, card.h * 0.5)
    mark_, text = card.inset(32 * page.u, 18 * page.u).left(side, 28 * page.u)
    icon(page, mark_.middle(side, side), picture, ink, 7)
    name, rest = text.top(text.h * 0.54)
    page.words(name, page.say(f"home.{control}"), 52, ink, bold=True, valign="bottom")
    page.words(rest, page.say(hint), 34, theme.INK_SOFT, valign="top")


def _collecting(page: Page) -> None:
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
    if model.place.applies:
        draw_frame(page, model)
    else:
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
    page.words(first, "触摸屏幕开始办理", 50, theme.NIGHT_INK, align="center")
    page.words(second, "Touch the screen to begin", 40, theme.NIGHT_INK, align="center")


def _notice(page: Page, room: Rect, picture: str, head: str, text: str) -> None:
    box = room.middle(room.w, 760 * page.u)
    top, rest = box.top(240 * page.u)
    mark(page, top.centre, 110, picture, theme.ACCENT_SOFT, theme.ACCENT)
    line, rest = rest.top(130 * page.u)
    page.words(line, head, theme.TITLE, bold=True, align="center")
    page.words(rest, text, 48, theme.INK, align="center", valign="top")
