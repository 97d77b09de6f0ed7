"""The installation check at one door: open it, watch all sensors, ask the person, shut it."""

from kiosk import theme
from kiosk.flows.model import Model
from kiosk.flows.proof import GOOD
from kiosk.flows.proving import ProveAsk, ProveDoor, ProveShut, ProveWatch, full, left
from kiosk.flows.walk import Trial, Tried
from kiosk.layout import Rect
from kiosk.page import Page
from kiosk.screens.door import where
from kiosk.screens.frame import body, draw_frame, halves, title
from kiosk.screens.proving import paints
from kiosk.screens.staff import said
from kiosk.screens.walk_report import finding
from kiosk.widgets.button import MAIN, PLAIN, QUIET, SERIOUS, button
from kiosk.widgets.cabinet_map import cabinet_map
from kiosk.widgets.signs import banner
from locker.contract.facts import Door
from locker.contract.ids import CompartmentId


def prove_door(page: Page, model: Model, screen: ProveDoor) -> None:
    """What was just found, or once found of this door; then the next opening."""
    hint = page.say("proving.progress", tried=len(model.walk.doors), left=len(left(model)))
    low = _front(page, model, screen.door, page.say("proving.next", door=screen.door), hint)
    if screen.mistake:
        low = said(page, model, low, "", screen.door, screen.mistake)
    elif tried := model.walk.doors.get(screen.last or screen.door):
        strip, low = low.top(130 * page.u, 16 * page.u)
        _found(page, strip, screen.last or screen.door, tried)
    acts, low = low.foot(290 * page.u, 16 * page.u)
    upper, lower = acts.rows(2, theme.GAP * page.u)
    if screen.door in full(model):
        page.words(low, page.say("proving.is_full"), theme.LARGE)
    else:
        page.words(low, page.say("proving.expect", now=_sensor(page, model, screen.door)), theme.BODY)
        button(page, upper, "open", page.say("proving.open", door=screen.door), MAIN, size=50)
    later, again = lower.columns(2, theme.GAP * page.u)
    button(page, later, "later", page.say("proving.later"), QUIET, size=40)
    if screen.last:
        button(page, again, "again", page.say("proving.again", door=screen.last), PLAIN, size=40)


def prove_watch(page: Page, model: Model, screen: ProveWatch) -> None:
    """Look at the cabinet."""
    door = screen.trial.door
    low = _front(page, model, door, page.say("proving.opening", door=door), where(page, model, door), back="")
    strip, low = low.top(150 * page.u, 16 * page.u)
    _sensed(page, strip, screen.trial)
    page.words(low, page.say("proving.look"), theme.HEAD, align="center")


def prove_ask(page: Page, model: Model, screen: ProveAsk) -> None:
    """What the eyes saw, beside what the sensors said."""
    trial = screen.trial
    if screen.pointing:
        low = _front(page, model, None, page.say("proving.point"), page.say("proving.point.hint"), touchable=True)
        strip, _ = low.top(150 * page.u)
        _sensed(page, strip, trial)
        return
    low = _front(page, model, trial.door, page.say("proving.ask", door=trial.door), where(page, model, trial.door))
    strip, low = low.top(150 * page.u, 16 * page.u)
    _sensed(page, strip, trial)
    upper, lower = low.top(min(low.h, 400 * page.u))[0].rows(2, theme.GAP * page.u)
    yes, none = upper.columns(2, theme.GAP * page.u)
    other, several = lower.columns(2, theme.GAP * page.u)
    button(page, yes, "yes", page.say("proving.ask.yes", door=trial.door), MAIN, size=44)
    button(page, none, "none", page.say("proving.ask.none"), PLAIN, size=44)
    button(page, other, "other", page.say("proving.ask.other"), QUIET, size=44)
    button(page, several, "several", page.say("proving.ask.several"), QUIET, size=44)


def prove_shut(page: Page, model: Model, screen: ProveShut) -> None:
    """Push it shut; the sensors say whether it is, or the person where they cannot."""
    trial = screen.trial
    low = _front(page, model, trial.door, page.say("proving.push"), page.say("proving.push.hint"))
    strip, low = low.top(150 * page.u, 16 * page.u)
    if screen.shut_ms is not None:
        banner(page, strip, page.say("proving.still"), tone="good")
    elif trial.changed:
        banner(page, strip, page.say("proving.waits", doors=_not_back(page, trial)), tone="care")
    else:
        banner(page, strip, page.say("proving.blind"), tone="care")
    shut, stays = low.top(min(low.h, 330 * page.u))[0].rows(2, theme.GAP * page.u)
    if not trial.changed:
        button(page, shut, "shut", page.say("proving.shut"), MAIN, size=50)
    button(page, stays, "shut.not", page.say("proving.shut.not"), SERIOUS, size=44)


def _front(
    page: Page,
    model: Model,
    lit: CompartmentId | None,
    text: str,
    hint: str,
    *,
    back: str = "back",
    touchable: bool = False,
) -> Rect:
    """Title and front; gives the room for the rest."""
    draw_frame(page, model, back)
    high, low = halves(page, body(page), 0.46)
    head, high = high.top(150 * page.u, 16 * page.u)
    title(page, head, text, hint)
    place = model.place
    cabinet_map(page, high, place.doors, place.screen, lit=lit, paints=paints(model), touchable=touchable)
    return low


def _found(page: Page, rect: Rect, door: CompartmentId, tried: Tried) -> None:
    text = page.say("proving.found", door=door, said=finding(tried, page.say))
    banner(page, rect, text, tone="good" if tried.finding in GOOD else "bad")


def _sensed(page: Page, rect: Rect, trial: Trial) -> None:
    """Exactly this one, none, another, or several."""
    changed = sorted(trial.changed)
    if not changed:
        banner(page, rect, page.say("proving.seen.none"), tone="care")
    elif changed == [trial.door]:
        banner(page, rect, page.say("proving.seen.right", door=trial.door), tone="good")
    elif len(changed) == 1:
        banner(page, rect, page.say("proving.seen.other", door=trial.door, other=changed[0]), tone="bad")
    else:
        doors = page.say("proving.between").join(changed)
        banner(page, rect, page.say("proving.seen.several", count=len(changed), doors=doors), tone="bad")


def _not_back(page: Page, trial: Trial) -> str:
    return page.say("proving.between").join(
        door for door in sorted(trial.changed) if trial.now.get(door) is not trial.before[door]
    )


def _sensor(page: Page, model: Model, door: CompartmentId) -> str:
    views = model.cabinet.compartments if model.cabinet else []
    sensed = next((view.door for view in views if view.id == door), Door.UNKNOWN)
    return page.say(f"proving.sensor.{sensed.value}")
