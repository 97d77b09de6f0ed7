"""A scanner on a serial port (USB-CDC): lines ending in CR, LF or both (HARDWARE 3.2); found again when re-plugged."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterator

import serial

LINE_BYTES_MAX = 512
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0)
HUSH_S = 1.0

log = logging.getLogger(__name__)


class Lines:
    """Cuts a stream of bytes into lines; a line longer than :data:`LINE_BYTES_MAX` is dropped whole."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._too_long = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Every line that ``data`` completes, without its end, never an empty one."""
        for byte in data:
            if byte in b"\r\n":
                if self._line and not self._too_long:
                    yield bytes(self._line)
                self._line.clear()
                self._too_long = False
            elif len(self._line) >= LINE_BYTES_MAX:
                self._too_long = True
            else:
                self._line.append(byte)


def text_of(line: bytes) -> str | None:
    """UTF-8, else GB18030 (the Chinese scanners' other setting); None for neither or for control characters."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = line.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
        return text if text and text.isprintable() else None
    return None


class SerialScanner:
    """Reads ``port`` for ever; ``on_text`` is called with each text, the same text not twice within a second."""

    def __init__(
        self,
        port: str,
        on_text: Callable[[str], None],
        *,
        baud: int = 115200,
        pauses_s: tuple[float, ...] = PAUSES_S,
    ) -> None:
        self._port = port
        self._on_text = on_text
        self._baud = baud
        self._pauses_s = pauses_s
        self._last = ("", 0.0)

    async def run(self) -> None:
        """Keep reading until cancelled, opening the port again whenever it is gone."""
        tries = 0
        while True:
            try:
                with serial.Serial(self._port, self._baud, timeout=0, exclusive=True) as device:
                    log.info("scanner on %s", self._port)
                    tries = 0
                    await self._read(device.fileno())
            except (OSError, serial.SerialException) as error:
                log.debug("scanner: %s", error)
            await asyncio.sleep(self._pauses_s[min(tries, len(self._pauses_s) - 1)])
            tries += 1

    async def _read(self, port: int) -> None:
        """Until the port is gone. :raises OSError: as the port goes."""
        loop = asyncio.get_running_loop()
        gone: asyncio.Future[None] = loop.create_future()
        lines = Lines()
        loop.add_reader(port, self._take, port, lines, gone)
        try:
            await gone
        finally:
            loop.remove_reader(port)

    def _take(self, port: int, lines: Lines, gone: asyncio.Future[None]) -> None:
        try:
            data = os.read(port, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data and not gone.done():
            gone.set_result(None)
        for line in lines.feed(data):
            self._line(line)

    def _line(self, line: bytes) -> None:
        text = text_of(line)
        now = asyncio.get_running_loop().time()
        if text is None:
            log.warning("scanner: %d bytes that are no text", len(line))
            return
        before, at = self._last
        self._last = (text, now)
        if text != before or now - at > HUSH_S:
            self._on_text(text)
