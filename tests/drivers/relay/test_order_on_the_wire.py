"""Who speaks when: silence between frames, a pulse before the next poll, no poll while an opening is near."""

import asyncio
from itertools import pairwise

import pytest

from drivers.relay.electronics import Pulsed
from tests.drivers.relay.conftest import Heard, on_serial
from tests.drivers.relay.scripted import SerialBoards


@pytest.mark.parametrize(("baud", "silence_s"), [(9600, 0.003646), (19_200, 0.001823), (57_600, 0.00175)])
async def test_the_silence_is_kept_between_every_two_frames(
    serial: SerialBoards, heard: Heard, baud: int, silence_s: float
) -> None:
    serial.add(1)
    serial.add(2)
    async with on_serial(serial, heard, baud=baud) as electronics:
        await heard.until(lambda: len(serial.frames) > 20)
        await electronics.pulse("board-2", 1, 100)
        await heard.until(lambda: len(serial.frames) > 30)
    assert len(serial.gaps_s) >= 29
    assert min(serial.gaps_s) >= silence_s


async def test_a_pulse_goes_before_the_next_poll(serial: SerialBoards, heard: Heard) -> None:
    boards = [serial.add(address) for address in range(1, 9)]
    async with on_serial(serial, heard, baud=9600) as electronics:
        await heard.until(lambda: len(heard.inputs) == 8)
        second, polled = boards[1], boards[1].asked
        await heard.until(lambda: second.asked > polled)
        asked = sum(each.asked for each in boards)
        assert isinstance(await electronics.pulse("board-8", 1, 100), Pulsed)
        assert sum(each.asked for each in boards) - asked <= 2


async def test_rounds_are_calm_until_somebody_stands_at_the_cabinet(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard, round_ms_min=40) as electronics:
        await heard.until(lambda: heard.inputs)
        asked, at_rest = board.asked, len(serial.gaps_s)
        await heard.until(lambda: board.asked > asked + 2)
        calm_s = serial.gaps_s[at_rest:]
        assert isinstance(await electronics.pulse("board-1", 1, 100), Pulsed)
        ordered = len(serial.gaps_s)
        await heard.until(lambda: len(serial.gaps_s) > ordered + 8)
        brisk_s = serial.gaps_s[ordered:]
    assert min(calm_s) > 0.12
    assert sorted(brisk_s)[len(brisk_s) // 2] < 0.12


async def test_pulses_are_sent_in_the_order_they_were_wanted(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        await asyncio.gather(*(electronics.pulse("board-1", channel, 100) for channel in (5, 2, 7)))
    assert board.pulses == [(5, 100), (2, 100), (7, 100)]


async def test_a_hold_lasts_as_long_as_asked(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        electronics.hold_polling(0.2)
        held_from_s, asked = asyncio.get_running_loop().time(), board.asked
        await heard.until(lambda: board.asked > asked + 1)
        assert asyncio.get_running_loop().time() - held_from_s >= 0.2


async def test_a_pulse_ends_the_hold(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        electronics.hold_polling(5)
        held_from_s = asyncio.get_running_loop().time()
        await electronics.pulse("board-1", 1, 100)
        asked = board.asked
        await heard.until(lambda: board.asked > asked + 5)
        assert asyncio.get_running_loop().time() - held_from_s < 2


async def test_the_time_of_a_round_is_told_by_line(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    async with on_serial(serial, heard, baud=9600) as electronics:
        assert electronics.poll_ms == {"bus": 0}
        await heard.until(lambda: len(serial.frames) > 20)
        assert 3.6 < electronics.poll_ms["bus"] < 60


async def test_relays_without_inputs_are_asked_seldom_but_are_asked(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard, profile="waveshare-rtu-relay-8ch"):
        await heard.until(lambda: board.asked >= 3)
        times = [at_s for frame, at_s in zip(serial.frames, serial.seen_at_s, strict=True) if frame[1] == 1]
        assert all(later - earlier >= 0.9 for earlier, later in pairwise(times))
    assert heard.said == [("board-1", "answers")]


async def test_a_bug_in_a_listener_reaches_the_loops_handler(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    loop = asyncio.get_running_loop()
    bug: asyncio.Future[str] = loop.create_future()
    loop.set_exception_handler(lambda _, context: bug.set_result(str(context["exception"])))
    heard.is_broken = True
    async with asyncio.timeout(5), on_serial(serial, heard):
        assert "a bug in the listener" in await bug
