"""The cabinet as the kiosk sees it: one Unix socket to lockerd, requests answered, notices passed on.

The link is kept up for ever, with growing pauses between tries. Nothing is ever sent twice: when the link breaks, the
acts under way are answered :attr:`NoAnswer.AWAY`, and only the person may act again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from locker.contract.answers import Answer, AnyAnswer, AnyNotice, AnyReply, Refused, Welcome
from locker.contract.codec import MalformedError, decode_reply, encode_line
from locker.contract.ids import RequestId
from locker.contract.requests import PROTOCOL, AnyRequest, Hello, Watch

REPLY_BYTES_MAX = 1 << 20  # a CabinetState of 512 compartments stays well below
ASKED_MAX = 32
PAUSES_S = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)

log = logging.getLogger(__name__)


class NoAnswer(StrEnum):
    """Why there is no answer. The act may or may not have been done: look, do not repeat."""

    AWAY = "away"
    LATE = "late"
    TOO_MANY = "too_many"


Asking = Coroutine[None, None, AnyAnswer | NoAnswer]
"""An answer to come."""


class CabinetClient:
    """Talks to lockerd on the socket at ``path``.

    :param on_notice: called with each notice, in order.
    :param on_link: called with True after Hello was welcomed, with False when the link is gone.
    :param answer_s: seconds to wait for each answer.
    :param pauses_s: seconds between tries to connect; the last one repeats.
    """

    def __init__(
        self,
        path: Path,
        on_notice: Callable[[AnyNotice], None],
        on_link: Callable[[bool], None],
        *,
        answer_s: float = 5.0,
        pauses_s: tuple[float, ...] = PAUSES_S,
        name: str = "kiosk",
    ) -> None:
        self._path = path
        self._on_notice = on_notice
        self._on_link = on_link
        self._answer_s = answer_s
        self._pauses_s = pauses_s
        self._name = name
        self._writer: asyncio.StreamWriter | None = None
        self._asked: dict[RequestId, asyncio.Future[AnyAnswer | NoAnswer]] = {}

    async def run(self) -> None:
        """Keep the link until cancelled."""
        tries = 0
        while True:
            tries = 0 if await self._one_link() else tries + 1
            await asyncio.sleep(self._pauses_s[min(tries, len(self._pauses_s) - 1)])

    def ask(self, request: AnyRequest) -> Asking:
        """Send ``request`` once, in the moment of the call; only its answer is awaited."""
        if self._writer is None:
            return _unsent(NoAnswer.AWAY)
        if len(self._asked) >= ASKED_MAX:
            return _unsent(NoAnswer.TOO_MANY)
        return self._exchange(self._writer, request)

    def _exchange(self, writer: asyncio.StreamWriter, request: AnyRequest) -> Asking:
        answer: asyncio.Future[AnyAnswer | NoAnswer] = asyncio.get_running_loop().create_future()
        self._asked[request.id] = answer
        writer.write(encode_line(request))
        return self._answered(request, answer)

    async def _answered(
        self, request: AnyRequest, answer: "asyncio.Future[AnyAnswer | NoAnswer]"
    ) -> AnyAnswer | NoAnswer:
        try:
            async with asyncio.timeout(self._answer_s):
                return await answer
        except TimeoutError:
            return NoAnswer.LATE
        finally:
            self._asked.pop(request.id, None)

    async def _one_link(self) -> bool:
        """Live one connection from its start to its end; True when it had been welcomed."""
        try:
            reader, writer = await asyncio.open_unix_connection(self._path, limit=REPLY_BYTES_MAX)
        except OSError as error:
            log.debug("lockerd is away: %s", error)
            return False
        welcomed = False
        try:
            welcomed = await self._talk(reader, writer)
        finally:
            writer.close()
            self._lost(welcomed)
        return welcomed

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        reading = asyncio.create_task(self._read(reader))
        try:
            if not await self._greet(writer):
                return False
            self._writer = writer
            self._on_link(True)
            watching = asyncio.create_task(self.ask(Watch(id=_act())))
            await reading
            watching.cancel()
            return True
        finally:
            reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await reading

    async def _greet(self, writer: asyncio.StreamWriter) -> bool:
        answer = await self._exchange(writer, Hello(id=_act(), protocol=PROTOCOL, client=self._name))
        if isinstance(answer, Welcome):
            return True
        log.warning("lockerd did not welcome us: %s", answer.refusal if isinstance(answer, Refused) else answer)
        return False

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Pass on what lockerd says until the link ends or a line is not of the contract."""
        try:
            while line := await _line(reader):
                self._take(decode_reply(line))
        except MalformedError as error:
            log.warning("lockerd's line is not of the contract: %s", error.detail)
        finally:
            self._fail_asked()

    def _take(self, reply: AnyReply) -> None:
        match reply:
            case Answer():
                future = self._asked.get(reply.re)
                if future is not None and not future.done():
                    future.set_result(reply)
            case _:
                self._on_notice(reply)

    def _lost(self, welcomed: bool) -> None:
        self._writer = None
        self._fail_asked()
        if welcomed:
            self._on_link(False)

    def _fail_asked(self) -> None:
        for future in self._asked.values():
            if not future.done():
                future.set_result(NoAnswer.AWAY)


async def _line(reader: asyncio.StreamReader) -> bytes:
    """One whole line, or nothing at the end, at an over-long line or when the link breaks."""
    try:
        line = await reader.readline()
    except (ValueError, OSError):
        return b""
    return line if line.endswith(b"\n") else b""


async def _unsent(why: NoAnswer) -> NoAnswer:
    return why


def _act() -> RequestId:
    return RequestId(uuid4().hex)
