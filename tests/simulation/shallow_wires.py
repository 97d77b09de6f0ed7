"""Lock boards without a port: inputs are looked at directly, orders go and come as the drivers' own frames.

Stands in for ``drivers.relay.talk`` and below. What a board does with a frame, and what becomes of its reply, the
simulator decides; whether a reply is the right one, the drivers' framing.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.relay import frames
from drivers.relay.request import Request
from drivers.relay.speech import speech_of
from drivers.sim.boards import line_replies
from drivers.sim.world import World
from locker.daemon.doors import Doors
from locker.daemon.wires import PulseResult
from tests.simulation.cabinets import Models

POLL_S = 0.2
FRAME_S = 0.03
MISSES_MAX = 3
STILL_S = 5.0
PATIENCE_S = 0.3
SETUP_PAUSE_S = 5.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """One frame with an order that left for a board: to which relay, for how long, after how many ledger entries, in
    which life of lockerd; and whether the board's word on it came back.
    """

    board: str
    channel: int
    pulse_ms: int
    head: int
    life: int
    confirmed: bool


@dataclass
class ShallowWires:
    """Speaks for one life of lockerd. ``dead``: the power is gone, nothing is said or done any more.

    ``spoken``: where every order that left is noted; ``open_at``: after how many entries an input last read open.
    """

    world: World
    models: Models
    doors: Doors
    life: int
    spoken: list[Spoken]
    open_at: dict[tuple[str, int], int]
    dead: bool = False
    poll_ms: Mapping[str, float] = field(default_factory=dict)
    moved_s: float = 0.0
    moves: asyncio.Event = field(default_factory=asyncio.Event)
    _read: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    _misses: dict[str, int] = field(default_factory=dict)
    _setup_due_s: dict[str, float] = field(default_factory=dict)
    _coming: defaultdict[str, list[tuple[float, bytes]]] = field(default_factory=lambda: defaultdict(list))
    _polling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.moved(asyncio.get_running_loop().time())  # a new life looks for a while: its first reading may be false
        self._polling = asyncio.ensure_future(self._poll())

    async def stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
        if not self.dead:
            for board in self.world.boards:
                for relay in board.relays:
                    relay.switch(False)

    def hold_polling(self, seconds: float) -> None:
        pass

    async def pulse(self, board: str, channel: int, pulse_ms: int) -> PulseResult:
        await asyncio.sleep(FRAME_S)
        if self.dead:
            await asyncio.get_running_loop().create_future()
        if board not in self._read and not self._look(board):
            return PulseResult(confirmed=False, sent=False, cause="no_reply")
        speech = speech_of(self.models[board].profile, board, self._address(board))
        reply = self._ask(board, speech.pulse(channel, pulse_ms))
        confirmed = isinstance(reply, bytes)
        self.spoken.append(Spoken(board, channel, pulse_ms, self.doors.ledger.head, self.life, confirmed))
        if isinstance(reply, bytes):
            return PulseResult(confirmed=True, sent=True)
        await asyncio.sleep(PATIENCE_S)
        return PulseResult(confirmed=False, sent=True, cause=reply)

    def reads_open(self, board: str, number: int) -> bool:
        """What an input said when its board was last understood."""
        return board in self._read and not self._read[board][number - 1]

    def hears(self, board: str) -> bool:
        """Whether somebody who asks this board now understands an answer."""
        return self._inputs(board) is not None

    def is_impersonated(self, board: str) -> bool:
        """Its twin answers for it, and nobody can tell."""
        own = self.world.board(board)
        return self.hears(board) and not (own.powered and own.address == self._address(board))

    async def _poll(self) -> None:
        """Round after round while something moves; a still world is left alone until it moves again."""
        loop = asyncio.get_running_loop()
        while not self.dead:
            for board in self.world.boards:
                self._look(board.name)
            if loop.time() - self.moved_s > STILL_S:
                self.moves.clear()
                await self.moves.wait()
            await asyncio.sleep(POLL_S)

    def moved(self, now_s: float) -> None:
        """Something in the world changed."""
        self.moved_s = now_s
        self.moves.set()

    def _look(self, name: str) -> bool:
        bits = self._inputs(name)
        if bits is None:
            self._missed(name)
            return False
        if self._misses.pop(name, 0) >= MISSES_MAX or name not in self._read:
            self._setup_due_s.pop(name, None)
            self.doors.board_answers(name)
        self._set_up(name)
        before = self._read.get(name, bits)
        if name not in self._read or before != bits:
            self._read[name] = bits
            still = enumerate(zip(before, bits, strict=True), 1)  # what was open has been so until this moment
            self.open_at |= {(name, n): self.doors.ledger.head for n, shut in still if not all(shut)}
            self.doors.inputs_read(name, bits)
        return True

    def _missed(self, name: str) -> None:
        self._misses[name] = self._misses.get(name, 0) + 1
        if self._misses[name] == MISSES_MAX:
            self._read.pop(name, None)
            self.doors.board_silent(name, "no_reply")

    def _inputs(self, name: str) -> tuple[bool, ...] | None:
        """What is heard from where this board should be. None: nobody is there, or two contradict each other."""
        line, address = self.world.board(name).line, self._address(name)
        there = [board for board in self.world.boards_on(line) if board.powered and board.address == address]
        heard = {tuple(bool(board.input(n + 1)) for n in range(board.input_count)) for board in there}
        return heard.pop() if len(heard) == 1 else None

    def _address(self, name: str) -> int:
        return self.world.board(name).plan.address

    def _set_up(self, name: str) -> None:
        """Write the maker's defaults away, and look again every few seconds whether they are back."""
        now_s = asyncio.get_running_loop().time()
        if not self.models[name].profile.setup or now_s < self._setup_due_s.get(name, 0.0):
            return
        self._setup_due_s[name] = now_s + SETUP_PAUSE_S
        for step in self.models[name].profile.setup:
            for register in range(step.first, step.first + step.count):
                self._ask(name, frames.write_register(name, self._address(name), register, step.value))

    def _ask(self, name: str, request: Request) -> bytes | str:
        """The right reply if it will have come in time, else what to call what came."""
        framing, line = self.models[name].framing, self.world.board(name).line
        now_s = asyncio.get_running_loop().time()
        said = line_replies(self.world.boards_on(line), framing.wrap(request))
        coming = [(at_s, frame) for at_s, frame in self._coming[line] if at_s >= now_s]
        coming += [(now_s + late_ms / 1000, frame) for frame, late_ms in said]
        self._coming[line] = coming
        received = b"".join(frame for at_s, frame in sorted(coming) if at_s <= now_s + PATIENCE_S)
        reply = framing.find(request, received)
        if reply is None:
            return framing.blame(request, received)
        return "refused" if request.refusal(reply) else reply
