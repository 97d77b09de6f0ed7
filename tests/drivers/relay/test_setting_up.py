"""Before a board is used and for as long as it is: its linkage is cleared and verified, its relays are released."""

from pathlib import Path

import pytest

from drivers.relay.board import SETUP_S_MAX
from drivers.relay.board import Board as KnownBoard
from drivers.relay.electronics import BoardSettings, Pulsed
from drivers.relay.line import GUARDED_HOLD_S_MAX
from drivers.relay.profile import load_profile
from drivers.sim.world.board import Board
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, on_serial
from tests.drivers.relay.rig import rig
from tests.drivers.relay.scripted import SerialBoards

LINKED = {0x1000: 1, 0x1003: 1, 0x1007: 2}


def functions(serial: SerialBoards) -> list[int]:
    return [frame[1] for frame in serial.frames]


async def test_linkage_is_cleared_and_verified_before_the_first_pulse(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    board.registers = dict(LINKED)
    async with on_serial(serial, heard) as electronics:
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)
    assert set(board.registers.values()) == {0}
    pulse_at = next(place for place, frame in enumerate(serial.frames) if frame[1:3] == b"\x05\x02")
    assert functions(serial)[:pulse_at][:7] == [2, 3, 6, 6, 6, 3, 5]


async def test_a_board_already_in_order_is_not_written_to(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    async with on_serial(serial, heard):
        await heard.until(lambda: heard.inputs)
    assert 6 not in functions(serial)


async def test_a_board_that_keeps_its_linkage_is_read_but_never_pulsed(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    board.registers, board.stuck_registers = dict(LINKED), True
    async with on_serial(serial, heard) as electronics:
        result = await electronics.pulse("board-1", 1, 500)
        await heard.until(lambda: heard.inputs)
        assert heard.unfit["board-1"].detail == result.detail  # type: ignore[union-attr]
        asked_in_vain = len(board.pulses)
        board.stuck_registers = False
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)
        assert not heard.unfit
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent) == (Cause.REFUSED, False)
    assert result.detail == "register 0x1000 stays 1, must be 0: an input would drive its relay"
    assert asked_in_vain == 0


async def test_a_board_back_from_a_power_cut_is_set_up_again(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard):
        await heard.until(lambda: heard.inputs)
        board.mood = "silent"
        await heard.until(lambda: heard.troubles)
        board.registers, board.mood = dict(LINKED), "answers"
        await heard.until(lambda: heard.readings == 2)
    assert set(board.registers.values()) == {0}


async def test_relays_are_released_at_start_after_a_silence_and_at_stop(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard):
        await heard.until(lambda: board.asked > 10)
        assert functions(serial).count(5) == 1
        serial.unplug()
        await heard.until(lambda: heard.troubles)
        serial.plug_in()
        await heard.until(lambda: heard.readings == 2)
        assert functions(serial).count(5) == 2
    released = [frame[1:6] for frame in serial.frames if frame[1] == 5]
    assert released == [bytes.fromhex("05 00 FF 00 00")] * 3


def link_all(board: Board) -> None:
    """As after a reset to the maker's defaults."""
    for channel in range(1, 9):
        board.link(channel, linked=True)


RELEASE = bytes.fromhex("02 05 00 FF 00 00")
LINKED_MS_MAX = 1500
"""A lock stays under current for at most so long when its board forgot its set-up: the bound of the room's README."""


@pytest.mark.parametrize("channel", [1, 8])
async def test_an_input_that_drives_its_relay_again_holds_no_lock_for_long(
    tmp_path: Path, heard: Heard, channel: int
) -> None:
    """Channel 1: a jammed door, whose sensor goes on saying 1. Channel 8: a sensor that says 1 of an open door."""
    async with rig("waveshare-rtu-relay-d", tmp_path, heard) as bench:
        await bench.is_up()
        door = bench.world.door(bench.door(channel))
        if channel == 1:
            bench.live.act(lambda _: door.jam())
        else:
            await bench.electronics.pulse("board", channel, 100)
            await bench.until(lambda: bench.bit(channel) and not bench.energised())
        board = bench.world.board("board")
        looked_after = len(bench.overheard.asked)
        bench.live.act(lambda _: link_all(board))
        assert channel in bench.energised()
        await bench.until(lambda: RELEASE in [frame[:6] for frame in bench.overheard.asked[looked_after:]])
        await bench.at_rest()
        assert not any(board.linked)
    assert 0 < bench.world.longest_energised_ms(bench.door(channel)) < LINKED_MS_MAX
    assert not heard.troubles, "it never fell silent"


async def test_an_input_that_moved_has_the_set_up_read_at_once(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard, round_ms_min=500):
        await heard.until(lambda: heard.inputs)
        read = functions(serial).count(3)
        board.inputs[3] = True
        await heard.until(lambda: heard.inputs["board-1"][3])
        await heard.until(lambda: functions(serial).count(3) > read)
    assert functions(serial)[:-1][-2:] == [2, 3]


async def test_polling_is_not_held_up_for_long_where_boards_must_be_watched(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        electronics.hold_polling(5)
        await heard.until(lambda: serial.gaps_s[-1] > 0.5)
        assert serial.gaps_s[-1] < GUARDED_HOLD_S_MAX + 0.5


def test_a_set_up_that_was_not_read_for_a_second_is_read_before_the_pulse() -> None:
    board = KnownBoard(BoardSettings("board", "bus", load_profile("waveshare-rtu-relay-d"), 1))
    board.heard(0.0)
    assert not board.is_trusted(0.0)
    board.prepared(0.0)
    assert board.is_trusted(SETUP_S_MAX)
    assert not board.is_trusted(SETUP_S_MAX + 0.1)
