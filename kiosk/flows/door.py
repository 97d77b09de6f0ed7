"""A door from its order to its end, for every purpose: opening, open, stuck, shut."""

from dataclasses import replace

from kiosk.flows.ending import back_from, finished, stopped, talk_shut
from kiosk.flows.errands import open_again
from kiosk.flows.helping import call_staff
from kiosk.flows.inputs import Answered, Input, Noticed, Tick, Touched
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.states import DoorOpen, DoorShut, DoorStuck, Errand, Opening, Screen, WrongDocument
from locker.contract.answers import DoorMoved, DoorOrderedFor
from locker.contract.facts import Door, Outcome, Purpose

NO_NEWS_MS = 15_000

_NOT_OPEN = {
    Outcome.DID_NOT_OPEN.value: Outcome.DID_NOT_OPEN,
    Outcome.NOT_PULSED.value: Outcome.NOT_PULSED,
    Outcome.INTERRUPTED.value: Outcome.INTERRUPTED,
}
_MAYBE_OPEN = {
    Outcome.WAS_OPEN.value: Outcome.WAS_OPEN,
    Outcome.SENSOR_DOUBTFUL.value: Outcome.SENSOR_DOUBTFUL,
}


def opening(model: Model, screen: Opening, what: Input) -> Move:
    """Wait for the order to be taken and for the door to move; never for ever."""
    match what:
        case Answered(request=request, answer=DoorOrderedFor() as ordered) if request == screen.errand.act:
            return stay(model.show(replace(screen, errand=_ordered(screen.errand, ordered))))
        case Answered(request=request, answer=answer) if request == screen.errand.act:
            mistake = mistake_of(answer)
            return back_from(model, screen.errand, mistake) if mistake else stay(model)
        case Noticed(notice=DoorMoved() as moved) if moved.request == screen.errand.act:
            return _moved(model, screen, screen.errand, moved)
        case Tick() if model.now_ms - screen.since_ms > NO_NEWS_MS:
            return stay(model.show(DoorStuck(screen.errand, None)))
    return stay(model)


def door_open(model: Model, screen: DoorOpen, what: Input) -> Move:
    """Until the sensor says shut; where it cannot, the person says so."""
    match what:
        case Noticed(notice=DoorMoved() as moved) if moved.request == screen.errand.act:
            return _moved(model, screen, screen.errand, moved)
        case Touched(control="door.shut"):
            return _said_shut(model, screen)
        case Touched(control="again"):
            return open_again(model, screen.errand)
    return stay(model)


def door_stuck(model: Model, screen: DoorStuck, what: Input) -> Move:
    """Try again, call staff, or leave; the door may still open late."""
    match what:
        case Noticed(notice=DoorMoved() as moved) if moved.request == screen.errand.act:
            return _moved(model, screen, screen.errand, moved)
        case Touched(control="again"):
            return open_again(model, screen.errand)
        case Touched(control="back"):
            return stopped(model, screen.errand)
        case Touched(control="staff.call"):
            return call_staff(model)
    return stay(model)


def door_shut(model: Model, screen: DoorShut, what: Input) -> Move:
    """The question after closing; the grace period answers it with yes."""
    match what:
        case Noticed(notice=DoorMoved() as moved) if moved.request == screen.errand.act:
            return _moved(model, screen, screen.errand, moved)
        case Tick() if model.now_ms >= screen.until_ms and screen.errand.purpose is Purpose.PICKUP:
            return finished(model, screen.errand)
    return talk_shut(model, screen, what)


def wrong_document(model: Model, _screen: WrongDocument, what: Input) -> Move:
    """Read, then home."""
    if isinstance(what, Touched) and what.control in ("back", "ok"):
        return stay(model.home())
    return stay(model)


def _ordered(errand: Errand, ordered: DoorOrderedFor) -> Errand:
    return replace(
        errand,
        compartment=ordered.compartment,
        deposit=ordered.deposit or errand.deposit,
        first=ordered.pickup or errand.first,
    )


def _moved(model: Model, screen: Screen, errand: Errand, moved: DoorMoved) -> Move:
    seen = replace(errand, compartment=moved.compartment, deposit=moved.deposit or errand.deposit)
    if moved.step == "over":
        never_opened = seen.purpose is Purpose.PICKUP and not isinstance(screen, DoorOpen | DoorShut)
        said = screen.said if isinstance(screen, DoorShut) else ""  # lockerd's answer to it may come after this notice
        return stay(model.home()) if never_opened else finished(model, seen, said)
    return stay(model.show(_after(model, screen, seen, moved.step)))


def _after(model: Model, screen: Screen, errand: Errand, step: str) -> Screen:
    """The screen one step of the door leads to; an unknown step changes nothing."""
    until_ms = model.now_ms + model.place.door_open_s * 1000
    if step == "opened":
        return DoorOpen(errand, until_ms)
    if step in _MAYBE_OPEN:
        return DoorOpen(errand, until_ms, doubt=_MAYBE_OPEN[step])
    if step in _NOT_OPEN:
        return DoorStuck(errand, _NOT_OPEN[step])
    if step == "left_open":
        doubt = screen.doubt if isinstance(screen, DoorOpen) else None
        return DoorOpen(errand, until_ms, late=True, doubt=doubt)
    if step == "closed":
        return DoorShut(errand, model.now_ms + model.place.grace_s * 1000)
    return screen


def _said_shut(model: Model, screen: DoorOpen) -> Move:
    """A person's word counts where the sensor has none; else the sensor's counts."""
    if _sensed(model, screen.errand) is Door.OPEN:
        return stay(model.show(replace(screen, nudged=True)))
    return stay(model.show(DoorShut(screen.errand, model.now_ms + model.place.grace_s * 1000)))


def _sensed(model: Model, errand: Errand) -> Door:
    views = model.cabinet.compartments if model.cabinet else []
    return next((view.door for view in views if view.id == errand.compartment), Door.UNKNOWN)
