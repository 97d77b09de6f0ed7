"""One event further: ``evolve(cabinet, at_ms, request, event)`` is the only way a cabinet changes.

Pure and total: every event of the contract has its line in the table at the end (tested).
"""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from locker.contract import events as ev
from locker.contract.facts import ENDED, DepositState, Door, Outcome, Purpose, Service
from locker.contract.ids import CompartmentId, DepositId, RequestId
from locker.domain.guessing import refused
from locker.domain.state import (
    PULLS_KEPT,
    Board,
    Cabinet,
    Command,
    Compartment,
    Cycle,
    Deposit,
    LoginGuard,
    StandingAlarm,
    alarm_key,
    moved,
    shifted,
)

ENDED_KEPT_MAX = 200
COMMANDS_KEPT_MAX = 200

K = TypeVar("K")
V = TypeVar("V")


def evolve(cabinet: Cabinet, at_ms: int, request: RequestId | None, event: ev.AnyEvent) -> Cabinet:
    """The cabinet after ``event``, which ``request`` caused at ``at_ms``."""
    return _STEPS[type(event)](cabinet, at_ms, request, event)


def _with(mapping: dict[K, V], key: K, value: V) -> dict[K, V]:
    return {**mapping, key: value}


def _without(mapping: dict[K, V], key: K) -> dict[K, V]:
    return {k: v for k, v in mapping.items() if k != key}


def _compartment(cabinet: Cabinet, id_: CompartmentId, **changes: Any) -> Cabinet:
    known = cabinet.compartments.get(id_) or Compartment(id=id_)
    return replace(cabinet, compartments=_with(cabinet.compartments, id_, replace(known, **changes)))


def _cycle(cabinet: Cabinet, id_: CompartmentId, **changes: Any) -> Cabinet:
    cycle = cabinet.compartments[id_].cycle
    return cabinet if cycle is None else _compartment(cabinet, id_, cycle=replace(cycle, **changes))


def _deposit(cabinet: Cabinet, id_: DepositId, **changes: Any) -> Cabinet:
    deposit = replace(cabinet.deposits[id_], **changes)
    return replace(cabinet, deposits=_with(cabinet.deposits, id_, deposit))


def _ended(cabinet: Cabinet, id_: DepositId, state: DepositState) -> Cabinet:
    """Free the compartment; keep the deposit a while, so that its code is answered with the truth."""
    freed = _compartment(cabinet, cabinet.deposits[id_].compartment, deposit=None, cycle=None)
    after = _deposit(freed, id_, state=state, pickup=None)
    ended = [d.id for d in after.deposits.values() if d.state in ENDED and d.id != id_]
    if len(ended) < ENDED_KEPT_MAX:
        return after
    return replace(after, deposits=_without(after.deposits, ended[0]))


# the machine


def _lockerd_started(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.LockerdStarted) -> Cabinet:
    """Of doors whose story goes on, what the sensors said before the cut is not what they say now."""
    if not cabinet.walk.done_at_ms:
        cabinet = replace(cabinet, walk=replace(cabinet.walk, done_at_ms=at_ms))
    added = {id_: Compartment(id=id_) for id_ in e.compartments if id_ not in cabinet.compartments}
    unheard = {id_: replace(c, door=Door.UNKNOWN) for id_, c in cabinet.compartments.items() if c.is_open_in_a_story}
    return replace(cabinet, compartments={**cabinet.compartments, **added, **unheard})


def _clock_jumped(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.ClockJumped) -> Cabinet:
    """Waits are lengths of time: they keep their length whatever the wall clock does."""
    by = e.delta_ms
    guard = replace(cabinet.guard, paused_until_ms=moved(cabinet.guard.paused_until_ms, by))
    return replace(
        cabinet,
        guard=guard,
        walk=replace(cabinet.walk, done_at_ms=moved(cabinet.walk.done_at_ms, by)),
        logins={
            number: replace(login, locked_until_ms=moved(login.locked_until_ms, by))
            for number, login in cabinet.logins.items()
        },
        compartments={id_: shifted(c, by) for id_, c in cabinet.compartments.items()},
    )


def _board_fell_silent(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.BoardFellSilent) -> Cabinet:
    return replace(cabinet, boards=_with(cabinet.boards, e.board, Board(e.board, e.cause)))


def _board_answered(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.BoardAnswered) -> Cabinet:
    return replace(cabinet, boards=_without(cabinet.boards, e.board))


