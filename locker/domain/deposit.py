"""Window staff at the cabinet: putting in, moving, cancelling, taking back."""

from locker.contract.answers import Done
from locker.contract.events import (
    AnyEvent,
    DepositBegun,
    DepositMoved,
    DepositTakenBack,
    TakeBackBegun,
)
from locker.contract.facts import ENDED, Alarm, DepositKind, DepositState, Purpose, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, RequestId, StaffNumber
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    BeginDeposit,
    CancelDeposit,
    ConfirmDeposit,
    ConfirmTakenBack,
    MoveDeposit,
    TakeBack,
)
from locker.domain.choose import choose
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.doubt import books_are_old, clear, needs_check
from locker.domain.ending import cancel_placed, confirm_placed, never_opened, not_yet, trustworthy
from locker.domain.opening import order_door, supply_busy_ms, under_way
from locker.domain.state import Deposit

CASE_LENGTH_MAX = 64
_TAKEABLE = frozenset({DepositState.WAITING, DepositState.DISPUTED, DepositState.COLLECTING})


def begin_deposit(s: Situation, request: BeginDeposit) -> Decision:
    """Choose a compartment, open it, and remember whose envelope goes in."""
    if books_are_old(s.cabinet):  # its code would be one that somebody has already
        return refuse(request.id, Refusal.LEDGER_DAMAGED)
    if not is_case(request.case):
        return refuse(request.id, Refusal.CASE_NUMBER_MALFORMED)
    if request.kind is DepositKind.RESULT and not (request.phone_sealed and request.phone_masked):
        return refuse(request.id, Refusal.PHONE_MALFORMED)
    if any(_same(d, request) and d.state not in ENDED for d in s.cabinet.deposits.values()):
        return refuse(request.id, Refusal.CASE_ALREADY_WAITING)
    compartment = choose(s, request.size, request.low_reach)
    if compartment is None:
        return no_room(s, request.id, request.size.value)
    begun = _begun(s, request, compartment)
    return order_door(s, request.id, compartment, Purpose.PLACE, begun, deposit=begun.deposit)


def _same(deposit: Deposit, request: BeginDeposit) -> bool:
    """A result may be put in while papers of the same case wait for staff."""
    return deposit.case == request.case and deposit.kind is request.kind


def next_counter(s: Situation) -> int:
    """What numbers the next deposit, and makes its code."""
    taken = [d.counter for d in s.cabinet.deposits.values()]
    return s.codes.free_counter(s.cabinet.next_counter, taken)


def _begun(s: Situation, request: BeginDeposit, compartment: CompartmentId) -> DepositBegun:
    counter = next_counter(s)
    return DepositBegun(
        deposit=DepositId(f"{s.kiosk}-{counter}"),
        deposit_kind=request.kind,
        case=request.case,
        compartment=compartment,
        counter=counter,
        phone_sealed=request.phone_sealed,
        phone_masked=request.phone_masked,
        staff=_staff(s),
        size=request.size,
    )


def move_deposit(s: Situation, request: MoveDeposit) -> Decision:
    """It does not fit, or the door stays shut: another compartment. Nothing is lost when there is none."""
    deposit = _in_state(s, request.id, request.deposit, DepositState.PLACING)
    if isinstance(deposit, Decision):
        return deposit
    compartment = choose(s, request.size, low_reach=False, without=(deposit.compartment,))
    return move_to(s, request.id, deposit, compartment, request.size)


def move_to(
    s: Situation, request: RequestId, deposit: Deposit, compartment: CompartmentId | None, size: Size
) -> Decision:
    """Leave its compartment, whose door is shut, for ``compartment`` (None: there is none of ``size``); open that."""
    left = s.cabinet.compartments[deposit.compartment]
    refusal = not_yet(s, request, left)
    if refusal is not None:
        return refusal
    if compartment is None:
        return no_room(s, request, size.value)
    moved: tuple[AnyEvent, ...] = (DepositMoved(deposit=deposit.id, compartment=compartment),)
    if not trustworthy(left):
        moved += needs_check(s.cabinet, left.id, "left for another compartment")
    purpose = Purpose.PLACE if deposit.hand_in is None else Purpose.HAND_IN
    return order_door(s, request, compartment, purpose, *moved, deposit=deposit.id)


