"""Whether a door may be ordered open now, and the order itself. Every opening goes through here."""

from locker.contract.answers import DoorOrderedFor
from locker.contract.events import AnyEvent, DoorOrdered
from locker.contract.facts import Purpose, Service
from locker.contract.ids import CompartmentId, DepositId, RequestId
from locker.contract.refusal import Refusal
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.state import Compartment

SUPPLY_GAP_MS = 500
"""Between the end of one lock's pulse and the next on the same supply (HARDWARE section 1.6: 300 to 500 ms)."""


def order_door(
    s: Situation,
    request: RequestId,
    compartment: CompartmentId,
    purpose: Purpose,
    *before: AnyEvent,
    deposit: DepositId | None = None,
    pickup: RequestId | None = None,
) -> Decision:
    """Open ``compartment`` after ``before`` is written, or refuse with the reason."""
    slot = s.layout.get(compartment)
    if slot is None:
        return refuse(request, Refusal.COMPARTMENT_UNKNOWN)
    refusal = _obstacle(s, request, compartment, purpose)
    if refusal is not None:
        return refusal
    order = DoorOrdered(
        compartment=compartment,
        purpose=purpose,
        pulse_ms=slot.pulse_ms,
        deposit=deposit,
        staff=s.actor.staff if s.actor else None,
    )
    answer = DoorOrderedFor(re=request, compartment=compartment, deposit=deposit, pickup=pickup)
    return Decision((*before, order), answer)


def _obstacle(s: Situation, request: RequestId, id_: CompartmentId, purpose: Purpose) -> Decision | None:
    compartment = s.cabinet.compartments.get(id_) or Compartment(id=id_)
    slot = s.layout[id_]
    if compartment.service is Service.OUT_OF_SERVICE and purpose in {Purpose.PICKUP, Purpose.PLACE}:
        return refuse(request, Refusal.COMPARTMENT_OUT_OF_SERVICE, compartment=id_)
    if slot.board in s.cabinet.boards:
        return refuse(request, Refusal.BOARD_UNREACHABLE, compartment=id_)
    busy_ms = supply_busy_ms(s, slot.supply)
    if busy_ms > 0:
        return refuse(request, Refusal.CABINET_BUSY, wait_ms=busy_ms, compartment=id_)
    cooling_ms = cooling_left_ms(s, compartment)
    if cooling_ms > 0:
        return refuse(request, Refusal.LOCK_COOLING, wait_ms=cooling_ms, compartment=id_)
    return None


def supply_busy_ms(s: Situation, supply: str) -> int:
    """How long until the power supply is free: one lock at a time, with a gap between two."""
    ends = [
        compartment.rested_from_ms + slot.pulse_ms + SUPPLY_GAP_MS
        for id_, slot in s.layout.items()
        if slot.supply == supply
        and (compartment := s.cabinet.compartments.get(id_)) is not None
        and compartment.rested_from_ms
    ]
    return max(ends, default=s.now_ms) - s.now_ms


def cooling_left_ms(s: Situation, compartment: Compartment) -> int:
    """How long this lock's coil must rest still."""
    if not compartment.rested_from_ms:
        return 0
    slot = s.layout[compartment.id]
    return compartment.rested_from_ms + slot.pulse_ms + slot.rest_ms - s.now_ms
