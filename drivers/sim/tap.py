"""A read-only ear on a line: a TCP port that tells every frame as a line of text."""

import asyncio
import contextlib
from datetime import UTC, datetime

LISTENERS_MAX = 16
BEHIND_BYTES_MAX = 64 * 1024


class Tap:
    """``>`` is towards the boards, ``<`` from them; the time is when the frame was over.

    A listener who does not keep up is let go.
    """

    def __init__(self, name: str, host: str, port: int) -> None:
        self._name = name
        self._host = host
        self._port = port
        self._server: asyncio.Server | None = None
        self._listeners: set[asyncio.StreamWriter] = set()

    @property
    def where(self) -> tuple[str, int]:
        """Host and port, once started."""
        return self._host, self._port

    async def start(self) -> None:
        """Listen; port 0 becomes a free one."""
        self._server = await asyncio.start_server(self._serve, self._host, self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Let everybody go."""
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._listeners):
            writer.close()

    def tell(self, direction: str, data: bytes, note: str = "") -> None:
        """Tell all listeners of a frame."""
        if not self._listeners:
            return
        at = datetime.now(UTC).astimezone().strftime("%H:%M:%S.%f")
        line = f"{at} {self._name} {direction} {data.hex(' ').upper()}{'  # ' + note if note else ''}\n"
        for writer in tuple(self._listeners):
            self._send(writer, line.encode())

    def _send(self, writer: asyncio.StreamWriter, line: bytes) -> None:
        if writer.transport.get_write_buffer_size() > BEHIND_BYTES_MAX:
            writer.transport.abort()
            return
        writer.write(line)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._listeners) >= LISTENERS_MAX:
            writer.close()
            return
        self._listeners.add(writer)
        try:
            with contextlib.suppress(ConnectionError):
                while await reader.read(1024):
                    pass
        finally:
            self._listeners.discard(writer)
            writer.close()
