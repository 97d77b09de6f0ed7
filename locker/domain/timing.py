"""What the passing of time decides: a door that did not open, one left open, a grace that ran out, a due date."""

from collections.abc import Iterator

from locker.contract.events import (
    AnyEvent,
    DepositCollected,
    DepositOverdue,
    DoorDidNotOpen,
    PickupAbandoned,
    TakeBackAbandoned,
)
from locker.contract.facts import Alarm, DepositState, Door, Outcome, Purpose
from locker.domain import contents_check
from locker.domain.decision import Situation
from locker.domain.doubt import needs_check, raise_once
from locker.domain.layout import Slot
from locker.domain.state import Cabinet, Compartment, Cycle, alarm_key

Events = tuple[AnyEvent, ...]

_ALARM_OF = {
    Outcome.DID_NOT_OPEN: Alarm.DOOR_DID_NOT_OPEN,
    Outcome.WAS_OPEN: Alarm.SENSOR_DOUBTFUL,
    Outcome.SENSOR_DOUBTFUL: Alarm.SENSOR_DOUBTFUL,
}


def time_passed(s: Situation) -> Events:
    """Everything that is due at this moment, for one compartment or deposit; call again until nothing is.

    One thing at a time keeps each event's situation true: the next one sees what this one changed.
    """
    for compartment in s.cabinet.compartments.values():
        if compartment.cycle is not None:
            events = _cycle_due(s, compartment, compartment.cycle)
            if events:
                return events
    return next(_overdue(s), ()) or contents_check.due(s)


def next_due_ms(s: Situation) -> int | None:
    """When to look again, in wall-clock milliseconds; None when nothing is under way."""
    times = [
        at
        for compartment in s.cabinet.compartments.values()
        if compartment.cycle is not None and (at := _due_ms(s, compartment, compartment.cycle)) is not None
    ]
    return min(times, default=None)


def _due_ms(s: Situation, compartment: Compartment, cycle: Cycle) -> int | None:
    """The end of the wait this cycle is in."""
    rules = s.rules
    if cycle.outcome is None:
        return _confirm_until_ms(compartment, s.layout[compartment.id])
    if cycle.closed_at_ms is not None:
        wait_s = rules.grace_s if _is_pickup(cycle) else rules.door_open_s_max
        return cycle.closed_at_ms + wait_s * 1000
    if cycle.outcome is Outcome.DID_NOT_OPEN:
        return cycle.ordered_at_ms + rules.grace_s * 1000
    since_ms = cycle.opened_at_ms or cycle.ordered_at_ms
    if cycle.seen_open and _left_open_is_known(s.cabinet, compartment):
        return None  # said already; the door's closing is the next thing to happen
    return since_ms + rules.door_open_s_max * 1000


def _confirm_until_ms(compartment: Compartment, slot: Slot) -> int:
    """The door has its time from the pulse on, and an order nobody answered may still be pulsed."""
    unanswered_ms = compartment.unanswered_ms
    return max(compartment.rested_from_ms + slot.confirm_ms, unanswered_ms and unanswered_ms + slot.answer_ms)


def _cycle_due(s: Situation, compartment: Compartment, cycle: Cycle) -> Events:
    due_ms = _due_ms(s, compartment, cycle)
    if due_ms is None or s.now_ms < due_ms:
        return ()
    if cycle.outcome is None:
        return _not_seen_open(s, compartment, cycle)
    if cycle.closed_at_ms is not None:
        return _story_over(s, compartment, cycle)
    if cycle.seen_open:
        return raise_once(s.cabinet, Alarm.DOOR_LEFT_OPEN, compartment.id)
    return _nobody_answers(s, compartment, cycle)


def _not_seen_open(s: Situation, compartment: Compartment, cycle: Cycle) -> Events:
    outcome = {Door.CLOSED: Outcome.DID_NOT_OPEN, Door.OPEN: Outcome.WAS_OPEN}.get(
        compartment.door, Outcome.SENSOR_DOUBTFUL
    )
    did_not = DoorDidNotOpen(compartment=compartment.id, outcome=outcome)
    if cycle.seen_open and outcome is Outcome.WAS_OPEN:
        return (did_not,)  # ordered again while it stood open: nothing is wrong with the sensor
    return (did_not, *raise_once(s.cabinet, _ALARM_OF[outcome], compartment.id, "after an order"))


def _story_over(s: Situation, compartment: Compartment, cycle: Cycle) -> Events:
    """Opened, shut, and the time to speak up has run out."""
    if cycle.deposit is None:
        return needs_check(s.cabinet, compartment.id, "nobody said what is inside")
    state = s.cabinet.deposits[cycle.deposit].state
    if state is DepositState.COLLECTING and cycle.opened_then_closed:
        return (DepositCollected(deposit=cycle.deposit, confirmed=False),)
    if state is DepositState.TAKING_BACK:
        return _take_back_abandoned(s, compartment, cycle)
    why = "nobody knows whether it opened" if cycle.doubtful else "nobody said what is inside"
    return needs_check(s.cabinet, compartment.id, why)


def _nobody_answers(s: Situation, compartment: Compartment, cycle: Cycle) -> Events:
    """The door never opened, or its sensor cannot be believed, and the person is gone."""
    never_opened = cycle.outcome in {Outcome.DID_NOT_OPEN, Outcome.NOT_PULSED} and not cycle.opened_before
    state = s.cabinet.deposits[cycle.deposit].state if cycle.deposit else None
    if never_opened and cycle.deposit and state is DepositState.COLLECTING:
        return (PickupAbandoned(deposit=cycle.deposit), *_unseen(s, compartment, cycle))
    if state is DepositState.TAKING_BACK:
        return _take_back_abandoned(s, compartment, cycle)
    return needs_check(s.cabinet, compartment.id, "the door's story has no end")


def _unseen(s: Situation, compartment: Compartment, cycle: Cycle) -> Events:
    """The lock was told to open. A sensor that stuck would say the same, so nobody knows what was taken."""
    if cycle.outcome is Outcome.NOT_PULSED:
        return ()
    return needs_check(s.cabinet, compartment.id, "the door was ordered and not seen to open")


def _take_back_abandoned(s: Situation, compartment: Compartment, cycle: Cycle) -> Events:
    assert cycle.deposit is not None  # noqa: S101 - a take-back has a deposit
    disputed = s.cabinet.deposits[cycle.deposit].disputed
    return (
        TakeBackAbandoned(deposit=cycle.deposit, disputed=disputed),
        *needs_check(s.cabinet, compartment.id, "taking back was not confirmed"),
    )


def _overdue(s: Situation) -> Iterator[Events]:
    if not s.moment.clock_trusted:
        return
    for deposit in s.cabinet.deposits.values():
        waiting = deposit.state is DepositState.WAITING and deposit.due_at_ms and not deposit.overdue
        if waiting and s.now_ms >= deposit.due_at_ms:
            yield (DepositOverdue(deposit=deposit.id),)


def _is_pickup(cycle: Cycle) -> bool:
    return cycle.purpose is Purpose.PICKUP


def _left_open_is_known(cabinet: Cabinet, compartment: Compartment) -> bool:
    return alarm_key(Alarm.DOOR_LEFT_OPEN, compartment.id) in cabinet.alarms
