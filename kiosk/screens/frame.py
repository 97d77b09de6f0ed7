"""What frames every screen: the hall's band above, the way back, languages and help below."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.widgets.button import CHOSEN, PLAIN, QUIET, button

LANGUAGES = {"zh": "中文", "en": "English"}
IDLE_WARNING_S = 15


def body(page: Page) -> Rect:
    """The room between band and footer."""
    band, foot = _heights(page)
    room = page.rect.inset(theme.MARGIN * page.u, 0)
    _, rest = room.top(band, 36 * page.u)
    _, rest = rest.foot(foot, 24 * page.u)
    return rest


def halves(page: Page, room: Rect, share: float) -> tuple[Rect, Rect]:
    """What is read and what is touched: above each other, or side by side in landscape."""
    gap = 36 * page.u
    if page.portrait:
        low, high = room.foot(room.h * share, gap)
        return high, low
    right, left = room.end(room.w / 2 - gap, 2 * gap)
    return left, right


def draw_frame(page: Page, model: Model, back: str = "back.home", control: str = "back") -> None:
    """Ground, band and footer; ``back`` names the text of the way back, empty for none."""
    page.panel(page.rect, theme.GROUND)
    _band(page, model)
    _footer(page, model, back, control)


def title(page: Page, rect: Rect, text: str, hint: str = "") -> None:
    """What this screen is, and one line more."""
    if not hint:
        page.words(rect, text, theme.TITLE, bold=True)
        return
    head, rest = rect.top(rect.h * 0.58)
    page.words(head, text, theme.TITLE, bold=True)
    page.words(rest, hint, theme.LARGE, theme.INK_SOFT, valign="top")


def _heights(page: Page) -> tuple[float, float]:
    band, foot = (132, 168) if page.portrait else (104, 152)
    return band * page.u, foot * page.u


def _band(page: Page, model: Model) -> None:
    band, _ = page.rect.top(_heights(page)[0])
    inner = band.inset(theme.MARGIN * page.u, 12 * page.u)
    if leaving(model):
        page.panel(band, theme.CARE_SOFT)
        page.words(inner, page.say("idle.soon", seconds=model.idle_left_s), 42, theme.CARE, bold=True)
        return
    page.panel(band, theme.ACCENT_DEEP)
    clock, name = inner.end(200 * page.u, 20 * page.u)
    names = model.place.names
    page.words(name, names.get(model.language) or next(iter(names.values())), 42, theme.ON_ACCENT, bold=True)
    if model.wall:
        page.words(clock, f"{model.wall:%H:%M}", 48, theme.ON_ACCENT, align="right")


def _footer(page: Page, model: Model, back: str, control: str) -> None:
    foot, _ = page.rect.foot(_heights(page)[1])
    page.panel(foot, theme.CARD)
    page.panel(foot.top(2 * page.u)[0], theme.LINE)
    row = foot.inset(theme.MARGIN * page.u, (foot.h - theme.TOUCH_MIN * page.u) / 2)
    side = 290 * page.u
    left, rest = row.left(side)
    right, middle = rest.end(side)
    if back:
        picture = "person" if control == "staff" else "back"
        button(page, left, control, page.say(back), PLAIN, size=40, picture=picture)
    _languages(page, middle, model)
    button(page, right, "help", page.say("help"), QUIET, size=40, picture="bell")


def _languages(page: Page, room: Rect, model: Model) -> None:
    names = model.place.languages
    if len(names) < 2:
        return
    places = room.middle(300 * page.u, room.h).columns(len(names), 12 * page.u)
    for place, name in zip(places, names, strict=True):
        look = CHOSEN if name == model.language else PLAIN
        button(page, place, f"lang.{name}", LANGUAGES[name], look, size=32)


def leaving(model: Model) -> bool:
    """Whether the screen is about to be wiped because nobody touches it."""
    screen = model.screen
    stays = screen.door_open or screen.name in ("home", "out_of_service", "starting", "thank_you", "sorry")
    return not stays and model.idle_left_s <= IDLE_WARNING_S
