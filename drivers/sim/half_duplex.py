"""The boards of one line behind whatever carries its bytes: heard and answered at a true baud rate, half duplex."""

import asyncio
from collections.abc import Callable

from drivers.sim.boards import line_replies
from drivers.sim.live import LiveWorld
from drivers.sim.lock_boards.answers import change
from drivers.sim.tap import Tap
from drivers.sim.wire import Heard, Wire
from drivers.sim.world import World

TURNAROUND_S = 0.001
SPIN_S = 0.0003


class HalfDuplex:
    """Line ``name`` of the world. ``write`` carries what the boards say away; ``deaf`` tells why they cannot hear."""

    def __init__(
        self,
        name: str,
        baud: int,
        live: LiveWorld,
        write: Callable[[bytes], None],
        tap: Tap | None = None,
        deaf: Callable[[], str] = str,
    ) -> None:
        self.name = name
        self._live = live
        self._write = write
        self._tap = tap
        self._deaf = deaf
        self._baud = baud
        self._loop = asyncio.get_running_loop()
        self._wire = Wire(baud)
        self._frame_due: asyncio.TimerHandle | None = None
        live.act(self._listen_to_doors)

    def hear(self, data: bytes) -> None:
        """Bytes come in now."""
        now_s = self._loop.time()
        if self._frame_due is not None:
            overdue = self._frame_due.when() <= now_s
            self._frame_due.cancel()
            if overdue:
                self._frame_over()
        over_s = self._wire.hear(now_s, data)
        self._frame_due = self._loop.call_at(over_s + TURNAROUND_S, self._frame_over)

    def cut(self) -> None:
        """Whoever spoke is gone: half a frame is forgotten."""
        if self._frame_due is not None:
            self._frame_due.cancel()
            self._frame_due = None
        self._wire = Wire(self._baud)

    def _listen_to_doors(self, world: World) -> None:
        for board in world.boards_on(self.name):
            if board.plan.speaks_first:
                board.on_input = lambda number, board=board: self._say(change(board, number))  # type: ignore[misc]

    def _say(self, frame: bytes) -> None:
        if frame:
            self._at(self._loop.time() + self._wire.silence_s, lambda at_s: self._send(at_s, frame))

    def _frame_over(self) -> None:
        due_s = self._frame_due.when() if self._frame_due else self._loop.time()
        self._frame_due = None
        heard = self._wire.frame()
        note = self._why_unheard(heard)
        self._tell(">", heard.data, note)
        if note:
            return
        for frame, late_ms in self._live.act(lambda world: line_replies(world.boards_on(self.name), heard.data)):
            self._at(due_s + late_ms / 1000, self._sender(frame))

    def _why_unheard(self, heard: Heard) -> str:
        return "ignored: within the silence of 3.5 characters" if heard.too_soon else self._deaf()

    def _sender(self, frame: bytes) -> Callable[[float], None]:
        return lambda at_s: self._send(at_s, frame)

    def _send(self, at_s: float, frame: bytes) -> None:
        """Send a frame whose first byte starts at ``at_s``."""
        *earlier, (end_s, last) = self._wire.say(at_s, frame)
        for arrives_s, piece in earlier:
            self._loop.call_at(arrives_s, self._write, piece)
        self._at(end_s, lambda _: self._finish(frame, last))

    def _finish(self, frame: bytes, last: bytes) -> None:
        self._write(last)
        self._tell("<", frame)

    def _at(self, at_s: float, act: Callable[[float], None]) -> None:
        """At that very time: timers wake a little late, so wake early and wait the rest out."""

        def wait_out() -> None:
            while self._loop.time() < at_s:
                pass
            act(at_s)

        # Always by a timer, overdue or not: what was to be written before this must stay before it.
        self._loop.call_at(at_s - SPIN_S, wait_out)

    def _tell(self, direction: str, data: bytes, note: str = "") -> None:
        if self._tap is not None:
            self._tap.tell(direction, data, note)