def confirm_deposit(s: Situation, request: ConfirmDeposit) -> Decision:
    """It is inside."""
    deposit = _in_state(s, request.id, request.deposit, DepositState.PLACING)
    return deposit if isinstance(deposit, Decision) else confirm_placed(s, request.id, deposit)


def cancel_deposit(s: Situation, request: CancelDeposit) -> Decision:
    """It is not."""
    deposit = _in_state(s, request.id, request.deposit, DepositState.PLACING)
    return deposit if isinstance(deposit, Decision) else cancel_placed(s, request.id, deposit)


def take_back(s: Situation, request: TakeBack) -> Decision:
    """Open for staff, who answer for what they take out. A repeat opens the same door again."""
    deposit = s.cabinet.deposits.get(request.deposit)
    if deposit is None:
        return _not_so(request.id, None)
    if deposit.state not in _TAKEABLE | {DepositState.TAKING_BACK}:
        return _not_so(request.id, deposit)
    collecting = deposit.state is DepositState.COLLECTING
    if collecting and under_way(s, s.cabinet.compartments[deposit.compartment]):
        return _not_so(request.id, deposit)
    begun: tuple[AnyEvent, ...] = ()
    if deposit.state is not DepositState.TAKING_BACK:
        disputed = deposit.state is DepositState.DISPUTED
        begun = (TakeBackBegun(deposit=deposit.id, staff=_staff(s), disputed=disputed),)
    return order_door(s, request.id, deposit.compartment, Purpose.TAKE_BACK, *begun, deposit=deposit.id)


def confirm_taken_back(s: Situation, request: ConfirmTakenBack) -> Decision:
    """In the hand of staff: the code is dead, the compartment free."""
    deposit = _in_state(s, request.id, request.deposit, DepositState.TAKING_BACK)
    if isinstance(deposit, Decision):
        return deposit
    compartment = s.cabinet.compartments[deposit.compartment]
    refusal = not_yet(s, request.id, compartment) or never_opened(request.id, compartment)
    if refusal is not None:
        return refusal
    events: tuple[AnyEvent, ...] = (
        DepositTakenBack(deposit=deposit.id, staff=_staff(s)),
        *clear(s.cabinet, Alarm.WRONG_DOCUMENT, compartment.id),
    )
    if not trustworthy(compartment):
        events += needs_check(s.cabinet, compartment.id, "taken back without the sensor's word")
    return Decision(events, Done(re=request.id))


def _staff(s: Situation) -> StaffNumber:
    assert s.actor is not None  # noqa: S101 - the dispatcher lets nobody else in
    return s.actor.staff


def is_case(case: CaseNumber) -> bool:
    """Printable, and no longer than a case number may be."""
    return 0 < len(case) <= CASE_LENGTH_MAX and case.isprintable() and case == case.strip()


def no_room(s: Situation, request: RequestId, size: str) -> Decision:
    """None is free: only for a moment, or at all."""
    if any(supply_busy_ms(s, slot.supply) > 0 for slot in s.layout.values()):
        return refuse(request, Refusal.CABINET_BUSY, wait_ms=1000)
    return refuse(request, Refusal.NO_COMPARTMENT_FREE, detail=size)


def _not_so(request: RequestId, deposit: Deposit | None) -> Decision:
    if deposit is None:
        return refuse(request, Refusal.DEPOSIT_UNKNOWN)
    return refuse(request, Refusal.DEPOSIT_IN_OTHER_STATE, detail=deposit.state.value)


def _in_state(s: Situation, request: RequestId, id_: DepositId, state: DepositState) -> Deposit | Decision:
    deposit = s.cabinet.deposits.get(id_)
    return deposit if deposit is not None and deposit.state is state else _not_so(request, deposit)
