"""Staff on their round: what differs from the books after a cut, and the walk through the whole cabinet."""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.errands import open_to_check
from kiosk.flows.inputs import Answered, Input, Touched
from kiosk.flows.lists import ask_deposits, pages
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.states import Compartments, ContentsCheck, Differences, Errand, Mistake, StaffMenu
from kiosk.flows.turning import turned
from locker.contract.answers import Difference
from locker.contract.facts import Alarm, Right, Settling
from locker.contract.ids import CompartmentId, StaffToken
from locker.contract.requests import BeginContentsCheck, EndContentsCheck


def differences(model: Model, screen: Differences, what: Input) -> Move:
    """One after the other; each is gone when its fact is."""
    match what:
        case Touched(control="back"):
            return stay(model.show(StaffMenu()))
        case Touched(control="finish"):
            return ask_deposits(model, overdue_only=False)
        case Touched(control=str(control)) if control.startswith("look."):
            return _look(model, control.removeprefix("look."))
        case Touched(control=str(control)):
            page = turned(screen.page, control, pages(len(standing(model))))
            return stay(model.show(Differences(page=page)))
    return stay(model)


def contents_check(model: Model, screen: ContentsCheck, what: Input) -> Move:
    """Open the next, put it off, or say that all is done."""
    match what:
        case Answered(request=request, answer=answer) if request == screen.asked:
            return _answered(model, screen, mistake_of(answer))
        case Touched(control="back"):
            return stay(model.show(StaffMenu()))
        case Touched(control=str(control)) if screen.asked is None:
            return _walk(model, replace(screen, mistake=None), control)
    return stay(model)


def set_out(model: Model) -> Move:
    """Begin the walk, or go on with the one under way."""
    request = BeginContentsCheck(id=model.next_id, token=_token(model))
    return model.asking(ContentsCheck(asked=request.id)), (Send(request),)


def looked(model: Model, errand: Errand, done: str = "", mistake: Mistake | None = None) -> Move:
    """Back from a look inside, to where it was ordered."""
    match errand.returns_to:
        case ContentsCheck.name:
            return stay(model.show(ContentsCheck(after=errand.compartment, mistake=mistake)))
        case Differences.name:
            door = errand.compartment or ""
            return stay(model.show(Differences(done=done, compartment=door, mistake=mistake)))
    return stay(model.show(Compartments(chosen=errand.compartment, done=done, mistake=mistake)))


def standing(model: Model) -> list[Difference]:
    """What differs now."""
    return model.cabinet.differences if model.cabinet else []


def may_settle(model: Model, difference: Difference) -> bool:
    """Whether the person logged in can do here what settles it."""
    right = {Settling.LOOK_INSIDE: Right.MAINTAIN, Settling.FINISH_DEPOSIT: Right.TAKE_BACK}.get(difference.settling)
    return right is not None and model.may(right)


def wants_walk(model: Model) -> bool:
    """The walk is due, or was broken off."""
    if model.cabinet is None:
        return False
    check = model.cabinet.contents_check
    due = any(view.alarm is Alarm.CONTENTS_CHECK_DUE for view in model.cabinet.alarms)
    return check is not None and (due or check.under_way)


def doors_left(model: Model, *, skip_unused: bool = False) -> tuple[CompartmentId, ...]:
    """Which compartments this walk has still to look into."""
    check = model.cabinet.contents_check if model.cabinet else None
    if check is None:
        return ()
    return tuple(id_ for id_ in check.left if not (skip_unused and id_ in check.unused))


def next_door(model: Model, screen: ContentsCheck) -> CompartmentId | None:
    """The first one left behind the last one dealt with; after the end of the cabinet, from its beginning."""
    left = doors_left(model, skip_unused=screen.skip_unused)
    order = [view.id for view in model.cabinet.compartments] if model.cabinet else []
    at = order.index(screen.after) + 1 if screen.after in order else 0
    return next((id_ for id_ in (*order[at:], *order[:at]) if id_ in left), None)


def _look(model: Model, name: str) -> Move:
    door = next((d.subject for d in standing(model) if d.subject == name and may_settle(model, d)), None)
    return stay(model) if door is None else open_to_check(model, CompartmentId(door), returns_to=Differences.name)


def _walk(model: Model, screen: ContentsCheck, control: str) -> Move:
    door = next_door(model, screen)
    match control:
        case "open" if door:
            return open_to_check(model, door, returns_to=ContentsCheck.name)
        case "later" if door:
            return stay(model.show(replace(screen, after=door)))
        case "skip":
            return stay(model.show(replace(screen, skip_unused=not screen.skip_unused)))
        case "end" if door is None:
            return _end(model, screen)
    return stay(model)


def _end(model: Model, screen: ContentsCheck) -> Move:
    request = EndContentsCheck(id=model.next_id, token=_token(model), skip_unused=screen.skip_unused)
    return model.asking(replace(screen, asked=request.id, ending=True)), (Send(request),)


def _answered(model: Model, screen: ContentsCheck, mistake: Mistake | None) -> Move:
    if screen.ending and mistake is None:
        return stay(model.show(StaffMenu(done="contents")))
    return stay(model.show(replace(screen, asked=None, ending=False, mistake=mistake)))


def _token(model: Model) -> StaffToken:
    return model.staff.token if model.staff else StaffToken("")
