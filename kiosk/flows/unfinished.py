"""What was begun at the cabinet and not ended: the screen or its link died, or the person walked away.

lockerd keeps such a story going for a while (its door cycle), then puts the compartment in doubt; each has ways out.
"""

from kiosk.flows.model import Model
from kiosk.flows.states import Mistake, StaffScreen, TakeBackAsk, Unfinished
from locker.contract.answers import CompartmentView, DepositRow
from locker.contract.facts import DepositState, Right, Service
from locker.contract.ids import CompartmentId

_HALF_DONE = frozenset({DepositState.PLACING, DepositState.TAKING_BACK})

Way = tuple[str, Right]

_INSIDE: Way = ("yes", Right.DEPOSIT)
_NOTHING: Way = ("cancel", Right.DEPOSIT)
_OUT: Way = ("out", Right.TAKE_BACK)
_TAKE: Way = ("take", Right.TAKE_BACK)
_LOOK: Way = ("open", Right.MAINTAIN)


def unfinished_doors(model: Model, but: str = "") -> tuple[CompartmentId, ...]:
    """Compartments with a deposit whose story nobody ended; ``but``: the one that is just being told of."""
    views = model.cabinet.compartments if model.cabinet else []
    return tuple(view.id for view in views if view.id != but and _is_unfinished(view))


def doubted(model: Model, row: DepositRow) -> bool:
    """Whether lockerd has given up waiting for a word: only a look inside helps now."""
    view = _view(model, row)
    return view is not None and view.service is Service.NEEDS_CHECK


def settles(model: Model, row: DepositRow) -> bool:
    """Whether this deposit's story wants an end."""
    return row.state in _HALF_DONE or doubted(model, row)


def ways(model: Model, row: DepositRow) -> tuple[str, ...]:
    """What the person logged in may do about it, the best first."""
    return tuple(control for control, right in _ways(model, row) if model.may(right))


def about(model: Model, row: DepositRow, mistake: Mistake | None = None) -> StaffScreen:
    """The screen of one deposit."""
    return Unfinished(row, mistake) if settles(model, row) else TakeBackAsk(row, mistake)


def _ways(model: Model, row: DepositRow) -> tuple[Way, ...]:
    match row.state, doubted(model, row):
        case DepositState.PLACING, False:
            return (_INSIDE, _NOTHING)
        case DepositState.PLACING, True:
            return (_LOOK, _NOTHING)
        case DepositState.TAKING_BACK, False:
            return (_OUT, _TAKE)
        case DepositState.TAKING_BACK, True:
            return (_TAKE,)
    return (_LOOK, _TAKE)


def _is_unfinished(view: CompartmentView) -> bool:
    return view.deposit_state in _HALF_DONE or (view.occupied and view.service is Service.NEEDS_CHECK)


def _view(model: Model, row: DepositRow) -> CompartmentView | None:
    views = model.cabinet.compartments if model.cabinet else []
    return next((view for view in views if view.id == row.compartment), None)
