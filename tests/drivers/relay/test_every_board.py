"""What every board model promises, on its own simulator at a real port: one suite, whatever the board speaks."""

import asyncio
from pathlib import Path

import pytest

from drivers.relay.board import Board
from drivers.relay.electronics import BoardSettings, Pulsed
from drivers.relay.profile import load_profile
from drivers.sim.world import ReplyFault
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import LIMIT_S, Heard
from tests.drivers.relay.rig import EVERY_BOARD, Rig, rig

LATE_MS = 250
LONG_MS = 2000
IN_THE_HEADER = 2
"""The bit that arrives wrong: boards without a checksum could not know any other."""
STATE_BITS = {"winnsen-16": 32, "winnsen-16-older": 40, "kerong-scu": 56}
"""Where the answer to a question has no checksum: the bit that tells the door."""
every_board = pytest.mark.parametrize("name", EVERY_BOARD)


@every_board
async def test_a_door_opens_by_one_frame_and_the_board_ends_the_pulse(name: str, tmp_path: Path, heard: Heard) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        assert await bench.electronics.pulse("board", 1, bench.pulse_ms) == Pulsed("board", 1, bench.pulse_ms)
        await bench.until(lambda: not bench.world.door("A1").shut)
        await bench.at_rest()
        assert bench.pulses(1) == 1
        assert bench.world.longest_energised_ms("A1") <= bench.pulse_ms + 1
        assert bench.world.door("A1") is bench.world.doors[0]
        assert all(door.shut for door in bench.world.doors[1:])


@every_board
async def test_sensors_of_both_polarities_are_read_as_they_are(name: str, tmp_path: Path, heard: Heard) -> None:
    if load_profile(name).inputs is None:
        pytest.skip("no inputs")
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        if bench.last > 1:
            assert bench.bit(bench.last) is False
            await bench.electronics.pulse("board", bench.last, bench.pulse_ms)
            await bench.until(lambda: bench.bit(bench.last))
        assert bench.bit(1) is True
        await bench.electronics.pulse("board", 1, bench.pulse_ms)
        await bench.until(lambda: not bench.bit(1))
        bench.live.act(lambda world: world.door("A1").push_shut())
        await bench.until(lambda: bench.bit(1))


@every_board
@pytest.mark.parametrize("fault", [ReplyFault.LOST, ReplyFault.GARBLED, ReplyFault.FOREIGN, ReplyFault.LATE])
async def test_a_pulse_without_a_right_reply_is_told_and_never_sent_again(
    name: str, fault: ReplyFault, tmp_path: Path, heard: Heard
) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        if bench.last > 1:
            await bench.electronics.pulse("board", bench.last, bench.pulse_ms)
        replies = bench.world.board("board").replies
        known = set(replies.requests)
        replies.spoil_of_new(fault, late_ms=LATE_MS, bit=IN_THE_HEADER)
        result = await bench.electronics.pulse("board", 1, bench.pulse_ms)
        assert isinstance(result, Trouble)
        assert result.sent
        assert result.cause in _causes(fault)
        if bench.last > 1:
            await bench.electronics.pulse("board", bench.last, bench.pulse_ms)
        assert [times for request, times in replies.requests.items() if request not in known] == [1]
        assert bench.pulses(1) == 1


@pytest.mark.parametrize("name", STATE_BITS)
async def test_without_a_checksum_one_wrong_bit_moves_no_door_and_a_moved_door_is_told(
    name: str, tmp_path: Path, heard: Heard
) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        board, readings = bench.world.board("board"), heard.readings
        for _ in range(5):
            board.spoil_next_reply(ReplyFault.GARBLED, bit=STATE_BITS[name])
            board.replies.let_pass(4)
        asked = len(bench.overheard.asked)
        await bench.until(lambda: len(bench.overheard.asked) > asked + 40)
        assert heard.readings == readings, "nothing moved, nothing was told"
        before = bench.bit(1)
        bench.live.act(lambda world: world.door("A1").pry_open())
        await bench.until(lambda: bench.bit(1) is not before)
    assert heard.said == [("board", "answers")]


