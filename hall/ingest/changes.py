"""What a batch of events changes in the read tables: the latest state per row, nothing twice. Pure.

The rules are those of the kiosk's own ledger (``locker.domain.evolve``), as far as the hall shows them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from locker.contract import events as ev
from locker.contract.facts import Alarm, DepositState, Door, Service

Key = tuple[str, str]
AlarmKey = tuple[str, str, str]


@dataclass(slots=True)
class DoorChange:
    """What is new of a compartment; None: as before."""

    door: str | None = None
    service: str | None = None


@dataclass(slots=True)
class DepositChange:
    """What is new of a deposit; None: as before."""

    state: str | None = None
    compartment: str | None = None
    disputed: bool | None = None
    overdue: bool | None = None
    placed_at_ms: int | None = None
    due_at_ms: int | None = None
    ended_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """An SMS that an event makes due."""

    kiosk: str
    deposit: str
    reason: str
    seq: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands: whose, its number, its time by the kiosk's clock, the act that caused it."""

    kiosk: str
    seq: int
    at_ms: int
    request: str | None = None


@dataclass(slots=True)
class Changes:
    """All that a batch changes."""

    doors: dict[Key, DoorChange] = field(default_factory=dict)
    begun: list[tuple[Place, ev.DepositBegun]] = field(default_factory=list)
    deposits: dict[Key, DepositChange] = field(default_factory=dict)
    alarms_raised: dict[AlarmKey, tuple[int, str, str]] = field(default_factory=dict)
    alarms_cleared: set[AlarmKey] = field(default_factory=set)
    owed: list[Owed] = field(default_factory=list)

    def apply(self, place: Place, event: ev.AnyEvent) -> None:
        """Add what ``event`` changes; kinds that change nothing shown here are only kept in the event table."""
        step = _STEPS.get(type(event))
        if step is not None:
            step(self, place, event)

    def door(self, place: Place, name: str) -> DoorChange:
        """The compartment's change so far."""
        return self.doors.setdefault((place.kiosk, name), DoorChange())

    def deposit(self, place: Place, deposit: str) -> DepositChange:
        """The deposit's change so far."""
        return self.deposits.setdefault((place.kiosk, deposit), DepositChange())

    def raise_alarm(self, kiosk: str, alarm: str, subject: str, since_ms: int, detail: str) -> None:
        """It stands from now on, or from before."""
        self.alarms_raised.setdefault((kiosk, alarm, subject), (since_ms, detail, ""))

    def call_for_help(self, place: Place, event: ev.AlarmRaised) -> None:
        """A new call takes the place of an older one: staff answer each."""
        key = (place.kiosk, event.alarm, event.subject)
        self.alarms_raised[key] = (place.at_ms, event.detail, place.request or "")

    def clear_alarm(self, kiosk: str, alarm: str, subject: str) -> None:
        """It stands no more."""
        self.alarms_raised.pop((kiosk, alarm, subject), None)
        self.alarms_cleared.add((kiosk, alarm, subject))


def _started(c: Changes, at: Place, e: ev.LockerdStarted) -> None:
    for name in e.compartments:
        c.door(at, name)


def _alarm_raised(c: Changes, at: Place, e: ev.AlarmRaised) -> None:
    if e.alarm is Alarm.HELP_WANTED:
        c.call_for_help(at, e)
    else:
        c.raise_alarm(at.kiosk, e.alarm, e.subject, at.at_ms, e.detail)


def _alarm_cleared(c: Changes, at: Place, e: ev.AlarmCleared) -> None:
    c.clear_alarm(at.kiosk, e.alarm, e.subject)


def _door_seen(c: Changes, at: Place, e: ev.DoorSeen | ev.DoorOrderInterrupted) -> None:
    c.door(at, e.compartment).door = e.door


def _door_open(c: Changes, at: Place, e: ev.DoorOpened | ev.DoorOpenedWithoutOrder) -> None:
    c.door(at, e.compartment).door = Door.OPEN


def _door_closed(c: Changes, at: Place, e: ev.DoorClosed) -> None:
    c.door(at, e.compartment).door = Door.CLOSED


