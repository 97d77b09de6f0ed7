"""What waits in the cabinet, and taking it back."""

from dataclasses import replace

from kiosk.flows.effects import Send
from kiosk.flows.errands import open_to_take_back
from kiosk.flows.inputs import Answered, Input, Touched
from kiosk.flows.model import Model, Move, mistake_of, stay
from kiosk.flows.states import DepositList, StaffMenu, TakeBackAsk
from kiosk.flows.turning import sheets, turned
from kiosk.flows.unfinished import about, settles
from locker.contract.answers import DepositRow, Deposits
from locker.contract.ids import StaffToken
from locker.contract.requests import ListDeposits

ROWS_A_PAGE = 6
ROWS_MAX = 512


def ask_deposits(model: Model, *, overdue_only: bool, done: str = "", door: str = "") -> Move:
    """The list, asked anew; ``done`` and ``door``: what was just done there."""
    token = model.staff.token if model.staff else StaffToken("")
    waiting = DepositList(overdue_only=overdue_only, asked=model.next_id, done=done, compartment=door)
    return model.asking(waiting), (Send(ListDeposits(id=model.next_id, token=token, overdue_only=overdue_only)),)


def deposit_list(model: Model, screen: DepositList, what: Input) -> Move:
    """Turn pages, choose one."""
    match what:
        case Answered(request=request, answer=Deposits(rows=rows)) if request == screen.asked:
            return stay(model.show(replace(screen, rows=_in_order(model, rows), asked=None)))
        case Answered(request=request, answer=answer) if request == screen.asked:
            return stay(model.show(replace(screen, rows=(), asked=None, mistake=mistake_of(answer))))
        case Touched(control="back"):
            return stay(model.show(StaffMenu()))
        case Touched(control="filter"):
            return ask_deposits(model, overdue_only=not screen.overdue_only)
        case Touched(control=str(control)):
            return _turned(model, screen, control)
    return stay(model)


def take_back(model: Model, screen: TakeBackAsk, what: Input) -> Move:
    """Open its door, or not."""
    match what:
        case Touched(control="ok" | "open"):
            return open_to_take_back(model, screen.row)
        case Touched(control="back"):
            return ask_deposits(model, overdue_only=False)
    return stay(model)


def pages(count: int) -> int:
    """How many pages ``count`` rows take, at least one."""
    return sheets(count, ROWS_A_PAGE)


def _in_order(model: Model, rows: list[DepositRow]) -> tuple[DepositRow, ...]:
    """What was left unfinished first."""
    return tuple(sorted(rows[:ROWS_MAX], key=lambda row: not settles(model, row)))


def _turned(model: Model, screen: DepositList, control: str) -> Move:
    rows = screen.rows or ()
    for row in rows:
        if control == f"row.{row.deposit}":
            return stay(model.show(about(model, row)))
    return stay(model.show(replace(screen, page=turned(screen.page, control, pages(len(rows))))))
