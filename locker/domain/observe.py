"""What the wires say becomes events: a door's facts, a board's silence. The sensor is believed before the relay."""

from locker.contract.events import (
    AlarmCleared,
    AnyEvent,
    BoardAnswered,
    BoardFellSilent,
    DoorClosed,
    DoorDidNotOpen,
    DoorNotPulsed,
    DoorOpened,
    DoorOpenedWithoutOrder,
    DoorPulsed,
    DoorSeen,
    PickupAbandoned,
)
from locker.contract.facts import Alarm, DepositState, Door, Outcome, Purpose
from locker.contract.ids import BoardName, CompartmentId, DepositId, RequestId
from locker.domain.decision import Situation
from locker.domain.doubt import clear, needs_check, raise_once
from locker.domain.layout import boards_of
from locker.domain.state import Compartment

Events = tuple[AnyEvent, ...]

LOOKS = frozenset({Purpose.CHECK, Purpose.REMOTE})
STOOD_MS_MIN = 500
"""An opening is believed at once, but proves something only when it stood so long, and so long after its coil let go:
a pulling lock may move contact or latch though the door is jammed; a false reading stands until the next, which a lost
reply puts off by 300 ms; and a closing is written 150 ms after it."""


def door_read(s: Situation, id_: CompartmentId, door: Door) -> Events:
    """The settled word of a door's sensor; nothing when it says what was known."""
    compartment = s.cabinet.compartments.get(id_) or Compartment(id=id_)
    if door is compartment.door:
        return ()
    if door is Door.DOUBTFUL:
        seen = DoorSeen(compartment=id_, door=door)
        return (seen, *raise_once(s.cabinet, Alarm.SENSOR_DOUBTFUL, id_, "contact bounces"))
    if door is Door.UNKNOWN:
        return (DoorSeen(compartment=id_, door=door),)
    rule = _with_order if compartment.cycle is not None else _without_order
    return rule(s, compartment, door)


def _with_order(s: Situation, compartment: Compartment, door: Door) -> Events:
    assert compartment.cycle is not None  # noqa: S101 - the caller looked
    if door is Door.OPEN:
        opened = DoorOpened(compartment=compartment.id)
        return (opened, *clear(s.cabinet, Alarm.DOOR_DID_NOT_OPEN, compartment.id))
    if compartment.cycle.outcome in {Outcome.OPENED, Outcome.WAS_OPEN}:
        return _closed(s, compartment)
    if compartment.cycle.outcome is None and compartment.cycle.was is Door.OPEN:
        return (DoorDidNotOpen(compartment=compartment.id, outcome=Outcome.WAS_OPEN), *_closed(s, compartment))
    # Shut before it was seen open, or after a sensor nobody could believe: no proof of anything.
    seen = DoorSeen(compartment=compartment.id, door=door)
    return (seen, *clear(s.cabinet, Alarm.DOOR_LEFT_OPEN, compartment.id))


def _closed(s: Situation, compartment: Compartment) -> Events:
    left_open = clear(s.cabinet, Alarm.DOOR_LEFT_OPEN, compartment.id)
    closed = DoorClosed(
        compartment=compartment.id,
        late=bool(left_open),
        doubtful=not _stood_open(s, compartment),
        word_due=compartment.deposit is not None and _only_looked_into(compartment),
    )
    return (closed, *left_open)


def _only_looked_into(compartment: Compartment) -> bool:
    return compartment.cycle is not None and compartment.cycle.purpose in LOOKS


def _stood_open(s: Situation, compartment: Compartment) -> bool:
    """The sensor said open for a while, without a break until now."""
    assert compartment.cycle is not None  # noqa: S101 - the caller looked
    let_go_ms = compartment.rested_from_ms + s.layout[compartment.id].pulse_ms
    since_ms = max(compartment.cycle.opened_at_ms or 0, let_go_ms)
    return compartment.door is Door.OPEN and s.now_ms - since_ms >= STOOD_MS_MIN


def _without_order(s: Situation, compartment: Compartment, door: Door) -> Events:
    if door is Door.CLOSED:
        seen = DoorSeen(compartment=compartment.id, door=door)
        return (
            seen,
            *clear(s.cabinet, Alarm.DOOR_LEFT_OPEN, compartment.id),
            *clear(s.cabinet, Alarm.SENSOR_DOUBTFUL, compartment.id),
        )
    if compartment.door is not Door.CLOSED:
        return _found_open(s, compartment)
    return (
        DoorOpenedWithoutOrder(compartment=compartment.id),
        *raise_once(s.cabinet, Alarm.DOOR_OPENED_WITHOUT_ORDER, compartment.id),
        *needs_check(s.cabinet, compartment.id, "opened without order"),
    )


