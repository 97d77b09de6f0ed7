"""The whole front for staff, with what can be done about one compartment."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.states import Compartments
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.staff import said
from kiosk.widgets.button import MAIN, PLAIN, QUIET, button
from kiosk.widgets.cabinet_map import STATES, cabinet_map, paint_of
from kiosk.widgets.icon import icon
from locker.contract.answers import CompartmentView
from locker.contract.facts import Service


def compartments(page: Page, model: Model, screen: Compartments) -> None:
    """Map with legend, then the chosen door's actions."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.34)
    views = model.cabinet.compartments if model.cabinet else []
    if page.portrait:
        head, high = high.top(110 * page.u, 10 * page.u)
        title(page, head, page.say("front.title"))
    legend, drawing = high.foot(60 * page.u, 20 * page.u)
    _legend(page, legend)
    cabinet_map(page, drawing, model.place.doors, model.place.screen, lit=screen.chosen, views=views, touchable=True)
    low = said(page, model, low, screen.done, screen.chosen or "", screen.mistake)
    chosen = next((view for view in views if view.id == screen.chosen), None)
    if chosen is None:
        proving, low = low.foot(130 * page.u, theme.GAP * page.u)
        page.words(low, page.say("front.choose"), theme.LARGE, theme.INK_SOFT, align="center")
        button(page, proving, "proving", page.say("proving.enter"), PLAIN, size=40, picture="check")
    else:
        _actions(page, low, chosen)


def _legend(page: Page, rect: Rect) -> None:
    for place, (name, paint) in zip(rect.columns(len(STATES), 8 * page.u), STATES.items(), strict=True):
        box, text = place.left(44 * page.u, 8 * page.u)
        square = box.middle(44 * page.u, 44 * page.u)
        page.panel(square, paint.ground, 8, theme.LINE, 2)
        if paint.icon:
            icon(page, square.middle(30 * page.u, 30 * page.u), paint.icon, paint.ink, 4)
        page.words(text, page.say(f"front.{name}"), theme.TEXT_MIN)


def _actions(page: Page, room: Rect, view: CompartmentView) -> None:
    head, rest = room.top(90 * page.u, 10 * page.u)
    state = next(name for name, paint in STATES.items() if paint is paint_of(view))
    page.words(head, page.say("front.chosen", door=view.id, state=page.say(f"front.{state}")), 48, bold=True)
    box, _ = rest.top(min(rest.h, 320 * page.u))
    upper, lower = box.rows(2, theme.GAP * page.u)
    look, service = upper.columns(2, theme.GAP * page.u)
    empty, full = lower.columns(2, theme.GAP * page.u)
    button(page, look, "open", page.say("front.open"), MAIN, size=40)
    stopped = view.service is Service.OUT_OF_SERVICE
    control = "service.resume" if stopped else "service.stop"
    button(page, service, control, page.say(f"front.{control}"), PLAIN, size=40)
    button(page, empty, "settle.empty", page.say("front.settle.empty"), QUIET, size=40)
    button(page, full, "settle.full", page.say("front.settle.full"), QUIET, size=40)
