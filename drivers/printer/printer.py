"""The receipt printer on a serial port or a device file: its state, and jobs of ESC/POS bytes (HARDWARE 4)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from drivers.byte_port import BytePort, opened
from drivers.printer.state import PrinterState
from drivers.printer.talk import Talk
from drivers.trouble import Cause, Trouble

JOB_BYTES_MAX = 1024 * 1024
REPLY_S = 0.3
STALL_S = 5.0
FINISH_S = 5.0
BYTES_A_SECOND_MIN = 960
"""The slowest port, and slower than any print."""
LISTEN_S = 0.2

SAY_WHEN_OVER = b"\x1dr\x01"
"""``GS r 1`` waits its turn behind the job, so its answer means that the job is on paper."""
FORGET_THE_REST = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""``DLE DC4 8``: clear the printer's buffer. Else the rest of a notice comes out for whoever is next."""

Result = PrinterState | Trouble | None


class Printer:
    """One printer. The port is opened for each act, so a printer that was re-plugged is simply there again."""

    def __init__(
        self,
        port: str,
        baud: int | None = None,
        *,
        reply_s: float = REPLY_S,
        stall_s: float = STALL_S,
        finish_s: float = FINISH_S,
    ) -> None:
        self._port = port
        self._baud = baud
        self._reply_s = reply_s
        self._stall_s = stall_s
        self._finish_s = finish_s
        self._one_act = asyncio.Lock()

    async def state(self) -> PrinterState | Trouble:
        """What it says of itself; paper ``UNKNOWN`` when it says nothing. Trouble: ``PORT_GONE``, ``GARBLED``."""
        return await self._at_the_port(self._state) or PrinterState()

    async def print(self, job: bytes) -> Trouble | PrinterState | None:
        """Print, asking before and after.

        None: it is on paper, as the printer says. A state: it did not come out, or not whole (paper out, cover open,
        jam), ``begun`` when a part may be on paper; or, ``UNKNOWN``, it was sent and the printer says nothing. Trouble
        with ``sent``: cut off in between.
        A serial port that does not answer is sent nothing (``NO_REPLY``): bytes nobody prints now come out later,
        before a stranger.

        :raises ValueError: a job of over :data:`JOB_BYTES_MAX`.
        """
        if len(job) > JOB_BYTES_MAX:
            raise ValueError(f"a job of {len(job)} bytes")
        return await self._at_the_port(lambda port: self._print(port, job))

    async def _at_the_port(self, act: Callable[[BytePort], Awaitable[Result]]) -> Result:
        async with self._one_act:
            try:
                with opened(self._port, self._baud, flow=True) as port:
                    return await act(port)
            except OSError as error:
                return Trouble("printer", Cause.PORT_GONE, str(error))

    async def _state(self, port: BytePort) -> PrinterState | Trouble:
        return await Talk(port, self._reply_s).state()

    async def _print(self, port: BytePort, job: bytes) -> Result:
        before = await self._state(port)
        if isinstance(before, Trouble):
            return before
        if not before.known and self._baud is not None:
            return Trouble("printer", Cause.NO_REPLY)
        if before.known and not before.ready:
            return before
        try:
            return await self._printed(port, job, silent=not before.known)
        except OSError as error:
            return Trouble("printer", Cause.PORT_GONE, str(error), sent=True)

    async def _printed(self, port: BytePort, job: bytes, *, silent: bool) -> Result:
        talk = Talk(port, self._reply_s)
        ending = b"" if silent else SAY_WHEN_OVER
        whole = await port.write(job + ending, self._stall_s) == len(job + ending)
        if silent and whole:
            return PrinterState()
        after = await self._when_over(talk, len(job)) if whole else await self._stalled(port, talk)
        if after is not None:
            await port.write(FORGET_THE_REST, self._reply_s)
            await talk.state()  # its answer means that the order has left the port, which is closed now
        return replace(after, begun=True) if isinstance(after, PrinterState) else after

    async def _when_over(self, talk: Talk, size: int) -> Result:
        """Until the printer says that the job is over, or what hinders it, or time is up."""
        loop = asyncio.get_running_loop()
        until_s = loop.time() + self._finish_s + size / BYTES_A_SECOND_MIN
        while True:
            await talk.listen(LISTEN_S)
            state = await talk.state()
            if talk.job_over:
                return None
            if isinstance(state, PrinterState) and state.known and not state.ready:
                return state
            if loop.time() >= until_s:
                return _judged(state)

    async def _stalled(self, port: BytePort, talk: Talk) -> PrinterState | Trouble:
        """The port takes no more: the printer has stopped. The rest of the job is dropped to be able to ask why."""
        port.forget_output()
        state = await talk.state()
        if isinstance(state, Trouble) or not state.known or state.ready:
            return Trouble("printer", Cause.NO_REPLY, "stopped taking bytes", sent=True)
        return state


def _judged(state: PrinterState | Trouble) -> Result:
    """A printer that does not know ``GS r`` but stayed ready all the time has printed."""
    if isinstance(state, Trouble):
        return Trouble(state.device, state.cause, state.detail, sent=True)
    return None if state.ready else state
