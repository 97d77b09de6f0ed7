"""Boards die, cables are cut, adapters are pulled. The others go on, and what comes back is found again."""

import asyncio

import pytest

from drivers.relay.electronics import Pulsed
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, on_serial, on_tcp
from tests.drivers.relay.scripted import SerialBoards, TcpBoards


async def test_inputs_are_told_once_and_then_when_they_change(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard):
        await heard.until(lambda: board.asked > 10)
        assert heard.readings == 1
        board.inputs[4] = True
        await heard.until(lambda: heard.readings == 2)
    assert heard.inputs["board-1"] == (False, False, False, False, True, False, False, False)
    assert heard.said == [("board-1", "answers")]


async def test_one_dead_board_of_eight_costs_the_others_little(serial: SerialBoards, heard: Heard) -> None:
    boards = [serial.add(address) for address in range(1, 9)]
    async with on_serial(serial, heard):
        await heard.until(lambda: len(heard.inputs) == 8)
        boards[2].mood = "silent"
        await heard.until(lambda: heard.troubles)
        asked_dead, asked = boards[2].asked, boards[7].asked
        await heard.until(lambda: boards[7].asked > asked + 100)
        assert boards[2].asked - asked_dead <= 4
    assert heard.said.count(("board-3", "silent")) == 1
    assert heard.troubles.keys() == {"board-3"}
    assert heard.troubles["board-3"].cause is Cause.NO_REPLY


async def test_a_board_that_comes_back_tells_its_inputs_again(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        board.mood = "silent"
        await heard.until(lambda: heard.troubles)
        board.mood = "answers"
        await heard.until(lambda: heard.readings == 2)
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)
    assert [word for _, word in heard.said] == ["answers", "silent", "answers"]


async def test_a_dead_board_is_told_from_the_start(serial: SerialBoards, heard: Heard) -> None:
    serial.add().mood = "silent"
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.troubles)
        result = await electronics.pulse("board-1", 1, 500)
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent) == (Cause.NO_REPLY, False)
    assert heard.said == [("board-1", "silent")]


@pytest.mark.parametrize(("mood", "cause"), [("garbles", "garbled"), ("answers_as_another", "foreign")])
async def test_what_makes_a_board_silent_is_told(serial: SerialBoards, heard: Heard, mood: str, cause: str) -> None:
    serial.add().mood = mood  # type: ignore[assignment]
    async with on_serial(serial, heard):
        await heard.until(lambda: heard.troubles)
    assert heard.troubles["board-1"].cause == cause
    assert heard.inputs == {}


async def test_into_a_line_that_is_never_quiet_no_pulse_is_sent(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard, baud=300) as electronics:
        await heard.until(lambda: heard.inputs)
        serial.babble()
        result = await electronics.pulse("board-1", 1, 500)
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent) == (Cause.GARBLED, False)
    assert board.pulses == []


async def test_a_pulled_adapter_is_found_again(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        serial.unplug()
        await heard.until(lambda: heard.troubles)
        gone = await electronics.pulse("board-1", 1, 500)
        serial.plug_in()
        await heard.until(lambda: heard.readings == 2)
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)
    assert isinstance(gone, Trouble)
    assert (gone.cause, gone.sent) == (Cause.PORT_GONE, False)
    assert board.pulses == [(1, 500)]
    assert [word for _, word in heard.said] == ["answers", "silent", "answers"]


async def test_a_pulled_adapter_is_noticed_between_two_polls(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    async with on_serial(serial, heard, profile="waveshare-rtu-relay-8ch"):  # asked once a second
        await heard.until(lambda: heard.said)
        serial.unplug()
        async with asyncio.timeout(0.6):
            await heard.until(lambda: heard.troubles)


async def test_starting_without_the_adapter_waits_for_it(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    serial.unplug()
    async with on_serial(serial, heard):
        await heard.until(lambda: heard.troubles)
        assert heard.troubles["board-1"].cause is Cause.PORT_GONE
        serial.plug_in()
        await heard.until(lambda: heard.inputs)


async def test_an_adapter_pulled_in_the_middle_of_a_pulse_says_that_it_left(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: heard.inputs)
        board.mood = "silent"
        electronics.hold_polling(5)
        opening = asyncio.ensure_future(electronics.pulse("board-1", 1, 500))
        await heard.until(lambda: board.pulses)
        serial.unplug()
        result = await opening
    assert isinstance(result, Trouble)
    assert (result.cause, result.sent) == (Cause.PORT_GONE, True)
    assert board.pulses == [(1, 500)]


async def test_a_dropped_tcp_connection_is_made_again(tcp: TcpBoards, heard: Heard) -> None:
    board = tcp.add()
    async with on_tcp(tcp, heard) as electronics:
        await heard.until(lambda: heard.said)
        tcp.drop_connections()
        asked = board.asked
        await heard.until(lambda: board.asked > asked)
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)


async def test_a_tcp_board_that_is_away_is_told_and_found_again(tcp: TcpBoards, heard: Heard) -> None:
    tcp.add()
    await tcp.close()
    async with on_tcp(tcp, heard) as electronics:
        await heard.until(lambda: heard.troubles)
        assert heard.troubles["board-1"].cause is Cause.PORT_GONE
        await tcp.open()
        await heard.until(lambda: ("board-1", "answers") in heard.said)
        assert isinstance(await electronics.pulse("board-1", 1, 500), Pulsed)


async def test_a_tcp_peer_that_went_dumb_gets_a_new_connection(tcp: TcpBoards, heard: Heard) -> None:
    board = tcp.add()
    async with on_tcp(tcp, heard):
        await heard.until(lambda: heard.said)
        board.mood = "silent"
        await heard.until(lambda: tcp.connections >= 3)
        board.mood = "answers"
        await heard.until(lambda: heard.said[-1] == ("board-1", "answers"))
    assert [word for _, word in heard.said] == ["answers", "silent", "answers"]


async def test_stopping_does_not_wait_for_hardware(serial: SerialBoards, heard: Heard) -> None:
    serial.add()
    serial.unplug()
    async with asyncio.timeout(2), on_serial(serial, heard):
        await heard.until(lambda: heard.troubles)
