"""What people at the screen are told of a door, from the entries just written."""

from collections.abc import Iterator, Sequence

from locker.contract import events as ev
from locker.contract.answers import DoorMoved
from locker.contract.events import Entry
from locker.contract.facts import Alarm, Outcome
from locker.contract.ids import CompartmentId
from locker.domain.state import Cabinet, Cycle


def door_moved(before: Cabinet, after: Cabinet, entries: Sequence[Entry]) -> Iterator[DoorMoved]:
    """One notice for each step of an ordered door. ``before`` and ``after`` frame the entries' transaction."""
    for entry in entries:
        step = _step(entry.body)
        if step is None:
            continue
        name, outcome = step
        compartment = _compartment(before, entry.body)
        cycle = _cycle(after, compartment) or _cycle(before, compartment)
        if cycle is not None and compartment is not None:
            yield DoorMoved(
                request=cycle.request,
                compartment=compartment,
                purpose=cycle.purpose,
                step=name,
                outcome=outcome,
                deposit=cycle.deposit,
            )


def _step(event: ev.AnyEvent) -> tuple[str, Outcome | None] | None:
    step: tuple[str, Outcome | None] | None = None
    match event:
        case ev.DoorPulsed():
            step = "pulsed", None
        case ev.DoorNotPulsed(certain=True):
            step = Outcome.NOT_PULSED.value, Outcome.NOT_PULSED
        case ev.DoorOpened():
            step = Outcome.OPENED.value, Outcome.OPENED
        case ev.DoorDidNotOpen(outcome=outcome):
            step = outcome.value, outcome
        case ev.DoorClosed():
            step = "closed", None
        case ev.AlarmRaised(alarm=Alarm.DOOR_LEFT_OPEN):
            step = "left_open", None
        case ev.DepositCollected() | ev.PickupAbandoned() | ev.TakeBackAbandoned():
            step = "over", None
    return step


def _compartment(cabinet: Cabinet, event: ev.AnyEvent) -> CompartmentId | None:
    match event:
        case ev.AlarmRaised(subject=subject):
            return CompartmentId(subject)
        case ev.DepositCollected() | ev.PickupAbandoned() | ev.TakeBackAbandoned():
            return cabinet.deposits[event.deposit].compartment
        case _:
            return getattr(event, "compartment", None)


def _cycle(cabinet: Cabinet, compartment: CompartmentId | None) -> Cycle | None:
    known = cabinet.compartments.get(compartment) if compartment else None
    return known.cycle if known else None