def _alarm_raised(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.AlarmRaised) -> Cabinet:
    key = alarm_key(e.alarm, e.subject)
    standing = StandingAlarm(key, e.alarm, e.subject, at_ms, e.detail)
    return replace(cabinet, alarms=_with(cabinet.alarms, key, standing))


def _alarm_cleared(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.AlarmCleared) -> Cabinet:
    return replace(cabinet, alarms=_without(cabinet.alarms, alarm_key(e.alarm, e.subject)))


def _ledger_restored(cabinet: Cabinet, _at: int, _request: RequestId | None, _e: ev.LedgerRestored) -> Cabinet:
    """For the record; what is in doubt now is said by the events with it."""
    return cabinet


def _door_seen(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DoorSeen) -> Cabinet:
    return _compartment(cabinet, e.compartment, door=e.door)


# a door's four facts


def _door_ordered(cabinet: Cabinet, at_ms: int, request: RequestId | None, e: ev.DoorOrdered) -> Cabinet:
    compartment = cabinet.compartments[e.compartment]
    opened_before = _has_opened(compartment.cycle, e)
    cycle = Cycle(request or RequestId(""), e.purpose, e.deposit, at_ms, compartment.door, opened_before=opened_before)
    pulls_ms = (*compartment.pulls_ms, at_ms)[-PULLS_KEPT:]
    worn = _compartment(cabinet, e.compartment, openings=compartment.openings + 1, pulls_ms=pulls_ms)
    return _compartment(worn, e.compartment, cycle=cycle, rested_from_ms=at_ms, unanswered_ms=at_ms)


def _has_opened(cycle: Cycle | None, order: ev.DoorOrdered) -> bool:
    """Whether the story that ``order`` goes on with had opened the door already."""
    if cycle is None or order.deposit is None or (cycle.deposit, cycle.purpose) != (order.deposit, order.purpose):
        return False
    return cycle.opened_before or cycle.opened_at_ms is not None or cycle.closed_at_ms is not None


def _door_pulsed(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.DoorPulsed) -> Cabinet:
    """The coil works from about now on, however long ago it was ordered."""
    pulsed = _cycle(cabinet, e.compartment, pulsed=True)
    return _compartment(pulsed, e.compartment, rested_from_ms=at_ms, unanswered_ms=0)


def _door_not_pulsed(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.DoorNotPulsed) -> Cabinet:
    """Only a certain failure is an outcome; after a lost reply the sensor decides, and the coil may have worked."""
    answered = _compartment(cabinet, e.compartment, unanswered_ms=0)
    if e.certain:
        unpulled = _compartment(answered, e.compartment, pulls_ms=cabinet.compartments[e.compartment].pulls_ms[:-1])
        return _cycle(unpulled, e.compartment, outcome=Outcome.NOT_PULSED)
    return _compartment(answered, e.compartment, rested_from_ms=at_ms)


def _door_opened(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.DoorOpened) -> Cabinet:
    opened = _compartment(cabinet, e.compartment, door=Door.OPEN)
    return _cycle(opened, e.compartment, outcome=Outcome.OPENED, opened_at_ms=at_ms, closed_at_ms=None, doubtful=False)


def _door_did_not_open(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DoorDidNotOpen) -> Cabinet:
    return _cycle(cabinet, e.compartment, outcome=e.outcome)


def _door_closed(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.DoorClosed) -> Cabinet:
    closed = _compartment(cabinet, e.compartment, door=Door.CLOSED)
    cycle = closed.compartments[e.compartment].cycle
    looked_into = cycle is not None and cycle.purpose in {Purpose.CHECK, Purpose.REMOTE}
    if looked_into and not (e.doubtful or e.word_due):
        return _compartment(closed, e.compartment, cycle=None)
    return _cycle(closed, e.compartment, closed_at_ms=at_ms, doubtful=e.doubtful)


def _door_opened_without_order(
    cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DoorOpenedWithoutOrder
) -> Cabinet:
    return _compartment(cabinet, e.compartment, door=Door.OPEN)


def _order_interrupted(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DoorOrderInterrupted) -> Cabinet:
    return _compartment(cabinet, e.compartment, door=e.door, cycle=None)


# a deposit's life


