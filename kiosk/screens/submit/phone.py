"""Pictures from the applicant's own phone."""

from intake.pages.head import WORDS
from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.submit import desk
from kiosk.flows.submit.states import FromPhone
from kiosk.flows.visit import TakenPage
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.scene import QrCode
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.submit.words import name, tell
from kiosk.widgets.button import MAIN, PLAIN, QUIET, Look, button
from kiosk.widgets.signs import banner, steps
from kiosk.widgets.thumbs import LAST, thumbs

BUTTON_H = 140
WAYS = {"keep": "camera.keep", "again": "phone_pictures.again", "camera": "paper.camera"}
NOT_ONCE_MORE = frozenset({"no.twice", "no.many", "no.full"})
"""What another picture of the same page does not mend."""


def from_phone(page: Page, model: Model, screen: FromPhone) -> None:
    """The code large, three steps, and what has come."""
    draw_frame(page, model, "back")
    wanted = desk.material(model.visit, screen.key) if model.visit else None
    if model.visit is None or wanted is None:
        return
    pages = desk.paper(model.visit, screen.key).pages
    high, low = halves(page, body(page), 0.36)
    head, rest = high.top(170 * page.u, 16 * page.u)
    title(page, head, page.say("phone_pictures.title"), page.say("phone_pictures.hint", name=name(page, wanted)))
    _code(page, rest, screen)
    _come(page, low, model, screen, pages)


def _code(page: Page, room: Rect, screen: FromPhone) -> None:
    """Upright the code is above the steps, lying beside them: as large as that leaves it."""
    if page.portrait:
        square, rest = room.top(room.h - 290 * page.u, 36 * page.u)
    else:
        square, rest = room.left(min(room.w * 0.55, room.h), 36 * page.u)
    side = min(square.w, square.h)
    square = square.middle(side, side)
    page.card(square)
    if screen.session is not None:
        page.elements.append(QrCode(square.inset(12 * page.u), screen.session.url))
    else:
        key = "phone_pictures.lost" if screen.lost else "phone_pictures.opening"
        page.words(square.inset(30 * page.u), page.say(key), theme.BODY, theme.INK_SOFT, align="center")
    texts = [page.say(f"phone_pictures.{number}") for number in (1, 2, 3)]
    steps(page, rest.middle(rest.w, min(rest.h, 460 * page.u)), texts, size=theme.BODY)


def _come(page: Page, room: Rect, model: Model, screen: FromPhone, pages: tuple[TakenPage, ...]) -> None:
    gap = theme.GAP * page.u
    foot, rest = room.foot(BUTTON_H * page.u, gap)
    strip, rest = rest.top(160 * page.u, gap)
    _state(page, strip, screen, len(pages))
    thumbs(page, rest.top(min(rest.h, 230 * page.u))[0], pages, LAST)
    camera, done = foot.columns(2, gap)
    control, look, picture = _other_way(model, screen)
    if control:
        button(page, camera, control, page.say(WAYS[control]), look, size=36, picture=picture)
    button(page, done, "ok", page.say("camera.ok"), MAIN if pages else PLAIN, size=theme.LARGE, picture="check")


def _other_way(model: Model, screen: FromPhone) -> tuple[str, Look, str]:
    """What can be done beside ending it."""
    if screen.doubted:
        return "keep", QUIET, "document"
    if screen.lost:
        return "again", MAIN, ""
    return ("camera", QUIET, "camera") if "camera" in model.place.fitted else ("", QUIET, "")


def _state(page: Page, place: Rect, screen: FromPhone, count: int) -> None:
    if screen.leaving:
        banner(page, place, page.say("phone_pictures.leaving.what"), page.say("phone_pictures.leaving.do"), "care")
    elif screen.lost:
        waits = "waits" if screen.coming else "lost"
        banner(page, place, page.say(f"phone_pictures.{waits}.what"), page.say(f"phone_pictures.{waits}.do"), "care")
    elif screen.said == "taken":
        banner(page, place, page.say("phone_pictures.taken", number=count), tone="good")
    elif screen.said:
        banner(page, place, *_why_not(page, screen), "bad")
    else:
        key = "fetching" if screen.fetching else "opened" if screen.opened else "waiting"
        page.words(place, page.say(f"phone_pictures.{key}"), theme.BODY, theme.INK_SOFT)


def _why_not(page: Page, screen: FromPhone) -> tuple[str, str]:
    """Why the last picture was not kept, and what to do."""
    if screen.unfit and screen.said == "unfit":
        return page.say("phone_pictures.unfit"), tell(page, WORDS[screen.unfit])
    todo = f"camera.{screen.said}.do" if screen.said in NOT_ONCE_MORE else "phone_pictures.once_more"
    return page.say(f"camera.{screen.said}.what"), page.say(todo)
