"""Modbus TCP: boards behind a network port, or an observer's window onto any line.

Source: Modbus Messaging on TCP/IP 1.0b, section 3.1.3 (the MBAP header: transaction, protocol 0, length, unit).
"""

import asyncio
import contextlib
import struct
from collections.abc import Callable

from drivers.sim.live import LiveWorld
from drivers.sim.modbus.answers import Reply, ask, look
from drivers.sim.tap import Tap
from drivers.sim.world import World

CLIENTS_MAX = 16
LENGTH_MAX = 254
MBAP = struct.Struct(">HHHB")


class TcpLine:
    """The boards of line ``name`` on a TCP port. With ``observer`` a client can only read, and disturbs nothing."""

    def __init__(
        self, name: str, host: str, port: int, live: LiveWorld, *, tap: Tap | None = None, observer: bool = False
    ) -> None:
        self.name = name
        self._host = host
        self._port = port
        self._live = live
        self._tap = tap
        self._observer = observer
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.StreamWriter] = set()

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
        """Pull the network cable's far end: connections end, new ones are refused."""
        if self._server is None:
            return False
        self._server.close()
        self._server = None
        for writer in tuple(self._clients):
            writer.transport.abort()
        return True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._clients) >= CLIENTS_MAX:
            writer.close()
            return
        self._clients.add(writer)
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._exchange(reader, writer):
                    pass
        finally:
            self._clients.discard(writer)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its reply; False when the client speaks no Modbus."""
        head = await reader.readexactly(MBAP.size)
        transaction, protocol, length, unit = MBAP.unpack(head)
        if protocol != 0 or not 2 <= length <= LENGTH_MAX:
            return False
        pdu = await reader.readexactly(length - 1)
        self._tell(">", head + pdu)
        for reply in self._live.act(self._asking(unit, pdu)):
            if reply.late_ms:
                asyncio.get_running_loop().call_later(reply.late_ms / 1000, self._answer, writer, transaction, reply)
            else:
                self._answer(writer, transaction, reply)
        await writer.drain()
        return True

    def _asking(self, unit: int, pdu: bytes) -> Callable[[World], list[Reply]]:
        if self._observer:
            return lambda world: [reply for reply in [look(world.boards_on(self.name), unit, pdu)] if reply]
        return lambda world: ask(world.boards_on(self.name), unit, pdu)[:1]

    def _answer(self, writer: asyncio.StreamWriter, transaction: int, reply: Reply) -> None:
        if writer.is_closing():
            return
        # Garbled on TCP is a firmware that mixes its answers up: the transaction is another's.
        head = MBAP.pack(transaction ^ 0x2400 * reply.garbled, 0, 1 + len(reply.pdu), reply.address)
        writer.write(head + reply.pdu)
        self._tell("<", head + reply.pdu)

    def _tell(self, direction: str, data: bytes) -> None:
        if self._tap is not None:
            self._tap.tell(direction, data)
