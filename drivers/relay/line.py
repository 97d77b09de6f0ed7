"""One task for one wire: opens it, for ever; asks every board in turn; lets a pulse go before the next poll."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from drivers.relay.board import Board
from drivers.relay.ear import Ear
from drivers.relay.port import open_port
from drivers.relay.settings import AnyLine, RtuLine
from drivers.relay.talk import Order, Sink, Talk
from drivers.relay.wire import Wire
from drivers.trouble import Cause, Trouble

ORDERS_MAX = 32
HOLD_S_MAX = 5.0
GUARDED_HOLD_S_MAX = 1.0
"""Where set-up registers keep inputs from driving relays nobody looks away for longer (``board.SETUP_S_MAX``)."""
OPEN_PAUSE_S_MIN = 0.1
OPEN_PAUSE_S_MAX = 5.0
STOP_S_MAX = 3.0
ROUND_WEIGHT = 0.125
BRISK_S = 120.0
"""After an order, or the word that one is near, somebody stands at the cabinet: rounds follow each other closely."""
CALM_TIMES = 4
"""Else they begin this many times farther apart, which spares the processor."""
EVERY_BOARD_S = 5.0
"""After an order any board's sensor may be the door's, so none is passed over for so long."""
CALM_ROUNDS = 3
"""While a door of another board moves or is open, a board where nothing happens is asked in one round of so many."""


class Line:
    """A wire and the boards on it. ``round_s`` is the recent mean of one polling round, in seconds."""

    def __init__(self, settings: AnyLine, boards: Sequence[Board], sink: Sink, round_s_min: float) -> None:
        self.name = settings.name
        self.round_s = 0.0
        self._settings = settings
        self._boards = boards
        self._sink = sink
        self._round_s_min = round_s_min
        self._hold_s_max = GUARDED_HOLD_S_MAX if any(board.profile.setup for board in boards) else HOLD_S_MAX
        self._orders: deque[Order] = deque()
        self._wake = asyncio.Event()
        self._is_away = False
        self._held_until_s = 0.0
        self._brisk_until_s = 0.0
        self._every_board_until_s = 0.0
        self._rounds = 0
        self._open_pause_s = OPEN_PAUSE_S_MIN
        self._stopping = False

    def take(self, order: Order) -> None:
        """Put a pulse before the next poll; it is answered at once when the port is gone or too many wait."""
        if self._is_away or self._stopping:
            return order.settle(Trouble(order.board.name, Cause.PORT_GONE, f"line {self.name} is closed"))
        if len(self._orders) >= ORDERS_MAX:
            return order.settle(Trouble(order.board.name, Cause.UNFIT, f"{ORDERS_MAX} pulses wait already"))
        self._orders.append(order)
        self._brisk_until_s = time.monotonic() + BRISK_S
        self._every_board_until_s = time.monotonic() + EVERY_BOARD_S
        self._wake.set()
        return None

    def hold(self, seconds: float) -> None:
        """Start no poll for ``seconds`` (at most five; one where boards must be watched); 0 ends the hold."""
        now_s = time.monotonic()
        self._held_until_s = now_s + min(seconds, self._hold_s_max)
        self._brisk_until_s = now_s + BRISK_S
        self._wake.set()

    def stop(self) -> None:
        """Let ``run`` end after what is being said."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Serve until stopped. Missing hardware is waited for."""
        while not self._stopping:
            try:
                port = await open_port(self._settings, own_frames=self._speaks_own_frames())
            except OSError as error:
                self._report_gone(str(error))
            else:
                await self._use(Wire(port, self._settings.reply_timeout_ms / 1000, self._wake.set))
            if not self._stopping:
                await self._pause_before_opening()
        self._turn_away()

    async def _pause_before_opening(self) -> None:
        until_s = time.monotonic() + self._open_pause_s
        self._open_pause_s = min(2 * self._open_pause_s, OPEN_PAUSE_S_MAX)
        while not self._stopping and (wait_s := until_s - time.monotonic()) > 0:
            await self._woken(wait_s)

    def _report_gone(self, why: str) -> None:
        self._turn_away()
        for board in self._boards:
            if board.fall_silent():
                self._sink.board_silent(board.name, Trouble(board.name, Cause.PORT_GONE, why))

    async def _use(self, wire: Wire) -> None:
        talk, self._is_away = Talk(wire, self._sink), False
        ear = Ear(self._boards, lambda board, frame: self._volunteered(talk, board, frame))
        wire.overhear = ear.hear if ear.is_needed else None
        try:
            await self._serve(wire, talk)
            if not wire.lost:
                await talk.switch_off(self._boards if self._stopping else [])
        finally:
            wire.close()
            self._turn_away()
            for board in self._boards:
                board.distrust()
                board.due_s = 0.0

    def _turn_away(self) -> None:
        self._is_away = True
        while self._orders:
            order = self._orders.popleft()
            order.settle(Trouble(order.board.name, Cause.PORT_GONE, f"line {self.name} is closed"))

    async def _serve(self, wire: Wire, talk: Talk) -> None:
        while not self._is_over(wire):
            started_s = time.monotonic()
            await self._round(wire, talk)
            if self._is_deaf():
                return
            due_s = min((board.due_s for board in self._boards), default=started_s + 1)
            await self._until(lambda: max(self._next_round_s(started_s), due_s), wire, talk)  # noqa: B023

    async def _round(self, wire: Wire, talk: Talk) -> None:
        spent_s = 0.0
        for board in self._turns(time.monotonic()):
            for poll in board.polls_now(time.monotonic()):
                await self._until(lambda: 0.0, wire, talk)
                if self._is_over(wire):
                    return
                before_s = time.monotonic()
                trouble = await talk.poll(board, poll)
                spent_s += time.monotonic() - before_s + wire.silence_s
                if trouble:
                    break
        if spent_s:
            self.round_s += (spent_s - self.round_s) * (ROUND_WEIGHT if self.round_s else 1)
            self._note_answers()

    def _turns(self, now_s: float) -> Iterator[Board]:
        """The boards to ask in this round: those that are due; of them the calm ones seldom, while others are busy."""
        self._rounds += 1
        busy = {board.name for board in self._boards if board.is_busy(now_s)}
        choosy = bool(busy) and now_s > self._every_board_until_s
        for place, board in enumerate(self._boards):
            is_turn = not choosy or board.name in busy or (self._rounds + place) % CALM_ROUNDS == 0
            if is_turn and board.due_s <= time.monotonic():
                yield board

    def _next_round_s(self, started_s: float) -> float:
        now_s = time.monotonic()
        at_work = any(board.in_doubt or board.is_busy(now_s) for board in self._boards)
        calm = now_s > self._brisk_until_s and not at_work
        return started_s + self._round_s_min * (CALM_TIMES if calm else 1)

    def _volunteered(self, talk: Talk, board: Board, frame: bytes) -> bool:
        if not talk.volunteered(board, frame):
            return False
        self._wake.set()  # its next round is due sooner now
        return True

    async def _until(self, at_s: Callable[[], float], wire: Wire, talk: Talk) -> None:
        # The silence comes first: an order that arrives while it is kept still goes before the poll.
        while not self._is_over(wire):
            await wire.quiet()
            if self._orders:
                order = self._orders.popleft()
                if not order.answer.done():
                    order.settle(await talk.pulse(order))
            elif (wait_s := max(at_s(), self._held_until_s) - time.monotonic()) > 0:
                await self._woken(wait_s)
            else:
                return

    async def _woken(self, wait_s: float) -> None:
        # Cleared afterwards, not before: what was set since the caller last looked must end this wait at once.
        timer = asyncio.get_running_loop().call_later(wait_s, self._wake.set)
        await self._wake.wait()
        timer.cancel()
        self._wake.clear()

    def _note_answers(self) -> None:
        if any(board.answers for board in self._boards):
            self._open_pause_s = OPEN_PAUSE_S_MIN

    def _is_over(self, wire: Wire) -> bool:
        return self._stopping or wire.lost

    def _is_deaf(self) -> bool:
        # A peer that lost its power leaves a connection that looks alive: only a new one tells.
        silent = bool(self._boards) and all(board.answers is False for board in self._boards)
        return not isinstance(self._settings, RtuLine) and silent

    def _speaks_own_frames(self) -> bool:
        return any(board.profile.protocol == "frames" for board in self._boards)
