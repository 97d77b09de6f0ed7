"""What frames every screen of an application: how far one is, leaving before the end, texts of the catalogue."""

from intake.said import Said
from kiosk import theme
from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame
from kiosk.widgets.button import PLAIN, button
from kiosk.widgets.progress import progress

STEPS = ("find", "who", "form", "papers", "check", "hand_in")


def journey(page: Page, model: Model, step: str, *, back: str = "back.step", leave: bool = True) -> Rect:
    """Frame and progress; gives the room below. ``leave``: whether one may leave and keep what is filled in."""
    draw_frame(page, model, back)
    strip, room = body(page).top(theme.TOUCH_MIN * page.u, (20 if page.portrait else 0) * page.u)
    if leave:
        button_w = 230 * page.u
        place, strip = strip.end(button_w, 24 * page.u)
        button(page, place.middle(button_w, theme.TOUCH_MIN * page.u), "leave", page.say("leave"), PLAIN, size=34)
    names = [page.say(f"journey.{name}") for name in STEPS]
    progress(page, strip.middle(strip.w, 100 * page.u), names, STEPS.index(step))
    return room


def tell(page: Page, said: Said) -> str:
    """A text in the language of the page; Chinese where there is no other."""
    return said.zh if page.say.language == "zh" else said.en or said.zh


def either(page: Page, zh: str, en: str) -> str:
    """As :func:`tell`, for the catalogue's pairs."""
    return tell(page, Said(zh, en))
