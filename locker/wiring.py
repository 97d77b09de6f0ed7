"""From the machine's TOML to the parts of lockerd. A composition root: sees configuration, drivers and daemon."""

from collections.abc import Awaitable, Mapping
from itertools import chain
from typing import Protocol

from config.kiosk import Board, Bus, Compartment, KioskMachine, LockModel
from config.load import ProfileLimits
from drivers.relay.electronics import BoardSettings, Electronics, GatewayLine, Pulsed, RtuLine, TcpLine, answer_ms
from drivers.relay.profile import load_profile, profile_names
from drivers.trouble import Trouble
from locker.contract.facts import Size
from locker.contract.ids import BoardName, CompartmentId
from locker.daemon.wires import PulseResult
from locker.domain.layout import Layout, Rules, SensorLine, Slot

_KINDS = {"rtu": ("rtu", "gateway"), "tcp": ("tcp",)}
"""Which kinds of bus carry what a board speaks."""


def known_profiles() -> dict[str, ProfileLimits]:
    """What configuration may name as a board's profile, and what each can do."""
    return {name: _limits(name) for name in profile_names()}


def rules_of(machine: KioskMachine) -> Rules:
    """The hall's choices as the domain wants them; the same names."""
    return Rules(**{name: getattr(machine.rules, name) for name in Rules.__dataclass_fields__})


def layout_of(machine: KioskMachine) -> Layout:
    """Every compartment with its lock's times and its power supply."""
    locks = {lock.name: lock for lock in machine.lock}
    boards = {board.name: board for board in machine.board}
    buses = {bus.name: bus for bus in machine.bus}
    slots = [_slot(c, locks[c.lock], boards[c.board], buses) for c in machine.compartment]
    return {slot.id: slot for slot in slots}


class Hearer(Protocol):
    """Who is told what the boards say."""

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        """A board's inputs."""

    def board_silent(self, board: str, cause: str) -> None:
        """A board does not answer."""

    def board_answers(self, board: str) -> None:
        """It is back."""

    def board_unfit(self, board: str, why: str) -> None:
        """It answers, but must not move a lock."""

    def board_fit(self, board: str) -> None:
        """It may move locks."""


class CabinetWires:
    """The relay boards as lockerd wants them."""

    def __init__(self, machine: KioskMachine, hearer: Hearer) -> None:
        self._hearer = hearer
        lines = [_line(bus) for bus in machine.bus]
        boards = [_board(board) for board in machine.board]
        self._electronics = Electronics(lines, boards, self)
        self.start = self._electronics.start
        self.stop = self._electronics.stop
        self.hold_polling = self._electronics.hold_polling

    def pulse(self, board: str, channel: int, pulse_ms: int) -> Awaitable[PulseResult]:
        """One pulse, ordered at once, its result in the daemon's words."""
        return _result(self._electronics.pulse(board, channel, pulse_ms))

    @property
    def poll_ms(self) -> Mapping[str, float]:
        """One round of polling, by line."""
        return self._electronics.poll_ms

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        """From the boards."""
        self._hearer.inputs_read(board, bits)

    def board_silent(self, board: str, trouble: Trouble) -> None:
        """From the boards."""
        self._hearer.board_silent(board, trouble.cause)

    def board_answers(self, board: str) -> None:
        """From the boards."""
        self._hearer.board_answers(board)

    def board_unfit(self, board: str, trouble: Trouble) -> None:
        """From the boards."""
        self._hearer.board_unfit(board, trouble.detail)

    def board_fit(self, board: str) -> None:
        """From the boards."""
        self._hearer.board_fit(board)


async def _result(pulse: Awaitable[Pulsed | Trouble]) -> PulseResult:
    result = await pulse
    if isinstance(result, Pulsed):
        return PulseResult(confirmed=True, sent=True)
    return PulseResult(confirmed=False, sent=result.sent, cause=result.cause)


def _limits(name: str) -> ProfileLimits:
    profile = load_profile(name)
    pulse = profile.pulse
    return ProfileLimits(
        kinds=frozenset(chain.from_iterable(_KINDS[transport] for transport in profile.transports)),
        relays=profile.channels,
        inputs=profile.inputs.count if profile.inputs else 0,
        baud_max=profile.baud_max if "rtu" in profile.transports else None,
        pulse_ms_min=pulse.min_ms if pulse else 0,
        pulse_ms_max=pulse.max_ms if pulse else 0,
        pulse_unit_ms=pulse.unit_ms if pulse else 1,
        protocol=profile.protocol,
        addresses=profile.addresses,
        times_itself=profile.times_itself,
        refused=profile.refused,
        closed_is=profile.closed_is,
    )


def _slot(c: Compartment, lock: LockModel, board: Board, buses: Mapping[str, Bus]) -> Slot:
    sensor = c.sensor
    return Slot(
        id=CompartmentId(c.id),
        size=Size(c.size),
        board=BoardName(c.board),
        channel=c.channel,
        supply=board.supply,
        pulse_ms=board.pulse_ms or lock.pulse_ms,
        rest_ms=lock.rest_ms,
        confirm_ms=lock.confirm_ms,
        sensor=SensorLine(BoardName(sensor.board), sensor.input, bool(sensor.closed_is)) if sensor else None,
        bottom_cm=c.y_cm,
        top_cm=c.y_cm + c.height_cm,
        pulls_a_minute=lock.pulses_a_minute,
        answer_ms=answer_ms(load_profile(board.profile), _line(buses[board.bus])),
    )


def _board(board: Board) -> BoardSettings:
    return BoardSettings(board.name, board.bus, load_profile(board.profile), board.address, board.pulse_ms or 0)


def _line(bus: Bus) -> RtuLine | TcpLine | GatewayLine:
    if bus.kind == "rtu":
        assert bus.port is not None  # noqa: S101 - the configuration was checked
        assert bus.baud is not None  # noqa: S101
        return RtuLine(bus.name, bus.port, bus.baud, bus.reply_timeout_ms)
    assert bus.host is not None  # noqa: S101
    if bus.kind == "gateway":
        assert bus.baud is not None  # noqa: S101
        return GatewayLine(bus.name, bus.host, bus.tcp_port, bus.baud, bus.reply_timeout_ms)
    return TcpLine(bus.name, bus.host, bus.tcp_port, bus.reply_timeout_ms)