def test_every_board_whose_answers_have_no_checksum_is_known_here() -> None:
    boards = {name: Board(BoardSettings("board", "bench", load_profile(name), 1)) for name in EVERY_BOARD}
    assert {name for name, board in boards.items() if board.speech.unguarded} == STATE_BITS.keys()


@every_board
async def test_a_late_answer_to_a_question_is_no_word_on_an_opening(name: str, tmp_path: Path, heard: Heard) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        board = bench.world.board("board")
        board.spoil_next_reply(ReplyFault.LATE, late_ms=LATE_MS)
        async with asyncio.timeout(LIMIT_S):
            while board.replies.planned:  # noqa: ASYNC110 - a reply's fate tells nobody
                await asyncio.sleep(0.001)
        ordered = bench.electronics.pulse("board", 1, bench.pulse_ms)
        bench.live.act(lambda _: board.kill())
        result = await ordered
        assert isinstance(result, Trouble)
        assert bench.pulses(1) == 0


def _causes(fault: ReplyFault) -> set[Cause]:
    wrong = {Cause.GARBLED, Cause.FOREIGN}
    return {ReplyFault.GARBLED: wrong, ReplyFault.FOREIGN: wrong}.get(fault, {Cause.NO_REPLY})


@every_board
async def test_a_board_that_fell_silent_is_told_and_found_again(name: str, tmp_path: Path, heard: Heard) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        bench.live.act(lambda world: world.board("board").kill())
        await bench.until(lambda: ("board", "silent") in heard.said)
        silent = await bench.electronics.pulse("board", 1, bench.pulse_ms)
        assert isinstance(silent, Trouble)
        assert silent.cause in {Cause.NO_REPLY, Cause.PORT_GONE}  # a mute TCP peer's connection is made anew
        assert not silent.sent
        bench.live.act(lambda world: world.board("board").revive())
        await bench.until(lambda: heard.said[-1] == ("board", "answers"))
        assert bench.pulses(1) == 0
        assert isinstance(await bench.electronics.pulse("board", 1, bench.pulse_ms), Pulsed)


@every_board
async def test_a_stop_leaves_no_lock_under_current(name: str, tmp_path: Path, heard: Heard) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        pulse_ms = LONG_MS if bench.profile.all_off else bench.pulse_ms
        await bench.electronics.pulse("board", 1, pulse_ms)
        await bench.electronics.stop()
        await bench.at_rest()
        longest_ms = bench.world.longest_energised_ms("A1")
        assert longest_ms < LONG_MS if bench.profile.all_off else longest_ms <= pulse_ms + 1


@every_board
async def test_what_the_board_cannot_do_is_refused_without_a_byte(name: str, tmp_path: Path, heard: Heard) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        sent = {bytes(frame) for frame in bench.overheard.asked}
        for channel, pulse_ms in (
            (0, bench.pulse_ms),
            (bench.last + 1, bench.pulse_ms),
            (1, 0),
            (1, 10_050),
            (1, -100),
        ):
            result = await bench.electronics.pulse("board", channel, pulse_ms)
            assert isinstance(result, Trouble)
            assert (result.cause, result.sent) == (Cause.UNFIT, False)
        await bench.electronics.stop()
        sent |= {*bench.overheard.asked[len(bench.overheard.asked) - 1 :]} if bench.profile.all_off else set()
        assert _told(bench, sent) == set()
        assert not bench.energised()


def _told(bench: Rig, known: set[bytes]) -> set[bytes]:
    """Frames that were never a question before. Over TCP each has a number of its own, which does not count."""
    own_part = 2 if "tcp" in bench.profile.transports else 0
    return {frame[own_part:] for frame in bench.overheard.asked} - {frame[own_part:] for frame in known}
