"""The frame of a screen of the journey: how far one is, and leaving, where there is room for it."""

from kiosk.flows.model import Model
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.apply.journey import journey
from kiosk.screens.frame import body, draw_frame


def stage(page: Page, model: Model, step: str) -> Rect:
    """The room below; lying there is none to spare for the steps."""
    if page.portrait:
        return journey(page, model, step)
    draw_frame(page, model, "back.step")
    return body(page)
