"""A cabinet's wires with scripted boards on them, and what the driver said about them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from drivers.relay.electronics import BoardSettings, Electronics, RtuLine, TcpLine
from drivers.relay.profile import load_profile
from drivers.trouble import Trouble
from tests.drivers.relay.scripted import SerialBoards, TcpBoards

LIMIT_S = 10.0


class Heard:
    """The sink: what the driver said, in order, and the last inputs of each board."""

    def __init__(self) -> None:
        self.changed = asyncio.Event()
        self.said: list[tuple[str, str]] = []
        self.inputs: dict[str, tuple[bool | None, ...]] = {}
        self.readings = 0
        self.is_broken = False
        self.troubles: dict[str, Trouble] = {}
        self.unfit: dict[str, Trouble] = {}

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        assert not self.is_broken, "a bug in the listener"
        self.inputs[board] = bits
        self.readings += 1
        self.changed.set()

    def board_silent(self, board: str, trouble: Trouble) -> None:
        self.said.append((board, "silent"))
        self.troubles[board] = trouble
        self.changed.set()

    def board_answers(self, board: str) -> None:
        self.said.append((board, "answers"))
        self.changed.set()

    def board_unfit(self, board: str, trouble: Trouble) -> None:
        self.unfit[board] = trouble
        self.changed.set()

    def board_fit(self, board: str) -> None:
        self.unfit.pop(board, None)
        self.changed.set()

    async def until(self, fact: Callable[[], object]) -> None:
        """Return when ``fact`` is true; fail after the limit."""
        async with asyncio.timeout(LIMIT_S):
            while not fact():
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
async def heard() -> Heard:
    return Heard()


@pytest.fixture
async def serial(tmp_path: Path, heard: Heard) -> AsyncIterator[SerialBoards]:
    boards = SerialBoards(tmp_path, heard.changed)
    yield boards
    boards.unplug()


@pytest.fixture
async def tcp(heard: Heard) -> AsyncIterator[TcpBoards]:
    boards = TcpBoards(heard.changed)
    await boards.open()
    yield boards
    await boards.close()


@asynccontextmanager
async def on_serial(
    serial: SerialBoards,
    heard: Heard,
    profile: str = "waveshare-rtu-relay-d",
    baud: int = 57600,
    round_ms_min: int = 0,
) -> AsyncIterator[Electronics]:
    """The driver on the serial line; the board at address n is called ``board-n``."""
    line = RtuLine("bus", str(serial.port), baud, reply_timeout_ms=60)
    settings = [BoardSettings(f"board-{address}", "bus", load_profile(profile), address) for address in serial.boards]
    async with running(Electronics([line], settings, heard, round_ms_min=round_ms_min)) as electronics:
        yield electronics


@asynccontextmanager
async def on_tcp(tcp: TcpBoards, heard: Heard) -> AsyncIterator[Electronics]:
    """The driver on Modbus TCP; the board at address n is called ``board-n``."""
    line = TcpLine("lan", "127.0.0.1", tcp.tcp_port, reply_timeout_ms=60)
    profile = load_profile("waveshare-poe-eth-relay-8ch")
    settings = [BoardSettings(f"board-{address}", "lan", profile, address) for address in tcp.boards]
    async with running(Electronics([line], settings, heard, round_ms_min=0)) as electronics:
        yield electronics


@asynccontextmanager
async def running(electronics: Electronics) -> AsyncIterator[Electronics]:
    await electronics.start()
    try:
        yield electronics
    finally:
        await electronics.stop()
