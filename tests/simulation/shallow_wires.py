"""Lock boards without bytes: the world's boards are polled and pulsed directly, and replies get lost all the same."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.sim.world import World
from locker.daemon.doors import Doors
from locker.daemon.wires import PulseResult

POLL_S = 0.2
FRAME_S = 0.03
MISSES_MAX = 3
STILL_S = 5.0
PATIENCE_S = 0.3
LOST_REPLIES = 0.02


@dataclass
class ShallowWires:
    """Speaks for one life of lockerd. ``dead``: the power is gone, nothing is said or done any more."""

    world: World
    doors: Doors
    chance: random.Random
    lost_replies: float = LOST_REPLIES
    dead: bool = False
    poll_ms: Mapping[str, float] = field(default_factory=dict)
    moved_s: float = 0.0
    moves: asyncio.Event = field(default_factory=asyncio.Event)
    _read: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    _misses: dict[str, int] = field(default_factory=dict)
    _polling: asyncio.Task[None] | None = None

    async def start(self) -> None:
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
        lost = self.chance.random()
        if self.world.board(board).powered and lost > self.lost_replies / 2:
            self.world.board(board).relay(channel).pulse(pulse_ms)
            if lost > self.lost_replies:
                return PulseResult(confirmed=True, sent=True)
        await asyncio.sleep(PATIENCE_S)
        return PulseResult(confirmed=False, sent=True, cause="no_reply")

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

    def _look(self, name: str) -> None:
        board = self.world.board(name)
        if not board.powered:
            self._misses[name] = self._misses.get(name, 0) + 1
            if self._misses[name] == MISSES_MAX:
                self._read.pop(name, None)
                self.doors.board_silent(name, "no_reply")
            return
        if self._misses.pop(name, 0) >= MISSES_MAX or name not in self._read:
            self.doors.board_answers(name)
        bits = tuple(bool(board.input(number + 1)) for number in range(board.input_count))
        if self._read.get(name) != bits:
            self._read[name] = bits
            self.doors.inputs_read(name, bits)
