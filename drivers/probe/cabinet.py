"""The cabinet's wires in one hand: look at all sensors, give one pulse, read a coil back. One question at a time.

Unlike lockerd's lines nothing happens here by itself: no polling, no second try of anything that moves.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drivers.probe.machine import Place
from drivers.relay import frames
from drivers.relay.board import Board
from drivers.relay.port import open_port
from drivers.relay.profile import Profile
from drivers.relay.settings import AnyLine, BoardSettings
from drivers.relay.talk import Order, Pulsed, Talk
from drivers.relay.wire import Wire
from drivers.trouble import Cause, Trouble

COIL_READS_MAX = 3
Levels = Mapping[Place, bool]
"""Every input that could be read, and its bit."""


@dataclass(slots=True)
class Ear:
    """The driver's sink: the inputs of the boards that answer, and what the silent ones' trouble is."""

    inputs: dict[str, tuple[bool | None, ...]] = field(default_factory=dict)
    silent: dict[str, Trouble] = field(default_factory=dict)

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        """The board's inputs, first to last; None: it cannot tell this one."""
        self.inputs[board] = bits

    def board_silent(self, board: str, trouble: Trouble) -> None:
        """Its inputs are unknown from here."""
        self.silent[board] = trouble
        self.inputs.pop(board, None)

    def board_answers(self, board: str) -> None:
        """It is back."""
        self.silent.pop(board, None)

    def board_unfit(self, board: str, trouble: Trouble) -> None:
        """Trying one of its locks tells it again."""

    def board_fit(self, board: str) -> None:
        """What is expected."""


class Cabinet:
    """All lines and boards of one cabinet."""

    def __init__(self, lines: Sequence[AnyLine], boards: Sequence[BoardSettings]) -> None:
        self._lines = {line.name: line for line in lines}
        self._line_of = {board.name: board.line for board in boards}
        self._boards = {board.name: Board(board) for board in boards}
        self._wires: dict[str, Wire] = {}
        self._talks: dict[str, Talk] = {}
        self._ear = Ear()

    async def open(self) -> dict[str, str]:
        """Open every line that is not open; what hinders, by the line's name."""
        hindered: dict[str, str] = {}
        for name, line in self._lines.items():
            if name in self._wires and not self._wires[name].lost:
                continue
            try:
                await self._open(line)
            except OSError as error:
                hindered[name] = str(error)
        return hindered

    async def close(self) -> None:
        """Release all relays of boards that answer, and let go of the lines."""
        for name, talk in self._talks.items():
            if not self._wires[name].lost:
                await talk.switch_off(self._on(name))
        for wire in self._wires.values():
            wire.close()
        self._wires.clear()
        self._talks.clear()

    @property
    def silent(self) -> Mapping[str, Trouble]:
        """The boards that do not answer, and why."""
        return self._ear.silent

    async def look(self) -> Levels:
        """Read all inputs of all boards once; a board or an input that cannot be read now is missing."""
        await self.open()
        seen: dict[Place, bool] = {}
        for name in self._boards:
            if await self._read(name):
                bits = self._ear.inputs.get(name, ())
                seen |= {Place(name, number): bit for number, bit in enumerate(bits, 1) if bit is not None}
        return seen

    async def pulse(self, wire: Place, pulse_ms: int) -> Pulsed | Trouble:
        """One pulse, once. A board with settings to verify has them verified before."""
        board, talk = self._boards[wire.board], self._talks.get(self._line_of[wire.board])
        if why := board.unfit(wire.number, pulse_ms):
            return Trouble(board.name, Cause.UNFIT, why)
        if talk is None:
            return Trouble(board.name, Cause.PORT_GONE)
        answer: asyncio.Future[Pulsed | Trouble] = asyncio.get_running_loop().create_future()
        return await talk.pulse(Order(board, wire.number, pulse_ms, answer))

    async def coils(self, name: str) -> tuple[bool, ...] | Trouble | None:
        """What the board says of its relays, first to last; None when this model does not tell."""
        board, wire = self._boards[name], self._wires.get(self._line_of[name])
        if wire is None:
            return Trouble(name, Cause.PORT_GONE)
        if (request := _about_coils(board)) is None:
            return None
        trouble = Trouble(name, Cause.NO_REPLY)
        for _ in range(COIL_READS_MAX):
            reply = await wire.ask(request)
            if isinstance(reply, bytes):
                why = request.refusal(reply)
                return Trouble(name, Cause.REFUSED, why, sent=True) if why else _coils(board.profile, reply)
            trouble = reply
        return trouble

    async def relays_on(self, name: str) -> list[Place]:
        """The relays of which the board says that they are on."""
        coils = await self.coils(name)
        bits = coils if isinstance(coils, tuple) else ()
        return [Place(name, number) for number, on in enumerate(bits, 1) if on]

    async def release(self, name: str) -> None:
        """Tell a board to switch all its relays off, also one that counts as silent. Its coils tell whether it did."""
        if talk := self._talks.get(self._line_of[name]):
            await talk.release(self._boards[name])

    async def _open(self, line: AnyLine) -> None:
        boards = self._on(line.name)
        own_frames = any(board.profile.protocol == "frames" for board in boards)
        port = await open_port(line, own_frames=own_frames)
        if line.name in self._wires:
            self._wires.pop(line.name).close()
        wire = Wire(port, line.reply_timeout_ms / 1000, lambda: None)
        self._wires[line.name], self._talks[line.name] = wire, Talk(wire, self._ear)
        for board in boards:
            board.distrust()
            board.due_s = 0.0

    async def _read(self, name: str) -> bool:
        board, line = self._boards[name], self._line_of[name]
        asleep = board.answers is False and board.due_s > time.monotonic()
        if asleep or line not in self._talks:
            return False
        talk, is_read = self._talks[line], False
        for poll in range(len(board.speech.polls)):
            trouble = await talk.poll(board, poll)
            if trouble and not board.is_mute(poll) and board.answers is not False:
                trouble = await talk.poll(board, poll)
            is_read |= not trouble
            if board.answers is False:
                return False
        return is_read

    def _on(self, line: str) -> list[Board]:
        return [board for name, board in self._boards.items() if self._line_of[name] == line]


def _about_coils(board: Board) -> frames.Request | None:
    """What asks for its relays; None where no frame of its language does."""
    profile, alive = board.profile, board.profile.alive
    if profile.protocol != "modbus" or not profile.channels:
        return None
    if alive:
        return frames.read_registers(board.name, board.address, alive.first, alive.count)
    return frames.read_coils(board.name, board.address, profile.first_coil, profile.channels)


def _coils(profile: Profile, reply: bytes) -> tuple[bool, ...]:
    if profile.alive:
        return tuple(map(bool, frames.registers(reply)))
    return frames.bits(reply, profile.channels)
