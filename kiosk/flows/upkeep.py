"""The front of the cabinet and its alarms, for staff."""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.errands import open_to_check
from kiosk.flows.inputs import Answered, Input, Touched
from kiosk.flows.lists import pages
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.proving import Installation
from kiosk.flows.states import Alarms, Compartments, StaffMenu
from kiosk.flows.turning import turned
from locker.contract.facts import Service
from locker.contract.ids import CompartmentId, StaffToken
from locker.contract.requests import AnyRequest, ClearAlarm, SetService, SettleCompartment

_SERVICE = {"service.stop": Service.OUT_OF_SERVICE, "service.resume": Service.IN_SERVICE}


def compartments(model: Model, screen: Compartments, what: Input) -> Move:
    """Choose a door, then what to do with it."""
    match what:
        case Touched(control="back" | "proving" as control):
            return stay(model.show(StaffMenu() if control == "back" else Installation()))
        case Touched(control="open") if screen.chosen and screen.asked is None:
            return open_to_check(model, screen.chosen)
        case Touched(control=str(control)) if control.startswith("door."):
            return stay(model.show(_chosen(model, control.removeprefix("door."))))
        case Touched(control=str(control)) if screen.chosen and screen.asked is None:
            return _order(model, screen, _request(model, screen.chosen, control))
        case Answered(request=request, answer=answer) if request == screen.asked:
            mistake = mistake_of(answer)
            done = "" if mistake else "settled"
            return stay(model.show(replace(screen, asked=None, mistake=mistake, done=done)))
    return stay(model)


def alarms(model: Model, screen: Alarms, what: Input) -> Move:
    """Read them, and say which were dealt with."""
    standing = model.cabinet.alarms if model.cabinet else []
    match what:
        case Touched(control="back"):
            return stay(model.show(StaffMenu()))
        case Touched(control=str(control)) if control.startswith("clear.") and screen.asked is None:
            return _clear(model, screen, control.removeprefix("clear."))
        case Touched(control=str(control)):
            page = turned(screen.page, control, pages(len(standing)))
            return stay(model.show(replace(screen, page=page)))
        case Answered(request=request, answer=answer) if request == screen.asked:
            return stay(model.show(replace(screen, asked=None, mistake=mistake_of(answer))))
    return stay(model)


def _chosen(model: Model, name: str) -> Compartments:
    return Compartments(chosen=next((door.id for door in model.place.doors if door.id == name), None))


def _order(model: Model, screen: Compartments, request: AnyRequest | None) -> Move:
    if request is None:
        return stay(model)
    return model.asking(replace(screen, asked=request.id, mistake=None, done="")), (Send(request),)


def _request(model: Model, compartment: CompartmentId, control: str) -> AnyRequest | None:
    act, token = model.next_id, _token(model)
    if control in _SERVICE:
        return SetService(id=act, token=token, compartment=compartment, service=_SERVICE[control])
    if control in ("settle.empty", "settle.full"):
        empty = control == "settle.empty"
        return SettleCompartment(id=act, token=token, compartment=compartment, empty=empty)
    return None


def _clear(model: Model, screen: Alarms, which: str) -> Move:
    """``which`` is ``{alarm}.{subject}``, as the screen names its buttons."""
    alarm, _, subject = which.partition(".")
    request = ClearAlarm(id=model.next_id, token=_token(model), alarm=alarm, subject=subject)
    return model.asking(replace(screen, asked=model.next_id, mistake=None)), (Send(request),)


def _token(model: Model) -> StaffToken:
    return model.staff.token if model.staff else StaffToken("")
