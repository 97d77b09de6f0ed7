"""The world behind Modbus TCP, and an observer's window onto a line."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from drivers.sim.live import LiveWorld
from drivers.sim.tcp_line import TcpLine
from drivers.sim.world import ReplyFault, World

PULSE_A1 = "00 07 00 00 00 06 01 05 02 00 00 05"
READ_UPPER = "00 08 00 00 00 06 01 02 00 00 00 08"
UPPER_SHUT = "00 08 00 00 00 04 01 02 01 03"


class Client:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, request: str) -> str:
        """The reply in lower-case hex; empty when there is none within a moment, or no connection."""
        self._writer.write(bytes.fromhex(request))
        try:
            head = await asyncio.wait_for(self._reader.readexactly(6), 0.3)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            return ""
        return (head + await self._reader.readexactly(int.from_bytes(head[4:], "big"))).hex(" ")

    def hung_up(self) -> bool:
        """The other side ended the connection."""
        return self._reader.at_eof()

    async def close(self) -> None:
        self._writer.transport.abort()
        await asyncio.sleep(0)


async def client_of(line: TcpLine) -> Client:
    return Client(*await asyncio.open_connection(*line.where))


@pytest.fixture
async def line(live: LiveWorld) -> AsyncIterator[TcpLine]:
    line = TcpLine("serial", "127.0.0.1", 0, live)
    await line.plug()
    yield line
    line.unplug()


@pytest.fixture
async def client(line: TcpLine) -> AsyncIterator[Client]:
    client = await client_of(line)
    yield client
    await client.close()


async def test_a_pulse_over_the_network(client: Client, world: World) -> None:
    assert await client.ask(PULSE_A1) == PULSE_A1
    assert world.pulses("A1") == 1


async def test_several_clients_may_read_while_one_works(client: Client, line: TcpLine) -> None:
    onlooker = await client_of(line)
    assert [await client.ask(READ_UPPER), await onlooker.ask(READ_UPPER)] == [UPPER_SHUT] * 2
    await onlooker.close()


async def test_a_lost_reply_is_silence_on_an_open_connection(client: Client, world: World) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.LOST)
    assert await client.ask(READ_UPPER) == ""
    assert await client.ask(READ_UPPER) == UPPER_SHUT


async def test_a_garbled_reply_is_to_another_question(client: Client, world: World) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.GARBLED)
    assert await client.ask(READ_UPPER) == UPPER_SHUT.replace("00 08", "24 08", 1)


async def test_who_speaks_no_modbus_is_hung_up_on(client: Client, line: TcpLine) -> None:
    await client.ask("47 45 54 20 2F 20 48 54")
    assert client.hung_up()
    again = await client_of(line)
    assert await again.ask(READ_UPPER) == UPPER_SHUT
    await again.close()


async def test_a_pulled_cable_ends_connections_and_the_port_comes_back(client: Client, line: TcpLine) -> None:
    where = line.where
    assert line.unplug()
    assert await client.ask(READ_UPPER) == ""
    with pytest.raises(ConnectionRefusedError):
        await client_of(line)
    assert await line.plug()
    assert line.where == where
    again = await client_of(line)
    assert await again.ask(READ_UPPER) == UPPER_SHUT
    await again.close()


async def test_an_observers_window_reads_and_refuses_to_write(live: LiveWorld, world: World) -> None:
    window = TcpLine("serial", "127.0.0.1", 0, live, observer=True)
    await window.plug()
    observer = await client_of(window)
    assert await observer.ask(READ_UPPER) == UPPER_SHUT
    assert await observer.ask(PULSE_A1) == "00 07 00 00 00 03 01 85 01"
    assert world.pulses("A1") == 0
    await observer.close()
    window.unplug()
