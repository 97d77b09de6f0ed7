"""A TCP wire to a real server that can be cut, left dangling and mended."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Wire:
    """Forwards bytes both ways. ``cut``: connections break and none is made; ``dangling``: nothing arrives, unseen."""

    def __init__(self, to_port: int) -> None:
        self.port = 0
        self.dangling = False
        self._to_port = to_port
        self._cut = False
        self._ends: set[asyncio.StreamWriter] = set()

    def cut(self) -> None:
        self._cut = True
        for end in list(self._ends):
            end.transport.abort()

    def mend(self) -> None:
        self._cut = self.dangling = False

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._cut:
            writer.transport.abort()
            return
        with contextlib.suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
            self._ends |= {writer, far_writer}
            await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                if not self.dangling:
                    writer.write(data)
                    await writer.drain()
        if not self.dangling:
            writer.close()
            self._ends.discard(writer)


@contextlib.asynccontextmanager
async def wire_to(port: int) -> AsyncIterator[Wire]:
    wire = Wire(port)
    async with await asyncio.start_server(wire.connect, "127.0.0.1", 0) as server:
        wire.port = server.sockets[0].getsockname()[1]
        yield wire
        wire.cut()
