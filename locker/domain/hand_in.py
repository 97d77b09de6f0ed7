"""An applicant hands in paper originals: a compartment known to be empty, no code, no SMS; staff take them out.

Nobody logs in for it, so it is bounded: by case, in all, and by the room that results need. The request id that
began it tells that the same person goes on, as with a pickup, for as long as the door's story lasts.
"""

from locker.contract.events import DepositBegun
from locker.contract.facts import ENDED, DepositKind, DepositState, Purpose, Service, Size
from locker.contract.ids import CompartmentId, DepositId, RequestId, StaffNumber
from locker.contract.refusal import Refusal
from locker.contract.requests import BeginHandIn, CancelHandIn, ConfirmHandIn, MoveHandIn, OpenHandInAgain
from locker.domain.choose import choose
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.deposit import is_case, move_to, next_counter, no_room
from locker.domain.doubt import books_are_old
from locker.domain.ending import cancel_placed, confirm_placed
from locker.domain.opening import order_door
from locker.domain.state import Compartment, Deposit

NOBODY = StaffNumber("")


def begin_hand_in(s: Situation, request: BeginHandIn) -> Decision:
    """Choose a compartment and open it, if there is room that results do not need."""
    refusal = _why_not(s, request)
    if refusal is not None:
        return refuse(request.id, refusal)
    compartment = _choose(s, request.size, request.low_reach)
    if compartment is None:
        return no_room(s, request.id, request.size.value)
    begun = _begun(s, request, compartment)
    return order_door(s, request.id, compartment, Purpose.HAND_IN, begun, deposit=begun.deposit)


def open_hand_in_again(s: Situation, request: OpenHandInAgain) -> Decision:
    """Shut too soon, or a paper forgotten: the same door."""
    deposit = _under_way(s, request.hand_in)
    if deposit is None:
        return refuse(request.id, Refusal.HAND_IN_OVER)
    return order_door(s, request.id, deposit.compartment, Purpose.HAND_IN, deposit=deposit.id)


def move_hand_in(s: Situation, request: MoveHandIn) -> Decision:
    """It does not fit, or the door stays shut. What was left is not given to another applicant unseen."""
    deposit = _under_way(s, request.hand_in)
    if deposit is None:
        return refuse(request.id, Refusal.HAND_IN_OVER)
    compartment = _choose(s, request.size, request.low_reach, deposit.compartment)
    return move_to(s, request.id, deposit, compartment, request.size)


def confirm_hand_in(s: Situation, request: ConfirmHandIn) -> Decision:
    """Inside and shut, says the person; where the sensor did not see it, staff look."""
    deposit = _under_way(s, request.hand_in)
    return refuse(request.id, Refusal.HAND_IN_OVER) if deposit is None else confirm_placed(s, request.id, deposit)


def cancel_hand_in(s: Situation, request: CancelHandIn) -> Decision:
    """Nothing was left inside, says the person."""
    deposit = _under_way(s, request.hand_in)
    return refuse(request.id, Refusal.HAND_IN_OVER) if deposit is None else cancel_placed(s, request.id, deposit)


def _why_not(s: Situation, request: BeginHandIn) -> Refusal | None:
    if books_are_old(s.cabinet):
        return Refusal.LEDGER_DAMAGED
    if not is_case(request.case):
        return Refusal.CASE_NUMBER_MALFORMED
    waiting = [d for d in s.cabinet.deposits.values() if d.hand_in is not None and d.state not in ENDED]
    if sum(d.case == request.case for d in waiting) >= s.rules.hand_ins_a_case_max:
        return Refusal.CASE_HAND_INS_WAITING
    if len(waiting) >= s.rules.hand_ins_max or _needed_for_results(s):
        return Refusal.HAND_INS_FULL
    return None


def _needed_for_results(s: Situation) -> bool:
    """Whether one free compartment less would leave results with less than their share of the cabinet."""
    free = sum(_is_empty(s.cabinet.compartments.get(id_) or Compartment(id=id_)) for id_ in s.layout)
    return (free - 1) * 100 < s.rules.kept_for_results_percent * len(s.layout)


def _is_empty(compartment: Compartment) -> bool:
    return compartment.deposit is None and compartment.service is Service.IN_SERVICE


def _choose(s: Situation, size: Size, low_reach: bool, *without: CompartmentId) -> CompartmentId | None:
    """Never one in which the person before may have left something."""
    unsaid = [c.id for c in s.cabinet.compartments.values() if c.unsaid]
    return choose(s, size, low_reach, without=(*without, *unsaid))


def _begun(s: Situation, request: BeginHandIn, compartment: CompartmentId) -> DepositBegun:
    counter = next_counter(s)
    return DepositBegun(
        deposit=DepositId(f"{s.kiosk}-{counter}"),
        deposit_kind=DepositKind.MATERIAL,
        case=request.case,
        compartment=compartment,
        counter=counter,
        phone_sealed="",
        phone_masked="",
        staff=NOBODY,
        size=request.size,
    )


def _under_way(s: Situation, hand_in: RequestId) -> Deposit | None:
    """The deposit of a hand-in whose door's story is not over."""
    for deposit in s.cabinet.deposits.values():
        if deposit.hand_in == hand_in and deposit.state is DepositState.PLACING:
            return deposit if s.cabinet.compartments[deposit.compartment].cycle is not None else None
    return None
