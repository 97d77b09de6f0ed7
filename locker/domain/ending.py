"""When a person's word may end the story of a door, and what it leaves in doubt."""

from locker.contract.answers import Done
from locker.contract.events import AnyEvent, DepositCancelled, DepositConfirmed
from locker.contract.facts import DepositKind, Door, Outcome
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.doubt import needs_check
from locker.domain.opening import in_flight
from locker.domain.state import DAY_MS, Compartment, Cycle, Deposit


def not_yet(s: Situation, request: RequestId, compartment: Compartment) -> Decision | None:
    """A door the sensor saw open must shut first, and one that was ordered must have had its time to move.

    A doubtful sensor does not hold anybody up.
    """
    cycle = compartment.cycle
    sure = cycle is not None and (cycle.seen_open or cycle.outcome is None)
    if compartment.door is Door.OPEN and sure:
        return refuse(request, Refusal.DOOR_NEEDS_CLOSING, compartment=compartment.id)
    if in_flight(s, compartment):
        return refuse(request, Refusal.CABINET_BUSY, wait_ms=1000, compartment=compartment.id)
    return None


def confirm_placed(s: Situation, request: RequestId, deposit: Deposit) -> Decision:
    """Inside and shut: from now on it waits, and of a result an SMS is owed."""
    compartment = s.cabinet.compartments[deposit.compartment]
    refusal = not_yet(s, request, compartment) or never_opened(request, compartment)
    if refusal is not None:
        return refusal
    events: tuple[AnyEvent, ...] = (confirmed(s, deposit),)
    if not _believed(deposit, compartment.cycle):
        events += needs_check(s.cabinet, compartment.id, "put in without the sensor's word")
    return Decision(events, Done(re=request))


def _believed(deposit: Deposit, cycle: Cycle | None) -> bool:
    """Staff answer for what they put in where the sensor tells nothing; nobody's word stands against the sensor's."""
    by_staff = deposit.hand_in is None
    return cycle is not None and (cycle.opened_then_closed or (by_staff and not cycle.doubtful))


def confirmed(s: Situation, deposit: Deposit) -> DepositConfirmed:
    """The event that makes a deposit wait, with its due date; material waits for staff and has none."""
    result = deposit.kind is DepositKind.RESULT
    due_at_ms = s.now_ms + s.rules.keep_days * DAY_MS if result else 0
    return DepositConfirmed(deposit=deposit.id, compartment=deposit.compartment, due_at_ms=due_at_ms)


def cancel_placed(s: Situation, request: RequestId, deposit: Deposit) -> Decision:
    """Nothing was left inside."""
    compartment = s.cabinet.compartments[deposit.compartment]
    refusal = not_yet(s, request, compartment)
    if refusal is not None:
        return refusal
    events: tuple[AnyEvent, ...] = (DepositCancelled(deposit=deposit.id),)
    if not trustworthy(compartment):
        events += needs_check(s.cabinet, compartment.id, "cancelled without the sensor's word")
    return Decision(events, Done(re=request))


def never_opened(request: RequestId, compartment: Compartment) -> Decision | None:
    """Nobody can have put in or taken out anything where the door is known to have stayed shut all the time."""
    cycle = compartment.cycle
    stayed_shut = {Outcome.DID_NOT_OPEN, Outcome.NOT_PULSED}
    if cycle is None or (cycle.outcome in stayed_shut and not cycle.opened_before):
        return refuse(request, Refusal.DEPOSIT_IN_OTHER_STATE, compartment=compartment.id)
    return None


def trustworthy(compartment: Compartment) -> bool:
    """Opened then closed, or a board that certainly never pulsed."""
    cycle = compartment.cycle
    return cycle is not None and (cycle.opened_then_closed or cycle.outcome is Outcome.NOT_PULSED)
