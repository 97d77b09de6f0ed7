"""A door is ordered open: one frame on the wire, and an answer that tells what is known."""

import asyncio

import pytest
from msgspec.structs import replace

from drivers.relay.electronics import ORDER_S_MAX, BoardSettings, Electronics, Pulsed, RtuLine, answer_ms
from drivers.relay.profile import load_profile
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, on_serial, on_tcp, running
from tests.drivers.relay.scripted import SerialBoards, TcpBoards


async def test_the_board_gets_one_pulse_and_confirms_it(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        assert await electronics.pulse("board-1", 3, 500) == Pulsed("board-1", 3, 500)
    assert board.pulses == [(3, 500)]


async def test_the_same_over_tcp(tcp: TcpBoards, heard: Heard) -> None:
    board = tcp.add()
    async with on_tcp(tcp, heard) as electronics:
        await heard.until(lambda: heard.said)
        assert await electronics.pulse("board-1", 8, 300) == Pulsed("board-1", 8, 300)
    assert board.pulses == [(8, 300)]


@pytest.mark.parametrize(
    ("mood", "cause"),
    [
        ("silent", Cause.NO_REPLY),
        ("garbles", Cause.GARBLED),
        ("answers_as_another", Cause.FOREIGN),
        ("refuses", Cause.REFUSED),
    ],
)
async def test_a_pulse_without_a_right_reply_is_never_sent_again(
    serial: SerialBoards, heard: Heard, mood: str, cause: Cause
) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        electronics.hold_polling(5)
        board.mood = mood  # type: ignore[assignment]
        result = await electronics.pulse("board-1", 1, 500)
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent, result.device) == (cause, True, "board-1")
    assert len([frame for frame in serial.frames if frame[1:3] == b"\x05\x02"]) == 1


async def test_a_late_reply_is_not_taken_for_the_next_doors(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        electronics.hold_polling(5)
        board.mood, board.late_s = "late", 0.1
        first = await electronics.pulse("board-1", 1, 500)
        board.mood = "silent"
        electronics.hold_polling(5)
        second = await electronics.pulse("board-1", 2, 500)
    assert isinstance(first, Trouble)
    assert first.cause is Cause.NO_REPLY
    assert isinstance(second, Trouble)
    assert second.cause is Cause.FOREIGN


async def test_noise_before_a_reply_does_no_harm(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    board.mood = "noisy"
    async with on_serial(serial, heard) as electronics:
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)


@pytest.mark.parametrize(("channel", "pulse_ms"), [(0, 500), (9, 500), (1, 0), (1, 550), (1, 10_100), (1, -100)])
async def test_what_the_board_cannot_do_is_not_sent(
    serial: SerialBoards, heard: Heard, channel: int, pulse_ms: int
) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        result = await electronics.pulse("board-1", channel, pulse_ms)
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent) == (Cause.UNFIT, False)
    assert board.pulses == []


async def test_a_board_nobody_configured_is_told(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    async with on_serial(serial, heard) as electronics:
        result = await electronics.pulse("board-9", 1, 500)
    assert result == Trouble("board-9", Cause.UNFIT, "no such board")


async def test_who_walks_away_before_the_frame_left_moves_no_door(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        opening = asyncio.ensure_future(electronics.pulse("board-1", 1, 500))
        await asyncio.sleep(0)
        opening.cancel()
        asked = board.asked
        await heard.until(lambda: board.asked > asked + 3)
    assert board.pulses == []


async def test_who_walks_away_while_the_board_is_set_up_moves_no_door(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    board.mood, board.late_s = "late", 0.03
    async with on_serial(serial, heard) as electronics:
        opening = asyncio.ensure_future(electronics.pulse("board-1", 1, 500))
        await heard.until(lambda: board.asked)
        opening.cancel()
        await heard.until(lambda: board.asked > 6)
    assert board.pulses == []


async def test_an_order_that_waited_too_long_behind_a_slow_board_is_taken_back_unsent(
    serial: SerialBoards, heard: Heard
) -> None:
    board = serial.add()
    slow = replace(load_profile("waveshare-rtu-relay-8ch"), reply_ms_max=4000)
    line = RtuLine("bus", str(serial.port), 57_600, reply_timeout_ms=60)
    async with running(Electronics([line], [BoardSettings("slow", "bus", slow, 1)], heard)) as electronics:
        await heard.until(lambda: heard.said)
        electronics.hold_polling(5)
        board.mood, board.late_s = "late", ORDER_S_MAX + 0.1
        first, second = electronics.pulse("slow", 1, 500), electronics.pulse("slow", 2, 500)
        assert await second == Trouble("slow", Cause.NO_REPLY, "the line had no time for it", sent=False)
        assert not first.done(), "its frame left: the board has its own time to answer"
        assert await first == Pulsed("slow", 1, 500)
        board.mood = "answers"
        asked = board.asked
        await heard.until(lambda: board.asked > asked)
    assert board.pulses == [(1, 500)]


def test_how_long_an_order_may_take_is_told_by_its_board_and_line() -> None:
    line = RtuLine("bus", "/dev/locker-bus", 9600, reply_timeout_ms=300)
    assert answer_ms(load_profile("waveshare-rtu-relay-8ch"), line) == 2500
    assert answer_ms(load_profile("winnsen-16"), line) == 4200


async def test_at_most_so_many_pulses_wait(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        results = await asyncio.gather(*(electronics.pulse("board-1", 1, 100) for _ in range(40)))
    turned_away = [result for result in results if isinstance(result, Trouble)]
    assert {result.cause for result in turned_away} == {Cause.UNFIT}
    assert len(board.pulses) + len(turned_away) == 40
    assert len(turned_away) >= 7
