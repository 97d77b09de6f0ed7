"""Before a board is used: its linkage is cleared and verified, its relays are released."""

from drivers.relay.electronics import Pulsed
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, on_serial
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
    assert functions(serial)[:pulse_at][:5] == [3, 6, 6, 6, 3]


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
        assert electronics.unfit.keys() == {"board-1"}
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent) == (Cause.REFUSED, False)
    assert result.detail == "register 0x1000 stays 1, must be 0: an input would drive its relay"
    assert board.pulses == []


async def test_a_board_back_from_a_power_cut_is_set_up_again(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard):
        await heard.until(lambda: heard.inputs)
        board.mood = "silent"
        await heard.until(lambda: heard.troubles)
        board.registers, board.mood = dict(LINKED), "answers"
        await heard.until(lambda: heard.readings == 2)
    assert set(board.registers.values()) == {0}


async def test_relays_are_released_once_at_start_and_at_stop(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard):
        await heard.until(lambda: board.asked > 10)
        serial.unplug()
        await heard.until(lambda: heard.troubles)
        serial.plug_in()
        await heard.until(lambda: heard.readings == 2)
        assert functions(serial).count(5) == 1
    released = [frame[1:6] for frame in serial.frames if frame[1] == 5]
    assert released == [bytes.fromhex("05 00 FF 00 00")] * 2
