"""The installation check at the kiosk: a walk from door to door, each opened by lockerd at a person's touch.

The bus is never touched from here; finding boards and rewriting the mapping is ``kiosk.installation``, beside which
lockerd does not run (``handover.py``).
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.flows.effects import KeepWalk, PrintWalk, Send
from kiosk.flows.inputs import Answered, Input, Noticed, Paper, Tick, Touched, WalkPrinted
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.states import Compartments, Mistake, StaffScreen
from kiosk.flows.walk import NONE, SEVERAL, THIS, Trial, Walk, judge, still_to_try, words_of
from locker.contract.answers import CabinetState, DoorMoved
from locker.contract.facts import Outcome, Right
from locker.contract.ids import CompartmentId, RequestId
from locker.contract.requests import OpenForCheck

NO_NEWS_MS = 15_000
STILL_MS = 1_000
"""A relay that stays on frees the latch again at once: so long a door must stay shut."""
OUTCOMES = frozenset({"opened", *(outcome.value for outcome in Outcome)})
"""The steps of lockerd that say what came of an order."""
_SAID = {"yes": THIS, "several": SEVERAL, "none": NONE}


@dataclass(frozen=True, slots=True)
class Installation(StaffScreen):
    """The report and how far the walk is. ``asks_anew``: shall all that was found be forgotten?"""

    name: ClassVar[str] = "installation"
    asks_anew: bool = False
    printing: bool = False
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class ProveDoor(StaffScreen):
    """The next door to be tried. ``last``: the one that was just tried."""

    name: ClassVar[str] = "prove_door"
    door: CompartmentId
    last: CompartmentId | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class ProveWatch(StaffScreen):
    """It was ordered; all sensors are watched."""

    name: ClassVar[str] = "prove_watch"
    door_open: ClassVar[bool] = True
    trial: Trial
    since_ms: int


@dataclass(frozen=True, slots=True)
class ProveAsk(StaffScreen):
    """Did this door open? ``pointing``: another did, and the person shows which."""

    name: ClassVar[str] = "prove_ask"
    trial: Trial
    pointing: bool = False


@dataclass(frozen=True, slots=True)
class ProveShut(StaffScreen):
    """Push it shut. ``shut_ms``: since when every sensor is as before."""

    name: ClassVar[str] = "prove_shut"
    trial: Trial
    shut_ms: int | None = None


@dataclass(frozen=True, slots=True)
class HandOver(StaffScreen):
    """Shall the service stop for the whole check, with search and mapping (``handover.py``)?

    ``asked``: the open request; ``since_ms``: when lockerd said yes; ``late``: nothing came of it.
    """

    name: ClassVar[str] = "hand_over"
    asked: RequestId | None = None
    since_ms: int | None = None
    late: bool = False
    mistake: Mistake | None = None


SCREENS = (Installation, HandOver, ProveDoor, ProveWatch, ProveAsk, ProveShut)


def installation(model: Model, screen: Installation, what: Input) -> Move:
    """Set out, go on, choose a door, print, or begin anew."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Installation() if screen.asks_anew else Compartments()))
        case Touched(control="print") if not screen.printing:
            return model.show(replace(screen, printing=True, paper=None)), (PrintWalk(),)
        case WalkPrinted(paper=paper):
            return stay(model.show(replace(screen, printing=False, paper=paper)))
        case Touched(control="anew"):
            return _anew(model, screen)
        case Touched(control=str(control)):
            return _set_out(model, control)
    return stay(model)


def prove_door(model: Model, screen: ProveDoor, what: Input) -> Move:
    """One touch, one opening; or this door later, or the last one once more."""
    match what:
        case Touched(control="back"):
            return stay(model.show(Installation()))
        case Touched(control="open") if model.may(Right.MAINTAIN) and screen.door not in full(model):
            return _open(model, screen.door)
        case Touched(control="later"):
            return stay(model.show(ProveDoor(_next(model, screen.door) or screen.door)))
        case Touched(control="again") if screen.last:
            return stay(model.show(ProveDoor(screen.last)))
    return stay(model)


def prove_watch(model: Model, screen: ProveWatch, what: Input) -> Move:
    """Until lockerd says what came of the order."""
    trial = screen.trial
    match what:
        case Answered(request=request, answer=answer) if request == trial.act and (mistake := mistake_of(answer)):
            return stay(model.show(ProveDoor(trial.door, mistake=mistake)))
        case Noticed(notice=CabinetState() as cabinet):
            return stay(model.show(replace(screen, trial=trial.noted(cabinet))))
        case Noticed(notice=DoorMoved() as moved) if moved.request == trial.act and moved.step in OUTCOMES:
            return _heard(model, replace(trial, outcome=moved.step))
        case Tick() if model.now_ms - screen.since_ms > NO_NEWS_MS:
            return _tried(model, trial, judge(trial))
    return stay(model)


