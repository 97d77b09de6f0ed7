"""The lock boards and door sensors of one cabinet, over all its wires. What the daemon uses of this room."""

import asyncio
from collections.abc import Sequence

from drivers.relay.board import Board
from drivers.relay.line import STOP_S_MAX, Line
from drivers.relay.profile import Profile
from drivers.relay.settings import AnyLine, BoardSettings, GatewayLine, RtuLine, TcpLine, faults
from drivers.relay.talk import Order, Pulsed, Sink
from drivers.trouble import Cause, Trouble

__all__ = ["BoardSettings", "Electronics", "GatewayLine", "Pulsed", "RtuLine", "Sink", "TcpLine", "answer_ms", "faults"]

ROUND_MS_MIN = 100
ORDER_S_MAX = 2.0
"""An order that could not be said by then is taken back: nothing opens later."""
ANSWER_MS_MORE = 200
"""For the bytes of an order and its reply, and a busy computer."""


def answer_ms(profile: Profile, line: AnyLine) -> int:
    """By when, in milliseconds, a pulse of such a board on ``line`` was answered, given up or taken back."""
    return int(ORDER_S_MAX * 1000) + max(line.reply_timeout_ms, profile.reply_ms_max) + ANSWER_MS_MORE


class Electronics:
    """All lines and boards. :raises ValueError: they cannot work together (``faults`` tells why, beforehand).

    ``round_ms_min``: polling rounds of a line begin no closer than this, to leave the processor alone; four times
    that while nobody has ordered a door, nor was about to, for two minutes.
    """

    def __init__(
        self,
        lines: Sequence[AnyLine],
        boards: Sequence[BoardSettings],
        sink: Sink,
        *,
        round_ms_min: int = ROUND_MS_MIN,
    ) -> None:
        if found := faults(lines, boards):
            raise ValueError("; ".join(found))
        self._boards = {board.name: Board(board) for board in boards}
        self._lines: dict[str, Line] = {}
        self._line_of: dict[str, Line] = {}
        self._tasks: list[asyncio.Task[None]] = []
        for line in lines:
            names = [board.name for board in boards if board.line == line.name]
            served = Line(line, [self._boards[name] for name in names], sink, round_ms_min / 1000)
            self._lines[line.name] = served
            self._line_of |= dict.fromkeys(names, served)

    async def start(self) -> None:
        """Begin to serve every line. Hardware that is away is waited for, never an error."""
        for line in self._lines.values():
            task = asyncio.create_task(line.run(), name=f"line {line.name}")
            task.add_done_callback(_report_bug)
            self._tasks.append(task)

    async def stop(self) -> None:
        """End what is being said, release all relays, close. Takes at most three seconds."""
        for line in self._lines.values():
            line.stop()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=STOP_S_MAX)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    def pulse(self, board: str, channel: int, pulse_ms: int) -> "asyncio.Future[Pulsed | Trouble]":
        """Energise the relay ``channel`` (from 1) of ``board`` for ``pulse_ms``; the board ends it.

        Ordered at once, before the answer is awaited. One frame, never repeated. ``Trouble.sent`` tells whether it
        may have acted; UNFIT: nothing was sent. Cancelled before the frame left, nothing is sent; nor is it when that
        was not possible within two seconds.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Pulsed | Trouble] = loop.create_future()
        known = self._boards.get(board)
        why = known.unfit(channel, pulse_ms) if known else "no such board"
        if why or known is None:
            answer.set_result(Trouble(board, Cause.UNFIT, why))
        else:
            order = Order(known, channel, pulse_ms, answer)
            late = loop.call_later(ORDER_S_MAX, order.take_back)
            self._line_of[board].take(order)
            answer.add_done_callback(lambda _: late.cancel())
            answer.add_done_callback(lambda _: self.hold_polling(0))
        return answer

    def hold_polling(self, seconds: float) -> None:
        """An opening is near: start no poll for ``seconds`` (at most five) or until a pulse was done."""
        for line in self._lines.values():
            line.hold(seconds)

    @property
    def poll_ms(self) -> dict[str, float]:
        """Recent mean duration of one polling round by line, in milliseconds; 0 before the first."""
        return {name: round(line.round_s * 1000, 3) for name, line in self._lines.items()}


def _report_bug(task: asyncio.Task[None]) -> None:
    # A line task ends only when it is told to. Anything else is a bug, for the loop's handler to end the process.
    if not task.cancelled() and (error := task.exception()):
        context = {"message": f"{task.get_name()} failed", "exception": error, "task": task}
        asyncio.get_running_loop().call_exception_handler(context)
