"""In what the doors and the books differ: listed to staff before the first visitor, each with the one act to settle it.

Pure, and asked at any time: a difference is over when its fact is. A door somebody is at just now differs in nothing.
"""

from collections.abc import Iterator, Set

from locker.contract.answers import Difference
from locker.contract.facts import Alarm, DepositState, Differs, Door, Service, Settling
from locker.domain.doubt import SHUT_UNSEEN, books_are_old
from locker.domain.layout import Layout, Slot, boards_of
from locker.domain.state import Cabinet, Compartment

_NONE: frozenset[Alarm] = frozenset()
_UNFINISHED = frozenset({DepositState.PLACING, DepositState.COLLECTING, DepositState.TAKING_BACK})

_SETTLED_BY = {
    Differs.BOOKS_BEHIND: Settling.CALL_MAINTENANCE,
    Differs.BOARD_MISSING: Settling.CALL_MAINTENANCE,
    Differs.OPENED_UNSEEN: Settling.LOOK_INSIDE,
    Differs.SHUT_UNSEEN: Settling.LOOK_INSIDE,
    Differs.IN_DOUBT: Settling.LOOK_INSIDE,
    Differs.STANDS_OPEN: Settling.SHUT_DOOR,
    Differs.UNFINISHED: Settling.FINISH_DEPOSIT,
    Differs.DOOR_UNKNOWN: Settling.CALL_MAINTENANCE,
}


def differences(cabinet: Cabinet, layout: Layout) -> tuple[Difference, ...]:
    """What concerns the whole first, then each door at most once, in the order of the layout."""
    return (*_whole(cabinet, layout), *_doors(cabinet, layout))


def _whole(cabinet: Cabinet, layout: Layout) -> Iterator[Difference]:
    if books_are_old(cabinet):
        yield _difference(Differs.BOOKS_BEHIND, "")
    for board in sorted(boards_of(layout) & cabinet.boards.keys()):
        yield _difference(Differs.BOARD_MISSING, board)


def _doors(cabinet: Cabinet, layout: Layout) -> Iterator[Difference]:
    standing: dict[str, set[Alarm]] = {}
    for alarm in cabinet.alarms.values():
        standing.setdefault(alarm.subject, set()).add(alarm.alarm)
    for slot in layout.values():
        compartment = cabinet.compartments.get(slot.id)
        if compartment is not None:
            differs = _of_door(cabinet, slot, compartment, standing.get(slot.id, _NONE))
            if differs:
                yield _difference(differs, slot.id)


def _of_door(cabinet: Cabinet, slot: Slot, compartment: Compartment, alarms: Set[Alarm]) -> Differs | None:
    """The most pressing thing about one door, of which ``alarms`` stand."""
    if compartment.service is Service.NEEDS_CHECK or Alarm.COMPARTMENT_NEEDS_CHECK in alarms:
        return _doubt(compartment, alarms)
    if Alarm.DOOR_LEFT_OPEN in alarms:
        return Differs.STANDS_OPEN
    if compartment.cycle is not None:
        return None
    return _quiet_door(cabinet, slot, compartment)


def _doubt(compartment: Compartment, alarms: Set[Alarm]) -> Differs:
    if Alarm.DOOR_OPENED_WITHOUT_ORDER in alarms:
        return Differs.OPENED_UNSEEN
    return Differs.SHUT_UNSEEN if compartment.why == SHUT_UNSEEN else Differs.IN_DOUBT


def _quiet_door(cabinet: Cabinet, slot: Slot, compartment: Compartment) -> Differs | None:
    if compartment.door is Door.OPEN:
        return Differs.STANDS_OPEN
    deposit = cabinet.deposits.get(compartment.deposit) if compartment.deposit else None
    if deposit is not None and deposit.state in _UNFINISHED:
        return Differs.UNFINISHED
    return Differs.DOOR_UNKNOWN if _unread(cabinet, slot, compartment) else None


def _unread(cabinet: Cabinet, slot: Slot, compartment: Compartment) -> bool:
    """Its sensor says nothing that can be believed, although its board answers."""
    if slot.sensor is None or slot.sensor.board in cabinet.boards:
        return False
    return compartment.door is Door.UNKNOWN or compartment.door is Door.DOUBTFUL


def _difference(differs: Differs, subject: str) -> Difference:
    return Difference(differs=differs, subject=subject, settling=_SETTLED_BY[differs])