def prove_ask(model: Model, screen: ProveAsk, what: Input) -> Move:
    """The eyes of who stands there; sensors are watched on."""
    match what:
        case Noticed(notice=CabinetState() as cabinet):
            return stay(model.show(replace(screen, trial=screen.trial.noted(cabinet))))
        case Touched(control="back"):
            return stay(model.show(ProveAsk(screen.trial) if screen.pointing else ProveDoor(screen.trial.door)))
        case Touched(control="other"):
            return stay(model.show(replace(screen, pointing=True)))
        case Touched(control="yes" | "several" | "none" as control) if not screen.pointing:
            return _said(model, replace(screen.trial, said=_SAID[control]))
        case Touched(control=str(control)) if screen.pointing and control.startswith("door."):
            name = control.removeprefix("door.")
            return _said(model, replace(screen.trial, said=THIS if name == screen.trial.door else name))
    return stay(model)


def prove_shut(model: Model, screen: ProveShut, what: Input) -> Move:
    """Until the sensors have said for a moment what they said before; where none changed, the person's word counts."""
    trial = screen.trial
    match what:
        case Noticed(notice=CabinetState() as cabinet):
            return stay(model.show(_watched(screen, trial.noted(cabinet), model.now_ms)))
        case Tick() if screen.shut_ms is not None and model.now_ms - screen.shut_ms >= STILL_MS:
            return _tried(model, trial, judge(trial))
        case Touched(control="shut") if not trial.changed:
            return _tried(model, trial, judge(trial))
        case Touched(control="shut.not"):
            return _tried(model, trial, judge(trial, stays_shut=False))
        case Touched(control="back"):
            return stay(model.show(ProveAsk(trial)))
    return stay(model)


def full(model: Model) -> tuple[CompartmentId, ...]:
    """Compartments with a deposit inside: their doors are left out."""
    views = model.cabinet.compartments if model.cabinet else []
    return tuple(view.id for view in views if view.occupied)


def left(model: Model) -> list[CompartmentId]:
    """Doors that are still to be tried, as the machine's file has them."""
    return still_to_try((door.id for door in model.place.doors), model.walk, full(model))


def _anew(model: Model, screen: Installation) -> Move:
    """Asked twice: what was found took somebody an hour."""
    if not screen.asks_anew:
        return stay(model.show(Installation(asks_anew=True)))
    return _keep(replace(model, walk=Walk()).show(Installation()))


def _next(model: Model, after: CompartmentId) -> CompartmentId | None:
    """The next one still to be tried; behind the last one, from the beginning. None: all are."""
    order = [door.id for door in model.place.doors]
    at = order.index(after) + 1
    waiting = left(model)
    return next((door for door in (*order[at:], *order[:at]) if door in waiting), None)


def _set_out(model: Model, control: str) -> Move:
    """To the next door, or to the one that was touched on the front; or to the whole check."""
    if control == "search" and model.may(Right.MAINTAIN):
        return stay(model.show(HandOver()))
    waiting = left(model)
    if control == "begin" and waiting:
        return stay(model.show(ProveDoor(waiting[0])))
    door = next((door.id for door in model.place.doors if control == f"door.{door.id}"), None)
    return stay(model.show(ProveDoor(door))) if door else stay(model)


def _open(model: Model, door: CompartmentId) -> Move:
    if model.staff is None or model.cabinet is None:
        return stay(model)
    words = words_of(model.cabinet)
    sensed = next((place.sensed for place in model.place.doors if place.id == door), False)
    trial = Trial(door, model.next_id, before=words, now=words, sensed=sensed)
    request = OpenForCheck(id=model.next_id, token=model.staff.token, compartment=door)
    return model.asking(ProveWatch(trial, model.now_ms)), (Send(request),)


def _heard(model: Model, trial: Trial) -> Move:
    never = trial.outcome in (Outcome.NOT_PULSED.value, Outcome.INTERRUPTED.value)
    return _tried(model, trial, judge(trial)) if never else stay(model.show(ProveAsk(trial)))


def _said(model: Model, trial: Trial) -> Move:
    """Whatever opened must be shut again before the next door."""
    if trial.said == NONE and trial.is_as_before:
        return _tried(model, trial, judge(trial))
    return stay(model.show(_watched(ProveShut(trial), trial, model.now_ms)))


def _watched(screen: ProveShut, trial: Trial, now_ms: int) -> ProveShut:
    shut = bool(trial.changed) and trial.is_as_before
    since_ms = now_ms if screen.shut_ms is None else screen.shut_ms
    return ProveShut(trial, since_ms if shut else None)


def _tried(model: Model, trial: Trial, finding: str) -> Move:
    """Kept at once, so that the walk goes on from here after any cut."""
    who = model.staff.number if model.staff else ""
    kept = replace(model, walk=model.walk.after(trial, finding, who, model.wall))
    following = _next(kept, trial.door)
    return _keep(kept.show(ProveDoor(following, last=trial.door) if following else Installation()))


def _keep(model: Model) -> Move:
    return model, (KeepWalk(model.walk),)