def _deposit_begun(cabinet: Cabinet, at_ms: int, request: RequestId | None, e: ev.DepositBegun) -> Cabinet:
    deposit = Deposit(
        id=e.deposit,
        kind=e.deposit_kind,
        case=e.case,
        compartment=e.compartment,
        state=DepositState.PLACING,
        counter=e.counter,
        phone_masked=e.phone_masked,
        placed_by=e.staff,
        placed_at_ms=at_ms,
        wrong_codes_before=cabinet.guard.total,
        hand_in=None if e.staff else request,
    )
    placed = replace(
        cabinet,
        deposits=_with(cabinet.deposits, e.deposit, deposit),
        next_counter=e.counter + 1,
    )
    return _compartment(placed, e.compartment, deposit=e.deposit)


def _deposit_moved(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DepositMoved) -> Cabinet:
    deposit = cabinet.deposits[e.deposit]
    left = _compartment(cabinet, deposit.compartment, deposit=None, cycle=None, unsaid=_unsaid(cabinet, deposit))
    moved = _deposit(left, e.deposit, compartment=e.compartment)
    return _compartment(moved, e.compartment, deposit=e.deposit)


def _deposit_confirmed(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.DepositConfirmed) -> Cabinet:
    waiting = _deposit(cabinet, e.deposit, state=DepositState.WAITING, due_at_ms=e.due_at_ms, placed_at_ms=at_ms)
    return _compartment(waiting, e.compartment, cycle=None, unsaid=False)


def _deposit_cancelled(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DepositCancelled) -> Cabinet:
    deposit = cabinet.deposits[e.deposit]
    ended = _ended(cabinet, e.deposit, DepositState.CANCELLED)
    return _compartment(ended, deposit.compartment, unsaid=_unsaid(cabinet, deposit))


def _unsaid(cabinet: Cabinet, deposit: Deposit) -> bool:
    """Whether something may lie in the compartment this deposit leaves: an applicant had it open."""
    compartment = cabinet.compartments[deposit.compartment]
    cycle = compartment.cycle
    opened = cycle is not None and (cycle.opened_before or cycle.opened_at_ms is not None)
    return compartment.unsaid or (deposit.hand_in is not None and opened)


def _pickup_begun(cabinet: Cabinet, _at: int, request: RequestId | None, e: ev.PickupBegun) -> Cabinet:
    spent = e.card_until_s or cabinet.deposits[e.deposit].card_until_s
    begun = _deposit(cabinet, e.deposit, state=DepositState.COLLECTING, pickup=request, card_until_s=spent)
    return replace(begun, guard=replace(begun.guard, in_a_row=0))


def _pickup_abandoned(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.PickupAbandoned) -> Cabinet:
    waiting = _deposit(cabinet, e.deposit, state=DepositState.WAITING, pickup=None)
    return _compartment(waiting, waiting.deposits[e.deposit].compartment, cycle=None)


def _deposit_collected(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DepositCollected) -> Cabinet:
    ended = _ended(cabinet, e.deposit, DepositState.COLLECTED)
    return _compartment(ended, cabinet.deposits[e.deposit].compartment, unsaid=not e.confirmed)


def _document_disputed(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DocumentDisputed) -> Cabinet:
    return _deposit(cabinet, e.deposit, state=DepositState.DISPUTED)


def _deposit_overdue(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DepositOverdue) -> Cabinet:
    return _deposit(cabinet, e.deposit, overdue=True)


def _take_back_begun(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.TakeBackBegun) -> Cabinet:
    return _deposit(cabinet, e.deposit, state=DepositState.TAKING_BACK, pickup=None, disputed=e.disputed)


def _take_back_abandoned(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.TakeBackAbandoned) -> Cabinet:
    state = DepositState.DISPUTED if e.disputed else DepositState.WAITING
    back = _deposit(cabinet, e.deposit, state=state)
    return _compartment(back, back.deposits[e.deposit].compartment, cycle=None)


def _deposit_taken_back(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.DepositTakenBack) -> Cabinet:
    return _ended(cabinet, e.deposit, DepositState.TAKEN_BACK)


# people and guesses


def _code_refused(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.CodeRefused) -> Cabinet:
    return replace(cabinet, guard=refused(cabinet.guard, e, at_ms))


def _staff_logged_in(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.StaffLoggedIn) -> Cabinet:
    return replace(cabinet, logins=_without(cabinet.logins, e.staff))


