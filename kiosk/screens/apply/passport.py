"""A passport under the camera."""

from kiosk import theme
from kiosk.flows.apply.states import LayPassport
from kiosk.flows.inputs import CameraSaw, Sight
from kiosk.flows.model import Model
from kiosk.page import Page
from kiosk.screens.apply.journey import journey
from kiosk.screens.frame import title
from kiosk.screens.submit.camera import BANNER_H, live_picture
from kiosk.widgets.button import MAIN, QUIET, button
from kiosk.widgets.signs import banner

_TONES = {Sight.STEADY: "good", Sight.NO_CAMERA: "bad"}


def lay_passport(page: Page, model: Model, screen: LayPassport) -> None:
    """The picture as it is, what to do with the passport; or the keyboard."""
    room = journey(page, model, "who")
    saw = screen.saw or CameraSaw(Sight.STARTING)
    if page.portrait:
        seen, side = room.top(room.w * 9 / 16, theme.GAP * page.u)
    else:
        seen, side = room.left(room.w * 0.56, 2 * theme.GAP * page.u)
    live_picture(page, seen, saw)
    head, side = side.top(190 * page.u, 16 * page.u)
    title(page, head, page.say("lay_passport.title"), page.say("lay_passport.private"))
    foot, side = side.foot(140 * page.u, 24 * page.u)
    look = MAIN if saw.sight is Sight.NO_CAMERA else QUIET
    button(page, foot, "type", page.say("lay_passport.type"), look, size=44)
    words = (page.say(f"zone.{saw.sight}.what"), page.say(f"zone.{saw.sight}.do"))
    banner(page, side.top(min(side.h, 1.2 * BANNER_H * page.u))[0], *words, _TONES.get(saw.sight, "care"))
