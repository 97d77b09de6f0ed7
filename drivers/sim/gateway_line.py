"""A serial line behind a gateway: a TCP port that passes bytes on as they are, both ways, for one client at a time."""

import asyncio
import contextlib

from drivers.sim.half_duplex import HalfDuplex
from drivers.sim.live import LiveWorld
from drivers.sim.tap import Tap

READ_BYTES = 4096


class GatewayLine:
    """Line ``name`` of the world behind ``host:port``. A new client takes the place of the old one."""

    def __init__(self, name: str, host: str, port: int, baud: int, live: LiveWorld, tap: Tap | None = None) -> None:
        self.name = name
        self.baud = baud
        self._host = host
        self._port = port
        self._server: asyncio.Server | None = None
        self._client: asyncio.StreamWriter | None = None
        self._boards = HalfDuplex(name, baud, live, self._write, tap)

    @property
    def where(self) -> tuple[str, int]:
        """Host and port, once plugged."""
        return self._host, self._port

    @property
    def plugged(self) -> bool:
        """The port is there."""
        return self._server is not None

    async def plug(self) -> bool:
        """Listen; port 0 becomes a free one, and stays that."""
        if self.plugged:
            return False
        self._server = await asyncio.start_server(self._serve, self._host, self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        return True

    def unplug(self) -> bool:
        """The gateway loses its power: connections end, new ones are refused."""
        if self._server is None:
            return False
        self._server.close()
        self._server = None
        self._hang_up()
        return True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._hang_up()
        self._client = writer
        try:
            with contextlib.suppress(ConnectionError):
                while data := await reader.read(READ_BYTES):
                    self._boards.hear(data)
        finally:
            if self._client is writer:
                self._hang_up()

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.transport.abort()
            self._client = None
        self._boards.cut()

    def _write(self, data: bytes) -> None:
        if self._client is not None and not self._client.is_closing():
            self._client.write(data)
