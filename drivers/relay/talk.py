"""What is said to boards over a wire: setting up, polling, the pulse. Tells the sink what it learns."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from drivers.relay import frames
from drivers.relay.board import Board
from drivers.relay.profile import Setup
from drivers.relay.request import Request
from drivers.relay.wire import Wire
from drivers.trouble import Cause, Trouble


class Sink(Protocol):
    """Who wants to know. Called on the event loop; must not block."""

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        """The board's inputs, first to last: on the first read (also after silence), then when one changed.

        None: the board says that it cannot tell this one, or answers about others only.
        """

    def board_silent(self, board: str, trouble: Trouble) -> None:
        """The board stopped answering, said once. Its inputs are unknown from here."""

    def board_answers(self, board: str) -> None:
        """The board answers: for the first time, or again after silence. Said once."""

    def board_unfit(self, board: str, trouble: Trouble) -> None:
        """It answers, but must not be pulsed, for it could not be set up. Said once."""

    def board_fit(self, board: str) -> None:
        """It was set up and may be pulsed: for the first time, or again. Said once."""


@dataclass(frozen=True, slots=True)
class Pulsed:
    """The board confirmed the pulse. A relay that answered is not a door that opened."""

    board: str
    channel: int
    pulse_ms: int


@dataclass(slots=True)
class Order:
    """One wanted pulse; whoever ordered it waits on ``answer`` and may walk away by cancelling it.

    ``sent``: its frame is given to the wire.
    """

    board: Board
    channel: int
    pulse_ms: int
    answer: asyncio.Future[Pulsed | Trouble]
    sent: bool = False

    def take_back(self) -> None:
        """Nothing is sent any more, if nothing was."""
        if not self.sent:
            self.settle(Trouble(self.board.name, Cause.NO_REPLY, "the line had no time for it"))

    def settle(self, result: Pulsed | Trouble) -> None:
        """Give the answer to who still waits."""
        if not self.answer.done():
            self.answer.set_result(result)


class Talk:
    """The master's side of everything said on one open wire."""

    def __init__(self, wire: Wire, sink: Sink) -> None:
        self._wire = wire
        self._sink = sink

    async def poll(self, board: Board, poll: int = 0) -> Trouble | None:
        """Ask a board one of its questions about its inputs; set it up before they are told, and when it is due."""
        began_s = time.monotonic()
        reply = await self._question(board, poll)
        if isinstance(reply, Trouble):
            return self._unanswered(board, poll, reply, began_s)
        if not board.ready and (trouble := await self._kept_set_up(board)):
            return trouble
        self._heard(board)
        if (inputs := board.changed_inputs(poll, reply, time.monotonic())) is not None:
            self._sink.inputs_read(board.name, inputs)
        return await self._kept_set_up(board)

    def volunteered(self, board: Board, frame: bytes) -> bool:
        """A board spoke unasked. True when ``frame`` tells of a door of its."""
        if not board.speech.change(frame):
            return False
        if (inputs := board.volunteered(frame, time.monotonic())) is not None:
            self._sink.inputs_read(board.name, inputs)
        return True

    async def pulse(self, order: Order) -> Pulsed | Trouble:
        """Send the pulse, once. A board that is silent or not set up is spoken to first, and may turn out unfit."""
        if trouble := await self._not_fit(order.board):
            return replace(trouble, sent=False)
        await asyncio.sleep(order.board.late_s(self._wire.reply_timeout_s, time.monotonic()))
        await self._wire.quiet()
        if order.answer.done():
            return Trouble(order.board.name, Cause.UNFIT, "nobody waits for it any more")
        board, began_s = order.board, time.monotonic()
        board.pulsed(order.channel, began_s)
        order.sent = True
        request = board.speech.pulse(order.channel, order.pulse_ms)
        reply = await self._ask(request, board.patience_s(self._wire.reply_timeout_s))
        if isinstance(reply, bytes):
            self._heard(board)
            return Pulsed(board.name, order.channel, order.pulse_ms)
        return reply if reply.cause is Cause.REFUSED else self._missed(board, reply, began_s)

    async def switch_off(self, boards: Iterable[Board]) -> None:
        """Release every relay of the boards that answer and whose profile calls that safe and useful."""
        for board in boards:
            if board.answers:
                await self.release(board)

    async def release(self, board: Board) -> Trouble | None:
        """Tell the board to release every relay, where it knows such a word; what hindered. No proof that it did."""
        return await self._all_off(board)

    async def _not_fit(self, board: Board) -> Trouble | None:
        if board.answers and board.is_trusted(time.monotonic()):
            return None
        board.distrust()
        return await self.poll(board) or board.setup_trouble

    async def _kept_set_up(self, board: Board) -> Trouble | None:
        began_s = time.monotonic()
        trouble = await self._prepare(board) if board.setup_is_due(began_s) else None
        return self._missed(board, trouble, began_s) if trouble else None

    async def _prepare(self, board: Board) -> Trouble | None:
        board.setup_trouble = None
        for step in board.profile.setup:
            trouble = await self._set_up(board, step)
            if trouble and trouble.cause is not Cause.REFUSED:
                return trouble
            board.setup_trouble = board.setup_trouble or trouble
        if board.may_be_on and (trouble := await self._all_off(board)):
            return trouble
        if board.prepared(time.monotonic()):
            self._tell_fitness(board)
        return None

    def _tell_fitness(self, board: Board) -> None:
        if board.setup_trouble:
            self._sink.board_unfit(board.name, board.setup_trouble)
        else:
            self._sink.board_fit(board.name)

    async def _set_up(self, board: Board, step: Setup) -> Trouble | None:
        found = await self._registers(board, step)
        if isinstance(found, Trouble) or _wrong(step, found) is None:
            return found if isinstance(found, Trouble) else None
        board.may_be_on = True
        for register, value in enumerate(found, step.first):
            if value != step.value:
                write = frames.write_register(board.name, board.address, register, step.value)
                if isinstance(reply := await self._ask(write), Trouble):
                    return reply
        found = await self._registers(board, step)
        return found if isinstance(found, Trouble) else _unverified(board, step, found)

    async def _registers(self, board: Board, step: Setup) -> list[int] | Trouble:
        reply = await self._ask(frames.read_registers(board.name, board.address, step.first, step.count))
        return reply if isinstance(reply, Trouble) else frames.registers(reply)

    async def _all_off(self, board: Board) -> Trouble | None:
        off = board.speech.all_off()
        if off is None:
            return None
        reply = await self._ask(off)
        return reply if isinstance(reply, Trouble) and reply.cause is not Cause.REFUSED else None

    async def _question(self, board: Board, poll: int) -> bytes | Trouble:
        request, patience_s = board.speech.polls[poll], board.patience_s(self._wire.reply_timeout_s, poll)
        reply = await self._ask(request, patience_s)
        if isinstance(reply, Trouble) or not board.doubts(poll, reply):
            return reply
        again = await self._ask(request, patience_s)
        if isinstance(again, Trouble):
            return again
        if board.speech.inputs(poll, again) != board.speech.inputs(poll, reply) and board.doubts(poll, again):
            return Trouble(board.name, Cause.GARBLED, "two answers without a checksum differ", sent=True)
        return again

    async def _ask(self, request: Request, patience_s: float = 0.0) -> bytes | Trouble:
        reply = await self._wire.ask(request, patience_s)
        if isinstance(reply, bytes) and (why := request.refusal(reply)):
            return Trouble(request.device, Cause.REFUSED, why, sent=True)
        return reply

    def _heard(self, board: Board) -> None:
        if board.heard(time.monotonic(), self._wire.thought_s):
            self._sink.board_answers(board.name)

    def _unanswered(self, board: Board, poll: int, trouble: Trouble, began_s: float) -> Trouble:
        if trouble.cause is Cause.PORT_GONE:
            return trouble
        if not board.is_mute(poll):
            self._missed(board, trouble, began_s)
        now_s = time.monotonic()
        if (inputs := board.unanswered(poll, now_s, now_s - began_s)) is not None:
            self._sink.inputs_read(board.name, inputs)
        return trouble

    def _missed(self, board: Board, trouble: Trouble, began_s: float) -> Trouble:
        # A vanished port is no board's fault; the line tells about it when it cannot be opened again.
        now_s = time.monotonic()
        if trouble.cause is not Cause.PORT_GONE and board.missed(now_s, now_s - began_s):
            self._sink.board_silent(board.name, trouble)
        return trouble


def _wrong(step: Setup, found: list[int]) -> int | None:
    wrong = (register for register, value in enumerate(found, step.first) if value != step.value)
    return next(wrong, None)


def _unverified(board: Board, step: Setup, found: list[int]) -> Trouble | None:
    register = _wrong(step, found)
    if register is None:
        return None
    detail = f"register {register:#06x} stays {found[register - step.first]}, must be {step.value}: {step.why}"
    return Trouble(board.name, Cause.REFUSED, detail, sent=True)
