"""Ending what was left unfinished: say what is inside, or open the door and look."""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.ending import done_with
from kiosk.flows.errands import open_to_check, open_to_take_back
from kiosk.flows.inputs import Answered, Input, Touched
from kiosk.flows.lists import ask_deposits
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.states import Unfinished
from kiosk.flows.unfinished import ways
from locker.contract.answers import DepositRow
from locker.contract.ids import StaffToken
from locker.contract.requests import AnyRequest, CancelDeposit, ConfirmDeposit, ConfirmTakenBack

DONE = {"yes": "deposited", "cancel": "cancelled", "out": "taken_back"}


def unfinished(model: Model, screen: Unfinished, what: Input) -> Move:
    """One word ends it, or a door opens."""
    match what:
        case Touched(control="back"):
            return ask_deposits(model, overdue_only=False)
        case Touched(control=str(control)) if screen.asked is None and control in ways(model, screen.row):
            return _way(model, screen, control)
        case Answered(request=request, answer=answer) if request == screen.asked:
            mistake = mistake_of(answer)
            if mistake:
                return stay(model.show(replace(screen, asked=None, said="", mistake=mistake)))
            return _settled(model, screen)
    return stay(model)


def _settled(model: Model, screen: Unfinished) -> Move:
    done = done_with(DONE[screen.said], screen.row)
    return ask_deposits(model, overdue_only=False, done=done, door=screen.row.compartment)


def _way(model: Model, screen: Unfinished, control: str) -> Move:
    if control == "open":
        return open_to_check(model, screen.row.compartment, screen.row)
    if control == "take":
        return open_to_take_back(model, screen.row)
    waiting = replace(screen, asked=model.next_id, said=control, mistake=None)
    return model.asking(waiting), (Send(_word(model, screen.row, control)),)


def _word(model: Model, row: DepositRow, control: str) -> AnyRequest:
    act, token = model.next_id, model.staff.token if model.staff else StaffToken("")
    if control == "yes":
        return ConfirmDeposit(id=act, token=token, deposit=row.deposit)
    if control == "cancel":
        return CancelDeposit(id=act, token=token, deposit=row.deposit)
    return ConfirmTakenBack(id=act, token=token, deposit=row.deposit)
