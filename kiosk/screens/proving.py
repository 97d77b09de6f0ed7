"""The installation check: the last report above, the front, and the chosen door below."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.proving import Installation, tally
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.staff import said
from kiosk.widgets.button import MAIN, button
from kiosk.widgets.cabinet_map import cabinet_map
from kiosk.widgets.signs import banner
from locker.contract.facts import Door
from locker.contract.ids import CompartmentId

WRONG_SHOWN = 4


def installation(page: Page, model: Model, screen: Installation) -> None:
    """Read what was found; touch a door to prove it once more."""
    draw_frame(page, model, "back")
    high, low = halves(page, body(page), 0.42)
    head, high = high.top(150 * page.u, 16 * page.u)
    title(page, head, page.say("proving.title"), page.say("proving.hint"))
    views = model.cabinet.compartments if model.cabinet else []
    cabinet_map(page, high, model.place.doors, model.place.screen, lit=screen.chosen, views=views, touchable=True)
    if screen.mistake:
        low = said(page, model, low, "", screen.chosen or "", screen.mistake)
    else:
        report, low = low.top(230 * page.u, 16 * page.u)
        _report(page, model, report)
    count, low = low.foot(60 * page.u, 16 * page.u)
    tried, opened = tally(model.tried)
    page.words(count, page.say("proving.tally", tried=tried, opened=opened), theme.BODY, theme.INK_SOFT)
    if screen.chosen:
        _chosen(page, model, low, screen.chosen)
    else:
        page.words(low, page.say("proving.choose"), theme.LARGE, theme.INK_SOFT, align="center")


def _report(page: Page, model: Model, rect: Rect) -> None:
    proof = model.place.proof
    if proof is None:
        banner(page, rect, page.say("proving.never"), page.say("proving.how"), tone="care")
        return
    told = page.say("proving.last", at=f"{proof.at:%Y-%m-%d %H:%M}", who=proof.who or "-")
    wrong = [f"{door} {page.say(f'finding.{finding}')}" for door, finding in proof.wrong.items()]
    if proof.right:
        banner(page, rect, page.say("proving.right", doors=len(proof.doors)), told, tone="good")
    elif not wrong:
        banner(page, rect, page.say("proving.boards"), told, tone="bad")
    else:
        more = page.say("proving.more") if len(wrong) > WRONG_SHOWN else ""
        shown = page.say("proving.between").join(wrong[:WRONG_SHOWN]) + more
        banner(page, rect, page.say("proving.wrong", count=len(wrong)), f"{shown}\n{told}", tone="bad")


def _chosen(page: Page, model: Model, room: Rect, door: CompartmentId) -> None:
    act, room = room.foot(130 * page.u, 16 * page.u)
    views = model.cabinet.compartments if model.cabinet else []
    sensed = next((view.door for view in views if view.id == door), Door.UNKNOWN)
    finding = model.place.proof.doors.get(door, "not_tried") if model.place.proof else "not_tried"
    now = page.say(f"proving.sensor.{sensed.value}")
    text = page.say("proving.expect", door=door, said=page.say(f"finding.{finding}"), now=now)
    page.words(room, text, theme.BODY)
    button(page, act, "open", page.say("proving.open", door=door), MAIN, size=44)
