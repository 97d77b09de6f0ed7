"""Whether buses, boards, locks and doors fit together: no wire twice, nothing a board or a lock cannot do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from config.kiosk import Board, Bus, Compartment, KioskMachine, LockModel
from config.problem import Problem

REST_MS_MIN, PULSES_A_MINUTE_MAX = 5000, 3
"""What solenoid locks stand whose sheet says nothing (hardware notes, section 1.6)."""
_UNLESS = "unless duty says in the words of the lock's sheet what it stands"


@dataclass(frozen=True, slots=True)
class ProfileLimits:
    """What a board model can do, told by the composition root from the driver's profiles.

    ``kinds``: the bus kinds it answers on; ``baud_max``: None without a serial line; pulses in milliseconds.
    ``times_itself``: its pulse has a length of its own, which the machine's file must tell. ``refused``: why it must
    not be used at all. ``closed_is``: the bit that means shut, where the maker prescribes one.
    """

    kinds: frozenset[str]
    relays: int
    inputs: int
    baud_max: int | None
    pulse_ms_min: int
    pulse_ms_max: int
    pulse_unit_ms: int
    protocol: str = "modbus"
    addresses: tuple[int, int] = (1, 247)
    times_itself: bool = False
    refused: str = ""
    closed_is: int | None = None

    def can_pulse(self, pulse_ms: int) -> bool:
        """Whether the board's own timer can end a pulse of this length exactly."""
        return self.pulse_ms_min <= pulse_ms <= self.pulse_ms_max and pulse_ms % self.pulse_unit_ms == 0

    def pulses(self) -> str:
        """The pulses it can make, in words."""
        return f"{self.pulse_ms_min} to {self.pulse_ms_max} ms in steps of {self.pulse_unit_ms}"


Profiles = Mapping[str, ProfileLimits]


def wiring_problems(machine: KioskMachine, profiles: Profiles | None) -> Iterator[Problem]:
    """Everything that would make two things one wire, or ask a part for what it cannot do.

    Without ``profiles`` what depends on the board model is not checked.
    """
    yield from chain.from_iterable(map(_bus_problems, machine.bus))
    yield from _twice_problems(machine)
    yield from chain.from_iterable(_board_problems(board, machine, profiles) for board in machine.board)
    yield from chain.from_iterable(_language_problems(bus, machine, profiles or {}) for bus in machine.bus)
    yield from chain.from_iterable(map(_lock_problems, machine.lock))
    yield from chain.from_iterable(_door_problems(door, machine, profiles) for door in machine.compartment)


def remarks(machine: KioskMachine, profiles: Profiles) -> Iterator[Problem]:
    """What may be right, but is not what makers prescribe: sensors the other way round."""
    boards = {board.name: profiles[board.profile] for board in machine.board if board.profile in profiles}
    for door in machine.compartment:
        limits = boards.get(door.sensor.board) if door.sensor else None
        if door.sensor and limits and limits.closed_is not in {None, door.sensor.closed_is}:
            told = f"the maker of board {door.sensor.board} says {limits.closed_is}: prove it with a door"
            yield Problem(f"compartment[{door.id}].sensor.closed_is", told)


def twice(pairs: Iterable[tuple[str, object]], what: str) -> Iterator[Problem]:
    """A problem for each (key, value) whose value an earlier pair already had."""
    first: dict[object, str] = {}
    for key, value in pairs:
        if value in first:
            yield Problem(key, f"{what} is already that of {first[value]}; each may be used once")
        first.setdefault(value, key)


def _twice_problems(machine: KioskMachine) -> Iterator[Problem]:
    doors = machine.compartment
    yield from twice(((f"bus[{bus.name}].name", bus.name) for bus in machine.bus), "the name")
    yield from twice(((f"bus[{bus.name}].port", bus.port) for bus in machine.bus if bus.port), "the port")
    yield from twice(
        ((f"bus[{bus.name}].host", (bus.host, bus.tcp_port)) for bus in machine.bus if bus.host),
        "the address",
    )
    yield from twice(((f"board[{board.name}].name", board.name) for board in machine.board), "the name")
    yield from twice(
        ((f"board[{board.name}].address", (board.bus, board.address)) for board in machine.board),
        "the address on this bus",
    )
    yield from twice(((f"lock[{lock.name}].name", lock.name) for lock in machine.lock), "the name")
    yield from twice(((f"compartment[{door.id}].id", door.id) for door in doors), "the id")
    yield from twice(((f"compartment[{door.id}].channel", (door.board, door.channel)) for door in doors), "the channel")
    yield from twice(
        ((f"compartment[{door.id}].sensor", (door.sensor.board, door.sensor.input)) for door in doors if door.sensor),
        "the sensor's input",
    )


_BUS_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "rtu": (("port", "baud"), ("host",)),
    "tcp": (("host",), ("port", "baud")),
    "gateway": (("host", "baud"), ("port",)),
}
"""By kind of bus: the keys it needs, and those without meaning on it."""


def _bus_problems(bus: Bus) -> Iterator[Problem]:
    key = f"bus[{bus.name}]"
    needed, foreign = _BUS_KEYS[bus.kind]
    for name in needed:
        if getattr(bus, name) in (None, ""):
            yield Problem(f"{key}.{name}", f"missing; a bus of kind {bus.kind} needs {' and '.join(needed)}")
    for name in foreign:
        if getattr(bus, name) is not None:
            yield Problem(f"{key}.{name}", f"has no meaning on a bus of kind {bus.kind}; leave it out")


