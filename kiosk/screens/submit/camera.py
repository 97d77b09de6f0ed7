"""Under the camera, and one page looked at."""

from kiosk import theme
from kiosk.flows.inputs import CameraSaw, Sight
from kiosk.flows.model import Model
from kiosk.flows.submit import desk
from kiosk.flows.submit.camera import BLIND
from kiosk.flows.submit.states import Camera, PagePreview
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import Picture
from kiosk.screens.frame import body, draw_frame
from kiosk.screens.submit.words import name
from kiosk.widgets.button import MAIN, PLAIN, QUIET, SERIOUS, SPENT, button
from kiosk.widgets.icon import icon
from kiosk.widgets.signs import banner
from kiosk.widgets.thumbs import LAST, thumbs

BUTTON_H = 140
BANNER_H = 190
STRIP_H = 210
OUTLINE_GOOD, OUTLINE = "#2FBF5B", "#FFC043"


def camera(page: Page, model: Model, screen: Camera) -> None:
    """The picture as it is, the page found in it, what to do, what was taken."""
    draw_frame(page, model, "back")
    wanted = desk.material(model.visit, screen.key) if model.visit else None
    if model.visit is None or wanted is None:
        return
    pages = desk.paper(model.visit, screen.key).pages
    seen, side = _parts(page)
    head, seen = seen.top(100 * page.u, 10 * page.u)
    key = "camera.again" if screen.replaces else "camera.title"
    page.words(head, page.say(key, name=name(page, wanted), number=len(pages) + 1), 52, bold=True)
    saw = screen.saw or CameraSaw(Sight.STARTING)
    words, seen = seen.foot(BANNER_H * page.u, theme.GAP * page.u)
    live_picture(page, seen, saw)
    _said(page, words, screen, saw.sight)
    _ways(page, side, screen, saw.sight, taken=bool(pages))
    strip = side.top(max(0, side.h - _ways_height(page)))[0]
    thumbs(page, strip.middle(strip.w, min(strip.h, STRIP_H * page.u)), pages, LAST)


def page_preview(page: Page, model: Model, screen: PagePreview) -> None:
    """Large enough to read."""
    draw_frame(page, model, "back")
    if model.visit is None:
        return
    pages = [one.id for one in desk.paper(model.visit, screen.key).pages]
    at = pages.index(screen.page) if screen.page in pages else 0
    room = body(page)
    seen, keys = room.top(room.h - 480 * page.u, theme.GAP * page.u) if page.portrait else _beside(page, room)
    head, seen = seen.top(72 * page.u, 8 * page.u)
    page.words(head, page.say("preview.title", number=at + 1, count=len(pages)), theme.LARGE, bold=True)
    page.card(seen)
    page.elements.append(Picture(seen.inset(12 * page.u), f"page:{screen.page}"))
    _keys(page, keys, screen, earlier=at > 0, later=at < len(pages) - 1)


def _parts(page: Page) -> tuple[Rect, Rect]:
    """What the camera sees, and what was taken with the buttons: above each other, or beside."""
    room = body(page)
    if page.portrait:
        return room.top(room.w * 9 / 16 + (110 + BANNER_H + theme.GAP) * page.u, theme.GAP * page.u)
    return room.left(room.w * 0.6, 2 * theme.GAP * page.u)


def _beside(page: Page, room: Rect) -> tuple[Rect, Rect]:
    return room.left(room.w * 0.58, 2 * theme.GAP * page.u)


def live_picture(page: Page, room: Rect, saw: CameraSaw) -> None:
    """What the camera sees, as large as it goes, with the page outlined; or that it does not see."""
    wide = min(room.w, room.h * saw.aspect)
    frame = room.middle(wide, wide / saw.aspect)
    page.panel(frame, theme.NIGHT)
    if saw.sight in BLIND:
        dark, words = frame.middle(frame.w, 220 * page.u).top(120 * page.u)
        icon(page, dark, "camera", theme.NIGHT_INK)
        page.words(words, page.say(f"sight.{saw.sight}.what"), theme.BODY, theme.NIGHT_INK, align="center")
        return
    page.elements.append(Picture(frame, "live"))
    if saw.outline:
        good = saw.sight in (Sight.STEADY, Sight.SAME_PAGE)
        points = [(frame.x + x * frame.w, frame.y + y * frame.h) for x, y in saw.outline]
        page.stroke(points, OUTLINE_GOOD if good else OUTLINE, 8, closed=True)


def _said(page: Page, place: Rect, screen: Camera, sight: Sight) -> None:
    """What became of the last page first; then what to do with the one that lies there."""
    if screen.said == "taken":
        banner(page, place, page.say("camera.taken.what"), page.say("camera.taken.do"), "good")
    elif screen.said:
        banner(page, place, page.say(f"camera.{screen.said}.what"), page.say(f"camera.{screen.said}.do"), "bad")
    else:
        tone = "good" if sight is Sight.STEADY else "bad" if sight is Sight.NO_CAMERA else "care"
        key = f"sight.{sight}.again" if screen.replaces and sight is Sight.SAME_PAGE else f"sight.{sight}"
        banner(page, place, page.say(f"{key}.what"), page.say(f"{key}.do"), tone)


def _ways_height(page: Page) -> float:
    return (2 * BUTTON_H + 2 * theme.GAP) * page.u


def _ways(page: Page, room: Rect, screen: Camera, sight: Sight, *, taken: bool) -> None:
    first, second = room.foot(_ways_height(page) - theme.GAP * page.u)[0].rows(2, theme.GAP * page.u)
    take, phone = first.columns(2, theme.GAP * page.u)
    control, text = _take(screen, sight)
    picture = "document" if control == "keep" else "camera"
    button(page, take, control, page.say(text), QUIET if control else SPENT, size=theme.BODY, picture=picture)
    offered = MAIN if sight is Sight.NO_CAMERA else QUIET
    button(page, phone, "phone", page.say("paper.phone"), offered, size=theme.BODY, picture="mobile")
    button(page, second, "ok", page.say("camera.ok"), MAIN if taken else PLAIN, size=48, picture="check")


def _take(screen: Camera, sight: Sight) -> tuple[str, str]:
    """What the first button does, and how that is called; nothing while the camera does not see."""
    if screen.doubted:
        return "keep", "camera.keep"
    if sight in BLIND:
        return "", "camera.take"
    return "take", "camera.take_whole" if sight is Sight.NO_PAGE else "camera.take"


def _keys(page: Page, room: Rect, screen: PagePreview, *, earlier: bool, later: bool) -> None:
    gap = theme.GAP * page.u
    order, change, foot = room.top(min(room.h, 480 * page.u))[0].rows(3, gap)
    first, second, third = order.columns(3, gap)
    _key(page, first, "earlier", "", possible=earlier)
    _key(page, second, "turn", "turn", possible=not screen.asked)
    _key(page, third, "later", "", possible=later)
    again, delete = change.columns(2, gap)
    button(page, again, "again", page.say("preview.again"), QUIET, size=theme.BODY, picture="camera")
    button(page, delete, "delete", page.say("preview.delete"), SERIOUS, size=theme.BODY, picture="cross")
    button(page, foot, "ok", page.say("preview.ok"), MAIN, size=48, picture="check")


def _key(page: Page, place: Rect, control: str, picture: str, *, possible: bool) -> None:
    look = QUIET if possible else SPENT
    button(page, place, control if possible else "", page.say(f"preview.{control}"), look, size=36, picture=picture)
