"""AT commands on a serial port: one at a time, each with a time limit, and what comes unasked beside them.

Nothing here knows what an SMS is. Trouble is a value; after ``closed`` is set the line is of no more use.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

import serial

from drivers.modem.causes import in_words
from drivers.modem.splitter import PROMPT, Splitter
from drivers.trouble import Cause, Trouble

Lines = tuple[str, ...]

REPLY_LINES_MAX = 600
WAKE_TRIES = 3
_END_OF_MESSAGE = b"\x1a"
_GIVE_UP_MESSAGE = b"\x1b"
_MAYBE_SENT = "+CMS ERROR: 332"  # the network took too long to say whether it took the message
_UNASKED = ("+CDS:", "+CDSI:", "+CMTI:", "+CMT:", "RING", "+CRING", "RDY", "^", "+Q")


class AtLine:
    """An open port. Call from one event loop only.

    :param on_unasked: called with each line that no command asked for, and the PDU line that follows ``+CDS:``.
    """

    def __init__(self, name: str, port: str, baud: int, on_unasked: Callable[[str, str], None]) -> None:
        self._name = name
        self._on_unasked = on_unasked
        self._serial = serial.Serial(baudrate=baud, timeout=0, exclusive=True)
        self._serial.port = port
        self._splitter = Splitter()
        self._turn = asyncio.Lock()
        self._answer: asyncio.Future[Lines | Trouble] | None = None
        self._lines: list[str] = []
        self._command = ""
        self._before_pdu = ""
        self.closed = asyncio.Event()

    def open(self) -> Trouble | None:
        """Open the port. Trouble when it is not there, busy, or no serial port."""
        try:
            self._serial.open()
        except (OSError, ValueError) as error:
            self.closed.set()
            return Trouble(self._name, Cause.PORT_GONE, str(error)[:120])
        asyncio.get_running_loop().add_reader(self._serial.fileno(), self._readable)
        return None

    def close(self) -> None:
        """Close the port; a waiting command ends with trouble. May be called twice."""
        if self._serial.is_open:
            asyncio.get_running_loop().remove_reader(self._serial.fileno())
            with suppress(OSError):
                self._serial.close()
        self.closed.set()
        self._settle(Trouble(self._name, Cause.PORT_GONE, "the port closed", sent=True))

    async def wake(self, limit_s: float) -> Trouble | None:
        """Leave a message prompt that somebody left open, and hear whether a modem is there at this baud rate."""
        self._write(_GIVE_UP_MESSAGE)
        for _ in range(WAKE_TRIES - 1):
            if not isinstance(await self.ask("AT", limit_s / WAKE_TRIES), Trouble):
                return None
        last = await self.ask("AT", limit_s / WAKE_TRIES)
        return last if isinstance(last, Trouble) else None

    async def ask(self, command: str, limit_s: float) -> Lines | Trouble:
        """Send a command; the lines before ``OK``, or why there are none."""
        async with self._turn:
            return await self._exchange(command, command.encode() + b"\r", limit_s)

    async def ask_with_message(self, command: str, message: str, limit_s: float) -> Lines | Trouble:
        """Send a command, wait for the prompt, send the message; the lines before ``OK``, or why there are none.

        ``Trouble.sent`` tells whether the message had left, so that it may be under way although no answer came.
        """
        async with self._turn:
            prompt = await self._exchange(command, command.encode() + b"\r", min(limit_s, 10))
            if isinstance(prompt, Trouble) or prompt[-1:] != (PROMPT,):
                self._write(_GIVE_UP_MESSAGE)
                return self._unsent(prompt)
            return await self._exchange(message, message.encode() + _END_OF_MESSAGE, limit_s)

    async def _exchange(self, command: str, data: bytes, limit_s: float) -> Lines | Trouble:
        self._answer = asyncio.get_running_loop().create_future()
        self._lines, self._command = [], command
        if not self._write(data):
            self._answer = None
            return Trouble(self._name, Cause.PORT_GONE, "the port takes no bytes")
        try:
            # Not wait_for: Python 3.11's loses a cancellation that comes together with the answer.
            async with asyncio.timeout(limit_s):
                return await self._answer
        except TimeoutError:
            return Trouble(self._name, Cause.NO_REPLY, f"no answer within {limit_s:g} s", sent=True)
        finally:
            self._answer = None

    def _unsent(self, prompt: Lines | Trouble) -> Trouble:
        if isinstance(prompt, Trouble):
            return Trouble(prompt.device, prompt.cause, prompt.detail)
        return Trouble(self._name, Cause.GARBLED, "no prompt for the message")

    def _write(self, data: bytes) -> bool:
        # A command is far smaller than the kernel's buffer: if it does not fit, nobody takes the bytes.
        try:
            return self._serial.is_open and os.write(self._serial.fileno(), data) == len(data)
        except OSError:
            return False

    def _readable(self) -> None:
        try:
            data = os.read(self._serial.fileno(), 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        for line in self._splitter.feed(data):
            self._take(line)

    def _take(self, line: str) -> None:
        if self._before_pdu:
            before, self._before_pdu = self._before_pdu, ""
            self._on_unasked(before, line)
        elif line.startswith("+CDS:"):
            self._before_pdu = line
        elif self._answer is None or line.startswith(_UNASKED):
            self._on_unasked(line, "")
        elif line == self._command:
            return  # its echo
        else:
            self._take_answer(line)

    def _take_answer(self, line: str) -> None:
        if line in ("OK", PROMPT):
            self._settle((*self._lines, *((PROMPT,) if line == PROMPT else ())))
        elif line == "ERROR" or line.startswith(("+CME ERROR", "+CMS ERROR")):
            self._settle(Trouble(self._name, Cause.REFUSED, in_words(line), sent=line == _MAYBE_SENT))
        elif len(self._lines) < REPLY_LINES_MAX:
            self._lines.append(line)
        else:
            self._settle(Trouble(self._name, Cause.GARBLED, "the answer has no end", sent=True))

    def _settle(self, answer: Lines | Trouble) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)
