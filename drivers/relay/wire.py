"""One request and its reply on an open port: sent once, after the silence, and never again.

Belongs here: bytes, gaps and time limits. Does not: which board is asked next, and what a reply means.
"""

import asyncio
import os
import time
from collections.abc import Callable

from drivers.relay.alarm_clock import AlarmClock
from drivers.relay.port import Port
from drivers.relay.request import Request
from drivers.trouble import Cause, Trouble

RECEIVED_BYTES_MAX = 512
READ_BYTES = 512
QUIET_S_MAX = 0.3
BRINK_S = 0.000_15
"""Waking and making a frame ready take about this long, so they are done within the silence, not after it."""


class Wire:
    """A port in use. When it is gone, ``lost`` becomes true and ``on_lost`` is called; only ``close`` helps then.

    ``overhear`` is given every byte that comes in. ``thought_s``: how long the last board took to answer, without the
    time its bytes and ours were on the wire.
    """

    def __init__(self, port: Port, reply_timeout_s: float, on_lost: Callable[[], None]) -> None:
        self.lost = False
        self.overhear: Callable[[bytes], None] | None = None
        self.reply_timeout_s = reply_timeout_s
        self.thought_s = 0.0
        self._on_lost = on_lost
        self.silence_s = port.silence_s
        self._port = port
        self._clock = AlarmClock()
        self._received = bytearray()
        self._request: Request | None = None
        self._answer: asyncio.Future[bytes | Trouble] | None = None
        self._quiet_from_s = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._listen()

    async def quiet(self) -> bool:
        """Return just before the silence that parts two frames has been kept; ``ask`` keeps the last of it.

        False when the line does not fall quiet: somebody babbles, and nothing should be sent.
        """
        limit_s = time.monotonic() + QUIET_S_MAX
        while (end_s := self._quiet_from_s + self.silence_s - BRINK_S) > time.monotonic():
            if end_s > limit_s:
                return False
            await self._clock.until(end_s)
        return True

    async def ask(self, request: Request, patience_s: float = 0.0) -> bytes | Trouble:
        """Send one frame after the silence and return its reply's PDU, or the trouble.

        ``patience_s``: how long the board may think; 0: the line's reply timeout.

        A reply that does not come in time may still come: the wire hears on and drops what nobody waits for.
        """
        if not await self.quiet():
            return Trouble(request.device, Cause.GARBLED, "the line does not fall quiet")
        if self.lost:
            return Trouble(request.device, Cause.PORT_GONE)
        self._request, self._answer = request, self._loop.create_future()
        self._received.clear()
        frame = self._port.framing.wrap(request)
        while self._quiet_from_s + self.silence_s > time.monotonic():
            pass
        if not self._send(frame):
            return Trouble(request.device, Cause.PORT_GONE, "could not send")
        sent_s, bytes_s = time.monotonic(), self._port.byte_s * (len(frame) + request.reply_bytes)
        patience = self._loop.call_later((patience_s or self.reply_timeout_s) + bytes_s, self._give_up)
        try:
            answer = await self._answer
            self.thought_s = max(0.0, time.monotonic() - sent_s - bytes_s)
            return answer
        finally:
            patience.cancel()
            self._request = self._answer = None
            self._listen()

    def close(self) -> None:
        """Let go of the port."""
        self._lose()
        self._clock.close()
        self._port.close()

    def _send(self, frame: bytes) -> bool:
        try:
            whole = os.write(self._port.fd, frame) == len(frame)
        except OSError:
            whole = False
        if not whole:
            self._lose()
        return whole

    def _read(self) -> None:
        try:
            data = os.read(self._port.fd, READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._quiet_from_s = time.monotonic()
        if data:
            self._take(data)
            if self.overhear:
                self.overhear(data)
        else:
            self._lose()

    def _take(self, data: bytes) -> None:
        if self._request is None or self._answer is None or self._answer.done():
            return
        self._received += data
        del self._received[:-RECEIVED_BYTES_MAX]
        reply = self._port.framing.find(self._request, bytes(self._received))
        if reply is not None:
            self._answer.set_result(reply)
        else:
            self._nap(self._request.reply_bytes + self._port.framing.around_bytes - len(self._received))

    def _nap(self, missing_bytes: int) -> None:
        # A slow line delivers byte by byte. Looking again only when the last one is due spares most of the wake-ups.
        if self._port.byte_s and missing_bytes > 1:
            self._loop.remove_reader(self._port.fd)
            self._clock.after((missing_bytes - 1) * self._port.byte_s, self._listen)

    def _listen(self) -> None:
        if not self.lost:
            self._loop.add_reader(self._port.fd, self._read)

    def _give_up(self) -> None:
        self._quiet_from_s = time.monotonic()
        if self._request is not None:
            self._settle(self._port.framing.blame(self._request, bytes(self._received)), self._received[:32].hex(" "))

    def _settle(self, cause: Cause, detail: str = "") -> None:
        if self._request and self._answer and not self._answer.done():
            self._answer.set_result(Trouble(self._request.device, cause, detail, sent=True))

    def _lose(self) -> None:
        if not self.lost:
            self.lost = True
            self._loop.remove_reader(self._port.fd)
            self._on_lost()
        self._settle(Cause.PORT_GONE)
