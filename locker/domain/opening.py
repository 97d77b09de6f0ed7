"""Whether a door may be ordered open now, and the order itself. Every opening goes through here."""

from locker.contract.answers import DoorOrderedFor
from locker.contract.events import AnyEvent, DoorOrdered
from locker.contract.facts import Alarm, Purpose, Service
from locker.contract.ids import BoardName, CompartmentId, DepositId, RequestId
from locker.contract.refusal import Refusal
from locker.domain.decision import Decision, Situation, refuse
from locker.domain.doubt import needs_check
from locker.domain.layout import Slot
from locker.domain.state import Compartment, alarm_key

MINUTE_MS = 60_000
SUPPLY_GAP_MS = 500
"""Between the end of one lock's pulse and the next on the same supply (HARDWARE section 1.6: 300 to 500 ms)."""

_OF_STAFF = frozenset({Purpose.TAKE_BACK, Purpose.CHECK, Purpose.REMOTE})
"""Why a door opens although it is out of service."""


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


def look_inside(s: Situation, request: RequestId, id_: CompartmentId, purpose: Purpose) -> Decision:
    """Open a door for who is not its deposit's person; never while that person's story is under way.

    A story that came to no end is in doubt from then on: nobody tells any more whose hand was inside.
    """
    compartment = s.cabinet.compartments.get(id_)
    if compartment is None or compartment.cycle is None or compartment.cycle.deposit is None:
        return order_door(s, request, id_, purpose)
    if under_way(s, compartment):
        return refuse(request, Refusal.CABINET_BUSY, wait_ms=1000, compartment=id_)
    return order_door(s, request, id_, purpose, *needs_check(s.cabinet, id_, "opened within another's story"))


def under_way(s: Situation, compartment: Compartment) -> bool:
    """A hand may be at the door: it was ordered just now, or its deposit's person had it open and is not done."""
    if in_flight(s, compartment):
        return True
    cycle = compartment.cycle
    if cycle is None or cycle.deposit is None:
        return False
    left_open = alarm_key(Alarm.DOOR_LEFT_OPEN, compartment.id) in s.cabinet.alarms
    return (cycle.seen_open or cycle.closed_at_ms is not None) and not left_open


def in_flight(s: Situation, compartment: Compartment) -> bool:
    """An order may still move this door: the wire has not answered, or nobody knows yet what the door did."""
    cycle, unanswered_ms = compartment.cycle, compartment.unanswered_ms
    on_the_wire = unanswered_ms and s.now_ms < unanswered_ms + s.layout[compartment.id].answer_ms
    return bool(on_the_wire) or (cycle is not None and cycle.outcome is None)


def _obstacle(s: Situation, request: RequestId, id_: CompartmentId, purpose: Purpose) -> Decision | None:
    compartment = s.cabinet.compartments.get(id_) or Compartment(id=id_)
    slot = s.layout[id_]
    if compartment.service is Service.OUT_OF_SERVICE and purpose not in _OF_STAFF:
        return refuse(request, Refusal.COMPARTMENT_OUT_OF_SERVICE, compartment=id_)
    if not board_works(s, slot.board):
        return refuse(request, Refusal.BOARD_UNREACHABLE, compartment=id_)
    busy_ms = supply_busy_ms(s, slot.supply)
    if busy_ms > 0:
        return refuse(request, Refusal.CABINET_BUSY, wait_ms=busy_ms, compartment=id_)
    cooling_ms = cooling_left_ms(s, compartment)
    if cooling_ms > 0:
        return refuse(request, Refusal.LOCK_COOLING, wait_ms=cooling_ms, compartment=id_)
    return None


def board_works(s: Situation, board: BoardName) -> bool:
    """It answers, and may move locks."""
    return board not in s.cabinet.boards and alarm_key(Alarm.BOARD_UNFIT, board) not in s.cabinet.alarms


def supply_busy_ms(s: Situation, supply: str) -> int:
    """How long until the power supply is free: one lock at a time, with a gap between two."""
    ends = [
        _pulled_until_ms(compartment, slot) + SUPPLY_GAP_MS
        for id_, slot in s.layout.items()
        if slot.supply == supply
        and (compartment := s.cabinet.compartments.get(id_)) is not None
        and compartment.rested_from_ms
    ]
    return max(ends, default=s.now_ms) - s.now_ms


def _pulled_until_ms(compartment: Compartment, slot: Slot) -> int:
    """When the lock has done pulling; an order nobody has answered may reach it until it is given up."""
    unanswered_ms = compartment.unanswered_ms
    return max(compartment.rested_from_ms, unanswered_ms and unanswered_ms + slot.answer_ms) + slot.pulse_ms


def cooling_left_ms(s: Situation, compartment: Compartment) -> int:
    """How long this lock's coil must rest still: after one pull, and after several within a minute."""
    if not compartment.rested_from_ms:
        return 0
    slot = s.layout[compartment.id]
    rested_ms = _pulled_until_ms(compartment, slot) + slot.rest_ms
    lately = compartment.pulls_ms[-slot.pulls_a_minute :]
    minute_ms = lately[0] + MINUTE_MS if len(lately) == slot.pulls_a_minute else 0
    return max(rested_ms, minute_ms) - s.now_ms