def _found_open(s: Situation, compartment: Compartment) -> Events:
    """Its first word after a silence is that it stands open, nobody knows since when: anybody may have reached in."""
    doubt = needs_check(s.cabinet, compartment.id, "found open after a silence") if compartment.deposit else ()
    seen = DoorSeen(compartment=compartment.id, door=Door.OPEN)
    return (seen, *raise_once(s.cabinet, Alarm.DOOR_LEFT_OPEN, compartment.id), *doubt)


def pulse_answered(s: Situation, id_: CompartmentId, request: RequestId) -> Events:
    """The board confirmed. What the door does is the sensor's to say."""
    return (DoorPulsed(compartment=id_),) if _is_current(s, id_, request) else ()


def pulse_failed(s: Situation, id_: CompartmentId, request: RequestId, cause: str, sent: bool) -> Events:
    """The board refused, or nothing came back. ``sent``: the lock may have moved, so the sensor is watched on."""
    if not _is_current(s, id_, request):
        return ()
    events: Events = (DoorNotPulsed(compartment=id_, cause=cause, certain=not sent),)
    deposit = _picked_up(s, id_)
    if deposit is not None and not sent:
        return (*events, PickupAbandoned(deposit=deposit))
    return events


def _picked_up(s: Situation, id_: CompartmentId) -> DepositId | None:
    """The deposit that is being collected here and has no other proof of a door that moved."""
    cycle = s.cabinet.compartments[id_].cycle
    if cycle is None or cycle.deposit is None or cycle.opened_before:
        return None
    deposit = s.cabinet.deposits[cycle.deposit]
    return deposit.id if deposit.state is DepositState.COLLECTING else None


def _is_current(s: Situation, id_: CompartmentId, request: RequestId) -> bool:
    cycle = s.cabinet.compartments[id_].cycle
    return cycle is not None and cycle.request == request


def board_fell_silent(s: Situation, board: BoardName, cause: str) -> Events:
    """Its doors are unknown until it is back; the rest of the cabinet goes on."""
    if board in s.cabinet.boards:
        return ()
    unknown = tuple(
        DoorSeen(compartment=slot.id, door=Door.UNKNOWN)
        for slot in s.layout.values()
        if slot.sensor is not None and slot.sensor.board == board
    )
    return (
        BoardFellSilent(board=board, cause=cause),
        *raise_once(s.cabinet, Alarm.BOARD_SILENT, board, cause),
        *unknown,
    )


def board_answered(s: Situation, board: BoardName) -> Events:
    """It is back."""
    if board not in s.cabinet.boards:
        return ()
    return (BoardAnswered(board=board), *clear(s.cabinet, Alarm.BOARD_SILENT, board))


def board_unfit(s: Situation, board: BoardName, why: str) -> Events:
    """It answers and its sensors are believed, but no lock of it may be moved."""
    return raise_once(s.cabinet, Alarm.BOARD_UNFIT, board, why)


def board_fit(s: Situation, board: BoardName) -> Events:
    """Its locks may be moved."""
    return clear(s.cabinet, Alarm.BOARD_UNFIT, board)


def boards_gone(s: Situation) -> Events:
    """Boards the machine's file no longer names cannot come back: nobody needs to look for them."""
    named = boards_of(s.layout)
    return tuple(
        AlarmCleared(alarm=alarm.alarm, subject=alarm.subject)
        for alarm in s.cabinet.alarms.values()
        if alarm.alarm in {Alarm.BOARD_SILENT, Alarm.BOARD_UNFIT} and alarm.subject not in named
    )


def disk(s: Situation, free_mib: int, free_mib_min: int) -> Events:
    """The disk ran low, or has room again."""
    if free_mib < free_mib_min:
        return raise_once(s.cabinet, Alarm.DISK_LOW, "", f"{free_mib} MiB free")
    return clear(s.cabinet, Alarm.DISK_LOW, "")


def clock(s: Situation, trusted: bool) -> Events:
    """The wall clock can no longer be believed, or can again."""
    if trusted:
        return clear(s.cabinet, Alarm.CLOCK_JUMPED, "")
    return raise_once(s.cabinet, Alarm.CLOCK_JUMPED, "")


def hall_holds_more(s: Situation, why: str) -> Events:
    """The hall has entries this ledger does not: it was restored from an old copy, or is another cabinet's."""
    return raise_once(s.cabinet, Alarm.LEDGER_BEHIND_HALL, "", why)


def hall_agrees(s: Situation) -> Events:
    """The hall goes on with the log of this ledger, hash by hash."""
    return clear(s.cabinet, Alarm.LEDGER_BEHIND_HALL, "")
