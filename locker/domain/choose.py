"""Which compartment a deposit gets: size, then reach, then wear."""

from collections.abc import Collection

from locker.contract.facts import SIZES, Door, Service, Size
from locker.contract.ids import CompartmentId
from locker.domain.decision import Situation
from locker.domain.layout import Slot
from locker.domain.opening import board_works, cooling_left_ms
from locker.domain.state import Compartment

COMFORT_CM = 90.0
"""The middle of the easy reach of a standing or seated person; ties are broken towards it."""


def choose(s: Situation, size: Size, low_reach: bool, without: Collection[CompartmentId] = ()) -> CompartmentId | None:
    """The best free compartment of at least ``size``, or None.

    The smallest that fits; of these, within reach of a seated person (`reach_cm_max`, ADA 308: 122 cm) before the
    rest, and only these for ``low_reach``; of these those known to be empty, then the least used, then the easiest
    to reach.
    """
    free = [
        slot
        for slot in s.layout.values()
        if SIZES.index(slot.size) >= SIZES.index(size)
        and slot.id not in without
        and (not low_reach or within_reach(slot, s.rules.reach_cm_max))
        and is_free(s, slot)
    ]
    best = min(free, key=lambda slot: _preference(s, slot), default=None)
    return best.id if best else None


def within_reach(slot: Slot, reach_cm_max: int) -> bool:
    """Nothing an applicant must touch is above the limit: the whole door is under it."""
    return slot.top_cm <= reach_cm_max


def is_free(s: Situation, slot: Slot) -> bool:
    """Empty, shut, in service, its board at work and its lock rested."""
    compartment = s.cabinet.compartments.get(slot.id) or Compartment(id=slot.id)
    shut = compartment.door is Door.CLOSED or slot.sensor is None
    return (
        compartment.deposit is None
        and compartment.cycle is None
        and compartment.service is Service.IN_SERVICE
        and shut
        and board_works(s, slot.board)
        and cooling_left_ms(s, compartment) <= 0
    )


def _preference(s: Situation, slot: Slot) -> tuple[int, bool, bool, int, float, str]:
    compartment = s.cabinet.compartments.get(slot.id) or Compartment(id=slot.id)
    middle_cm = (slot.bottom_cm + slot.top_cm) / 2
    return (
        SIZES.index(slot.size),
        not within_reach(slot, s.rules.reach_cm_max),
        compartment.unsaid,
        compartment.openings,
        abs(middle_cm - COMFORT_CM),
        slot.id,
    )