def _service_set(c: Changes, at: Place, e: ev.ServiceSet) -> None:
    c.door(at, e.compartment).service = e.service


def _settled(c: Changes, at: Place, e: ev.CompartmentSettled) -> None:
    c.door(at, e.compartment).service = Service.IN_SERVICE


def _begun(c: Changes, at: Place, e: ev.DepositBegun) -> None:
    c.begun.append((at, e))


def _moved(c: Changes, at: Place, e: ev.DepositMoved) -> None:
    c.deposit(at, e.deposit).compartment = e.compartment


def _confirmed(c: Changes, at: Place, e: ev.DepositConfirmed) -> None:
    deposit = c.deposit(at, e.deposit)
    deposit.state, deposit.compartment = DepositState.WAITING, e.compartment
    deposit.placed_at_ms, deposit.due_at_ms = at.at_ms, e.due_at_ms or None  # material is not due
    c.owed.append(Owed(at.kiosk, e.deposit, "ready", at.seq))


def _pickup_begun(c: Changes, at: Place, e: ev.PickupBegun) -> None:
    c.deposit(at, e.deposit).state = DepositState.COLLECTING


def _pickup_abandoned(c: Changes, at: Place, e: ev.PickupAbandoned) -> None:
    c.deposit(at, e.deposit).state = DepositState.WAITING


def _disputed(c: Changes, at: Place, e: ev.DocumentDisputed) -> None:
    deposit = c.deposit(at, e.deposit)
    deposit.state, deposit.disputed = DepositState.DISPUTED, True
    c.owed.append(Owed(at.kiosk, e.deposit, "disputed", at.seq))


def _overdue(c: Changes, at: Place, e: ev.DepositOverdue) -> None:
    c.deposit(at, e.deposit).overdue = True
    c.owed.append(Owed(at.kiosk, e.deposit, "overdue", at.seq))


def _take_back_begun(c: Changes, at: Place, e: ev.TakeBackBegun) -> None:
    c.deposit(at, e.deposit).state = DepositState.TAKING_BACK


def _take_back_abandoned(c: Changes, at: Place, e: ev.TakeBackAbandoned) -> None:
    c.deposit(at, e.deposit).state = DepositState.DISPUTED if e.disputed else DepositState.WAITING


def _cancelled(c: Changes, at: Place, e: ev.DepositCancelled) -> None:
    _end(c, at, e.deposit, DepositState.CANCELLED)


def _collected(c: Changes, at: Place, e: ev.DepositCollected) -> None:
    _end(c, at, e.deposit, DepositState.COLLECTED)


def _taken_back(c: Changes, at: Place, e: ev.DepositTakenBack) -> None:
    _end(c, at, e.deposit, DepositState.TAKEN_BACK)
    c.owed.append(Owed(at.kiosk, e.deposit, "taken_back", at.seq))


def _end(c: Changes, at: Place, deposit: str, state: DepositState) -> None:
    change = c.deposit(at, deposit)
    change.state, change.ended_at_ms = state, at.at_ms


_STEPS: dict[type, Callable[[Changes, Place, Any], None]] = {
    ev.LockerdStarted: _started,
    ev.AlarmRaised: _alarm_raised,
    ev.AlarmCleared: _alarm_cleared,
    ev.DoorSeen: _door_seen,
    ev.DoorOrderInterrupted: _door_seen,
    ev.DoorOpened: _door_open,
    ev.DoorOpenedWithoutOrder: _door_open,
    ev.DoorClosed: _door_closed,
    ev.ServiceSet: _service_set,
    ev.CompartmentSettled: _settled,
    ev.DepositBegun: _begun,
    ev.DepositMoved: _moved,
    ev.DepositConfirmed: _confirmed,
    ev.DepositCancelled: _cancelled,
    ev.PickupBegun: _pickup_begun,
    ev.PickupAbandoned: _pickup_abandoned,
    ev.DocumentDisputed: _disputed,
    ev.DepositCollected: _collected,
    ev.DepositOverdue: _overdue,
    ev.TakeBackBegun: _take_back_begun,
    ev.TakeBackAbandoned: _take_back_abandoned,
    ev.DepositTakenBack: _taken_back,
}
