"""The cabinet as the check sees it, out of ``kiosk.toml`` as every program reads it: wires, boards, locks and doors."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from config.kiosk import Board, Bus, Compartment, Kiosk, KioskMachine, Lockerd, LockModel
from config.load import ConfigError, kiosk_of, load_kiosk
from drivers.relay.profile import Profile, ProfileError, load_profile
from drivers.relay.settings import AnyLine, BoardSettings, GatewayLine, RtuLine, TcpLine, faults

Load = Callable[[str], Profile]


class MachineError(ValueError):
    """A file that tells no cabinet: all that is wrong, in words."""


class Place(Struct, frozen=True, order=True):
    """An input or a relay of a board, counted from 1 as printed beside the terminals."""

    board: str
    number: int

    def __str__(self) -> str:
        return f"{self.board}/{self.number}"


class Sensor(Struct, frozen=True, kw_only=True):
    """A door sensor's input and the bit that means shut."""

    board: str
    input: int
    closed_is: Literal[0, 1] = 1

    @property
    def place(self) -> Place:
        """Where its cable ends."""
        return Place(self.board, self.input)


class Door(Struct, frozen=True, kw_only=True):
    """One compartment's wires, as the machine's file claims them."""

    id: str
    board: str
    channel: int
    lock: str
    sensor: Sensor | None = None

    @property
    def wire(self) -> Place:
        """The relay that is to open it."""
        return Place(self.board, self.channel)


class Machine(Struct, frozen=True, kw_only=True):
    """The cabinet as its file claims it to be."""

    kiosk: Kiosk
    lockerd: Lockerd
    bus: list[Bus]
    board: list[Board]
    lock: list[LockModel]
    compartment: tuple[Door, ...]

    def lines(self) -> list[AnyLine]:
        """All wires."""
        return [_line(bus) for bus in self.bus]

    def boards(self, load: Load = load_profile) -> list[BoardSettings]:
        """All boards with what they can do. :raises MachineError: a profile nobody knows."""
        try:
            return [BoardSettings(b.name, b.bus, load(b.profile), b.address, b.pulse_ms or 0) for b in self.board]
        except ProfileError as error:
            raise MachineError(str(error)) from None

    def lock_of(self, door: Door) -> LockModel:
        """The model of its lock."""
        return next(lock for lock in self.lock if lock.name == door.lock)

    def pulse_ms_of(self, door: Door) -> int:
        """How long its pulse is: the board's own length where the board alone decides."""
        own = next(board.pulse_ms for board in self.board if board.name == door.board)
        return own or self.lock_of(door).pulse_ms


def read_machine(path: Path, load: Load = load_profile) -> Machine:
    """Read the machine's file. :raises MachineError: not readable, or it tells no cabinet that could work."""
    return _machine(lambda: load_kiosk(path), path, load)


def machine_of(text: str, name: str, load: Load = load_profile) -> Machine:
    """The machine that ``text`` tells. :raises MachineError: as :func:`read_machine`."""
    return _machine(lambda: kiosk_of(text, Path(name)), Path(name), load)


def _machine(read: Callable[[], KioskMachine], path: Path, load: Load) -> Machine:
    try:
        told = read()
    except ConfigError as error:
        raise MachineError(str(error)) from None
    machine = Machine(
        kiosk=told.kiosk,
        lockerd=told.lockerd,
        bus=told.bus,
        board=told.board,
        lock=told.lock,
        compartment=tuple(map(_door, told.compartment)),
    )
    if wrong := faults(machine.lines(), machine.boards(load)):
        raise MachineError("\n".join(f"{path}: {what}" for what in wrong))
    return machine


def _door(c: Compartment) -> Door:
    sensor = Sensor(board=c.sensor.board, input=c.sensor.input, closed_is=c.sensor.closed_is) if c.sensor else None
    return Door(id=c.id, board=c.board, channel=c.channel, lock=c.lock, sensor=sensor)


def _line(bus: Bus) -> AnyLine:
    host, baud = bus.host or "", bus.baud or 0
    if bus.kind == "rtu":
        return RtuLine(bus.name, bus.port or "", baud, bus.reply_timeout_ms)
    if bus.kind == "tcp":
        return TcpLine(bus.name, host, bus.tcp_port, bus.reply_timeout_ms)
    return GatewayLine(bus.name, host, bus.tcp_port, baud, bus.reply_timeout_ms)
