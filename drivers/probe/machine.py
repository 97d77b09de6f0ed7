"""What the check needs of ``kiosk.toml``: wires, boards, locks and doors. The rest is lockerd's to check."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from drivers.relay.profile import Profile, ProfileError, load_profile
from drivers.relay.settings import AnyLine, BoardSettings, GatewayLine, RtuLine, TcpLine, faults

FILE_BYTES_MAX = 1024 * 1024
REST_MS_MIN, PULSES_A_MINUTE_MAX = 5000, 3
"""What holds for every lock whose sheet does not allow more in so many words (``duty``), as for lockerd."""
Load = Callable[[str], Profile]
T = TypeVar("T")

Number = Annotated[int, Meta(ge=1, le=64)]
Milliseconds = Annotated[int, Meta(ge=0, le=600_000)]


class MachineError(ValueError):
    """A file that tells no cabinet: all that is wrong, in words."""


class Place(Struct, frozen=True, order=True):
    """An input or a relay of a board, counted from 1 as printed beside the terminals."""

    board: str
    number: int

    def __str__(self) -> str:
        return f"{self.board}/{self.number}"


class Bus(Struct, frozen=True, kw_only=True):
    """One wire, as in the machine's file."""

    name: str
    kind: Literal["rtu", "tcp", "gateway"]
    port: str = ""
    baud: int = 9600
    host: str = ""
    tcp_port: int = 502
    reply_timeout_ms: Annotated[int, Meta(ge=20, le=5000)] = 300

    def line(self) -> AnyLine:
        """As the driver has it."""
        if self.kind == "rtu":
            return RtuLine(self.name, self.port, self.baud, self.reply_timeout_ms)
        if self.kind == "tcp":
            return TcpLine(self.name, self.host, self.tcp_port, self.reply_timeout_ms)
        return GatewayLine(self.name, self.host, self.tcp_port, self.baud, self.reply_timeout_ms)


class Board(Struct, frozen=True, kw_only=True):
    """One lock board, as in the machine's file."""

    name: str
    bus: str
    profile: str
    address: Annotated[int, Meta(ge=0, le=255)]
    pulse_ms: Milliseconds = 0


class Lock(Struct, frozen=True, kw_only=True):
    """What a lock stands. Milliseconds. ``duty``: its sheet's own words, where it allows more than is usual."""

    name: str
    pulse_ms: Milliseconds
    rest_ms: Milliseconds = REST_MS_MIN
    pulses_a_minute: Annotated[int, Meta(ge=1, le=10)] = PULSES_A_MINUTE_MAX
    duty: str = ""
    confirm_ms: Milliseconds = 2000

    @property
    def least_rest_s(self) -> float:
        """From one pulse to the next."""
        return (self.rest_ms if self.duty else max(self.rest_ms, REST_MS_MIN)) / 1000

    @property
    def most_a_minute(self) -> int:
        """So many pulses in any minute."""
        return self.pulses_a_minute if self.duty else min(self.pulses_a_minute, PULSES_A_MINUTE_MAX)


class Sensor(Struct, frozen=True, kw_only=True):
    """A door sensor's input and the bit that means shut."""

    board: str
    input: Number
    closed_is: Literal[0, 1] = 1

    @property
    def place(self) -> Place:
        """Where its cable ends."""
        return Place(self.board, self.input)


class Door(Struct, frozen=True, kw_only=True):
    """One compartment's wires, as the machine's file claims them."""

    id: str
    board: str
    channel: Number
    lock: str
    sensor: Sensor | None = None

    @property
    def wire(self) -> Place:
        """The relay that is to open it."""
        return Place(self.board, self.channel)


class Kiosk(Struct, frozen=True):
    """Which machine this is."""

    id: str


class Lockerd(Struct, frozen=True):
    """Where lockerd keeps its ledger, beside which its lock lies."""

    ledger: str = "/var/lib/lockerd/ledger.sqlite"


class Machine(Struct, frozen=True, kw_only=True):
    """The cabinet as its file claims it to be."""

    kiosk: Kiosk
    lockerd: Lockerd = Lockerd()
    bus: Annotated[tuple[Bus, ...], Meta(min_length=1, max_length=16)]
    board: Annotated[tuple[Board, ...], Meta(min_length=1, max_length=64)]
    lock: Annotated[tuple[Lock, ...], Meta(min_length=1)]
    compartment: Annotated[tuple[Door, ...], Meta(min_length=1, max_length=512)]

    def lines(self) -> list[AnyLine]:
        """All wires."""
        return [bus.line() for bus in self.bus]

    def boards(self, load: Load = load_profile) -> list[BoardSettings]:
        """All boards with what they can do. :raises MachineError: a profile nobody knows."""
        try:
            return [BoardSettings(b.name, b.bus, load(b.profile), b.address, b.pulse_ms) for b in self.board]
        except ProfileError as error:
            raise MachineError(str(error)) from None

    def lock_of(self, door: Door) -> Lock:
        """The model of its lock."""
        return next(lock for lock in self.lock if lock.name == door.lock)

    def pulse_ms_of(self, door: Door) -> int:
        """How long its pulse is: the board's own length where the board alone decides."""
        own = next(board.pulse_ms for board in self.board if board.name == door.board)
        return own or self.lock_of(door).pulse_ms


def read_machine(path: Path, load: Load = load_profile) -> Machine:
    """Read the machine's file. :raises MachineError: not readable, or it tells no cabinet that could work."""
    try:
        with path.open("rb") as file:
            content = file.read(FILE_BYTES_MAX + 1)
    except OSError as error:
        raise MachineError(f"{path}: {error.strerror}") from None
    if len(content) > FILE_BYTES_MAX:
        raise MachineError(f"{path}: over {FILE_BYTES_MAX} bytes")
    return machine_of(content, str(path), load)


def machine_of(content: bytes | str, name: str, load: Load = load_profile) -> Machine:
    """The machine that ``content`` tells. :raises MachineError: as :func:`read_machine`."""
    machine = toml_as(Machine, content, name)
    if wrong := [*_dangling(machine), *faults(machine.lines(), machine.boards(load))]:
        raise MachineError("\n".join(f"{name}: {what}" for what in wrong))
    return machine


def toml_as(kind: type[T], content: bytes | str, name: str) -> T:
    """What ``content`` says, of that shape. :raises MachineError: no TOML, nested without end, or another shape."""
    try:
        return msgspec.toml.decode(content, type=kind)
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise MachineError(f"{name}: {error}") from None
    except RecursionError:
        raise MachineError(f"{name}: nested too deeply") from None


def _dangling(machine: Machine) -> list[str]:
    boards, locks = {board.name for board in machine.board}, {lock.name for lock in machine.lock}
    found: list[str] = []
    for door in machine.compartment:
        named = {door.board} | ({door.sensor.board} if door.sensor else set())
        found += [f"compartment {door.id}: no board {name}" for name in sorted(named - boards)]
        found += [] if door.lock in locks else [f"compartment {door.id}: no lock {door.lock}"]
    return found
