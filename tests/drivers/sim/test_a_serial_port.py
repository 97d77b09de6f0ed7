"""The world behind a pseudo-terminal, met with raw bytes by pyserial as any program would."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeVar

import pytest
import serial

from drivers.sim.live import LiveWorld
from drivers.sim.modbus.frame import seal
from drivers.sim.serial_line import SerialLine
from drivers.sim.tap import Tap
from drivers.sim.world import ReplyFault, World

T = TypeVar("T")
READ_UPPER = bytes.fromhex("01 02 00 00 00 08 79 CC")
UPPER_SHUT = seal(1, bytes.fromhex("02 01 03"))
PULSE_A1 = bytes.fromhex("01 05 02 00 00 05 0C 71")
BAUD = 19200


@pytest.fixture
async def tap() -> AsyncIterator[Tap]:
    tap = Tap("serial", "127.0.0.1", 0)
    await tap.start()
    yield tap
    await tap.stop()


@pytest.fixture
async def line(live: LiveWorld, tap: Tap, tmp_path: Path) -> AsyncIterator[SerialLine]:
    line = SerialLine("serial", tmp_path / "run" / "locker-bus", BAUD, live, tap)
    line.plug()
    yield line
    line.unplug()


@pytest.fixture
async def slow(live: LiveWorld, tmp_path: Path) -> AsyncIterator[SerialLine]:
    """So slow that 3.5 characters are 15 ms, which no busy machine's scheduler makes up."""
    line = SerialLine("serial", tmp_path / "slow", 2400, live)
    line.plug()
    yield line
    line.unplug()


async def with_port(line: SerialLine, do: Callable[[serial.Serial], T], baud: int = BAUD) -> T:
    """Open the port in a thread, as a program of its own would, and do something with it."""

    def session() -> T:
        with serial.Serial(str(line.link), baud, timeout=0.5) as port:
            return do(port)

    return await asyncio.to_thread(session)


def exchange(port: serial.Serial, request: bytes, size: int) -> bytes:
    time.sleep(4 * 10 / port.baudrate)  # the silence that a master has to keep
    port.write(request)
    return port.read(size)


async def test_a_reading_and_a_pulse_over_the_wire(line: SerialLine, world: World) -> None:
    def story(port: serial.Serial) -> tuple[bytes, bytes]:
        return exchange(port, READ_UPPER, 6), exchange(port, PULSE_A1, 8)

    assert await with_port(line, story) == (UPPER_SHUT, PULSE_A1)
    assert world.pulses("A1") == 1


async def test_the_pulse_ends_by_the_boards_own_clock_though_nobody_asks(
    line: SerialLine, world: World, live: LiveWorld
) -> None:
    ended = asyncio.Event()
    live.watch(lambda: ended.set() if world.energised_ms("A1") and not world.relay_of("A1").on else None)
    pulse = seal(1, bytes.fromhex("05 02 00 00 01"))
    await with_port(line, lambda port: exchange(port, pulse, 8))
    await asyncio.wait_for(ended.wait(), 5)
    assert world.energised_ms("A1") == 100
    assert not world.door("A1").shut


async def test_a_frame_within_the_silence_is_ignored(slow: SerialLine, world: World) -> None:
    def hasty(port: serial.Serial) -> bytes:
        exchange(port, READ_UPPER, 6)
        port.write(PULSE_A1)
        return port.read(8)

    assert await with_port(slow, hasty, slow.baud) == b""
    assert world.pulses("A1") == 0


async def test_two_frames_without_a_pause_are_one_that_nobody_understands(line: SerialLine, world: World) -> None:
    assert await with_port(line, lambda port: exchange(port, PULSE_A1 + PULSE_A1, 8)) == b""
    assert world.pulses("A1") == 0


async def test_who_speaks_at_another_baud_rate_is_not_understood(line: SerialLine) -> None:
    assert await with_port(line, lambda port: exchange(port, READ_UPPER, 6), baud=9600) == b""


async def test_bytes_take_the_time_the_baud_rate_gives_them(slow: SerialLine) -> None:
    limit_s = (8 + 6 + 3.5) * 10 / slow.baud + 0.001

    def measure(port: serial.Serial) -> float:
        time.sleep(4 * 10 / port.baudrate)
        began_s = time.monotonic()
        port.write(READ_UPPER)
        assert port.read(6) == UPPER_SHUT
        return time.monotonic() - began_s

    took_s = await with_port(slow, lambda port: min(measure(port) for _ in range(4)), slow.baud)
    assert 0.99 <= took_s / limit_s < 1.15


async def test_an_unplugged_adapter_hangs_up_and_comes_back_under_the_same_name(line: SerialLine) -> None:
    held = os.open(line.link, os.O_RDWR | os.O_NOCTTY)
    target = line.link.readlink()
    assert line.unplug()
    assert not line.unplug()
    assert not line.link.is_symlink()
    with pytest.raises(OSError, match="Input/output error"):
        os.write(held, READ_UPPER)
    assert line.plug()
    assert not line.plug()
    assert line.link.readlink() != target
    os.close(held)
    assert await with_port(line, lambda port: exchange(port, READ_UPPER, 6)) == UPPER_SHUT


async def test_a_late_reply_comes_after_the_asker_gave_up(line: SerialLine, world: World) -> None:
    world.board("upper").spoil_next_reply(ReplyFault.LATE, late_ms=100)

    def impatient(port: serial.Serial) -> tuple[bytes, bytes]:
        port.timeout = 0.05
        soon = exchange(port, READ_UPPER, 6)
        port.timeout = 2
        return soon, port.read(6)

    assert await with_port(line, impatient) == (b"", UPPER_SHUT)


async def test_garbage_and_floods_leave_the_line_working(line: SerialLine) -> None:
    def vandal(port: serial.Serial) -> bytes:
        for garbage in (b"\x00", b"\xff" * 300, bytes(range(256)) * 8):
            port.write(garbage)
        while not (reply := exchange(port, READ_UPPER, 6)):
            pass
        return reply

    assert await asyncio.wait_for(with_port(line, vandal), 20) == UPPER_SHUT


async def test_the_tap_tells_every_frame_both_ways(line: SerialLine, tap: Tap) -> None:
    reader, writer = await asyncio.open_connection(*tap.where)
    writer.write(b"an observer's words are not heard\n")
    await with_port(line, lambda port: exchange(port, PULSE_A1, 8))
    told = [(await asyncio.wait_for(reader.readline(), 5)).decode().split(" ", 2)[2] for _ in range(2)]
    writer.close()
    await writer.wait_closed()
    assert told == ["> 01 05 02 00 00 05 0C 71\n", "< 01 05 02 00 00 05 0C 71\n"]