def _staff_login_failed(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.StaffLoginFailed) -> Cabinet:
    before = cabinet.logins.get(e.staff)
    in_a_row = 0 if e.locked_until_ms else (before.in_a_row if before else 0) + 1
    locked_until_ms = e.locked_until_ms or (before.locked_until_ms if before else 0)
    login = LoginGuard(e.staff, in_a_row, locked_until_ms)
    return replace(cabinet, logins=_with(cabinet.logins, e.staff, login))


# compartments and commands


def _service_set(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.ServiceSet) -> Cabinet:
    """A compartment in doubt has no story going on any more: what follows is the staff's."""
    changed = _compartment(cabinet, e.compartment, service=e.service, why=e.why)
    if e.service is Service.NEEDS_CHECK:
        return _compartment(changed, e.compartment, cycle=None)
    return changed


def _compartment_settled(cabinet: Cabinet, _at: int, _request: RequestId | None, e: ev.CompartmentSettled) -> Cabinet:
    walk = cabinet.walk
    if walk.under_way and e.differed:
        cabinet = replace(cabinet, walk=replace(walk, differences=walk.differences + 1))
    return _compartment(
        cabinet,
        e.compartment,
        service=Service.IN_SERVICE,
        why="",
        cycle=None,
        unsaid=False,
        checked_in=walk.number,
        openings_then=cabinet.compartments[e.compartment].openings,
    )


def _contents_check_begun(cabinet: Cabinet, _at: int, _request: RequestId | None, _e: ev.ContentsCheckBegun) -> Cabinet:
    walk = cabinet.walk
    return replace(cabinet, walk=replace(walk, number=walk.number + 1, under_way=True, differences=0))


def _contents_checked(cabinet: Cabinet, at_ms: int, _request: RequestId | None, _e: ev.ContentsChecked) -> Cabinet:
    return replace(cabinet, walk=replace(cabinet.walk, under_way=False, differences=0, done_at_ms=at_ms))


def _installation_begun(cabinet: Cabinet, _at: int, _request: RequestId | None, _e: ev.InstallationBegun) -> Cabinet:
    return cabinet


def _command_taken(cabinet: Cabinet, at_ms: int, _request: RequestId | None, e: ev.CommandTaken) -> Cabinet:
    kept = dict(list(cabinet.commands.items())[-COMMANDS_KEPT_MAX + 1 :])
    return replace(cabinet, commands=_with(kept, e.command, Command(e.command, at_ms)))


_Step = Callable[[Cabinet, int, RequestId | None, Any], Cabinet]

_STEPS: dict[type, _Step] = {
    ev.LockerdStarted: _lockerd_started,
    ev.ClockJumped: _clock_jumped,
    ev.BoardFellSilent: _board_fell_silent,
    ev.BoardAnswered: _board_answered,
    ev.AlarmRaised: _alarm_raised,
    ev.AlarmCleared: _alarm_cleared,
    ev.LedgerRestored: _ledger_restored,
    ev.DoorSeen: _door_seen,
    ev.DoorOrdered: _door_ordered,
    ev.DoorPulsed: _door_pulsed,
    ev.DoorNotPulsed: _door_not_pulsed,
    ev.DoorOpened: _door_opened,
    ev.DoorDidNotOpen: _door_did_not_open,
    ev.DoorClosed: _door_closed,
    ev.DoorOpenedWithoutOrder: _door_opened_without_order,
    ev.DoorOrderInterrupted: _order_interrupted,
    ev.DepositBegun: _deposit_begun,
    ev.DepositMoved: _deposit_moved,
    ev.DepositConfirmed: _deposit_confirmed,
    ev.DepositCancelled: _deposit_cancelled,
    ev.PickupBegun: _pickup_begun,
    ev.PickupAbandoned: _pickup_abandoned,
    ev.DepositCollected: _deposit_collected,
    ev.DocumentDisputed: _document_disputed,
    ev.DepositOverdue: _deposit_overdue,
    ev.TakeBackBegun: _take_back_begun,
    ev.TakeBackAbandoned: _take_back_abandoned,
    ev.DepositTakenBack: _deposit_taken_back,
    ev.CodeRefused: _code_refused,
    ev.StaffLoggedIn: _staff_logged_in,
    ev.StaffLoginFailed: _staff_login_failed,
    ev.ServiceSet: _service_set,
    ev.CompartmentSettled: _compartment_settled,
    ev.ContentsCheckBegun: _contents_check_begun,
    ev.ContentsChecked: _contents_checked,
    ev.InstallationBegun: _installation_begun,
    ev.CommandTaken: _command_taken,
}