def _board_problems(board: Board, machine: KioskMachine, profiles: Profiles | None) -> Iterator[Problem]:
    buses = {bus.name: bus for bus in machine.bus}
    key = f"board[{board.name}]"
    if board.bus not in buses:
        yield _not_one_of(f"{key}.bus", board.bus, buses)
    if profiles is None:
        return
    if board.profile not in profiles:
        yield _not_one_of(f"{key}.profile", board.profile, profiles)
    else:
        yield from _own_problems(key, board, profiles[board.profile])
        if board.bus in buses:
            yield from _profile_on_bus(key, board.profile, profiles[board.profile], buses[board.bus])


def _language_problems(bus: Bus, machine: KioskMachine, profiles: Profiles) -> Iterator[Problem]:
    spoken = {profiles[b.profile].protocol for b in machine.board if b.bus == bus.name and b.profile in profiles}
    if len(spoken) > 1:
        yield Problem(f"bus[{bus.name}]", f"its boards speak {' and '.join(sorted(spoken))}; give each its own bus")


def _own_problems(key: str, board: Board, limits: ProfileLimits) -> Iterator[Problem]:
    first, last = limits.addresses
    if limits.refused:
        yield Problem(f"{key}.profile", f"{board.profile} must not be used: {limits.refused}")
    if not first <= board.address <= last:
        yield Problem(f"{key}.address", f"{board.address} is no address of {board.profile}; allowed: {first} to {last}")
    if limits.times_itself and board.pulse_ms is None:
        yield Problem(f"{key}.pulse_ms", f"missing; {board.profile} ends its pulse by itself: measure how long it is")
    if not limits.times_itself and board.pulse_ms is not None:
        yield Problem(f"{key}.pulse_ms", f"has no meaning for {board.profile}, which is told how long; leave it out")


def _profile_on_bus(key: str, name: str, limits: ProfileLimits, bus: Bus) -> Iterator[Problem]:
    if bus.kind not in limits.kinds:
        kinds = " or ".join(sorted(limits.kinds))
        yield Problem(f"{key}.profile", f"{name} is for a bus of kind {kinds}; bus {bus.name} is {bus.kind}")
    elif bus.baud and limits.baud_max and bus.baud > limits.baud_max:
        yield Problem(f"{key}.bus", f"{bus.name} has {bus.baud} baud; {name} takes at most {limits.baud_max}")


def _lock_problems(lock: LockModel) -> Iterator[Problem]:
    if lock.pulse_ms > lock.pulse_ms_max:
        yield Problem(
            f"lock[{lock.name}].pulse_ms",
            f"{lock.pulse_ms} is over the model's maximum; allowed: at most {lock.pulse_ms_max}",
        )
    if lock.rest_ms < REST_MS_MIN and not lock.duty:
        yield Problem(f"lock[{lock.name}].rest_ms", f"allowed: at least {REST_MS_MIN}, {_UNLESS}")
    if lock.pulses_a_minute > PULSES_A_MINUTE_MAX and not lock.duty:
        yield Problem(f"lock[{lock.name}].pulses_a_minute", f"allowed: at most {PULSES_A_MINUTE_MAX}, {_UNLESS}")


def _door_problems(door: Compartment, machine: KioskMachine, profiles: Profiles | None) -> Iterator[Problem]:
    key = f"compartment[{door.id}]"
    boards = {board.name: board for board in machine.board}
    locks = {lock.name: lock for lock in machine.lock}
    if door.lock not in locks:
        yield _not_one_of(f"{key}.lock", door.lock, locks)
    if door.board not in boards:
        yield _not_one_of(f"{key}.board", door.board, boards)
    elif limits := (profiles or {}).get(boards[door.board].profile):
        yield from _over(f"{key}.channel", door.channel, limits.relays, "relays")
        if door.lock in locks and limits.relays and not limits.refused:
            yield from _pulse_problems(f"{key}.lock", boards[door.board], limits, locks[door.lock])
    if door.sensor and door.sensor.board not in boards:
        yield _not_one_of(f"{key}.sensor.board", door.sensor.board, boards)
    elif door.sensor and (limits := (profiles or {}).get(boards[door.sensor.board].profile)):
        yield from _over(f"{key}.sensor.input", door.sensor.input, limits.inputs, "inputs")


def _pulse_problems(key: str, board: Board, limits: ProfileLimits, lock: LockModel) -> Iterator[Problem]:
    shortest_ms = (board.pulse_ms or 0) if limits.times_itself else limits.pulse_ms_min
    if shortest_ms > lock.pulse_ms_max:
        yield Problem(
            key,
            f"{lock.name} stands {lock.pulse_ms_max} ms, but board {board.name} gives no pulse under {shortest_ms} ms;"
            f" allowed: a lock that stands it, or a board that can be told less",
        )
    elif not limits.times_itself and not limits.can_pulse(lock.pulse_ms):
        yield Problem(key, f"board {board.name} cannot pulse {lock.pulse_ms} ms; allowed: {limits.pulses()}")


def _over(key: str, number: int, most: int, what: str) -> Iterator[Problem]:
    if number > most:
        allowed = f"allowed: 1 to {most}" if most else f"it has no {what}"
        yield Problem(key, f"{number} is over the board's {most} {what}; {allowed}")


def _not_one_of(key: str, name: str, known: Iterable[str]) -> Problem:
    return Problem(key, f"{name!r} is not known; allowed: {', '.join(sorted(known))}")
