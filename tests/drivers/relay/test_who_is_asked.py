"""Boards whose doors move are asked more often; calm, dead and disturbed ones cost the others little."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from drivers.relay.board import FULL_PROBE_EVERY, PAUSE_TIMES, Board
from drivers.relay.electronics import BoardSettings, Electronics, RtuLine
from drivers.relay.profile import Inputs, load_profile, profile_names
from drivers.sim.world import ReplyFault
from drivers.trouble import Cause, Trouble
from tests.drivers.relay.conftest import Heard, on_serial, running
from tests.drivers.relay.rig import rig
from tests.drivers.relay.scripted import SerialBoards

LINE_S = 0.3


def board(name: str = "waveshare-rtu-relay-d") -> Board:
    profile = load_profile(name)
    return Board(BoardSettings("board", "bus", profile, 1, 300 if profile.times_itself else 0))


async def test_a_board_whose_door_moved_is_asked_in_every_round(serial: SerialBoards, heard: Heard) -> None:
    boards = [serial.add(address) for address in range(1, 5)]
    async with on_serial(serial, heard, round_ms_min=2):
        await heard.until(lambda: len(heard.inputs) == 4)
        boards[1].inputs[3] = True
        await heard.until(lambda: heard.inputs["board-2"][3])
        before = [each.asked for each in boards]
        await heard.until(lambda: boards[1].asked > before[1] + 30)
        times = [each.asked - asked for each, asked in zip(boards, before, strict=True)]
    calm = (times[0], times[2], times[3])
    assert all(times[1] / 4 < asked < times[1] / 2 for asked in calm)


async def test_after_an_order_every_board_is_asked_in_every_round(serial: SerialBoards, heard: Heard) -> None:
    boards = [serial.add(address) for address in range(1, 4)]
    async with on_serial(serial, heard) as electronics:
        await heard.until(lambda: len(heard.inputs) == 3)
        await electronics.pulse("board-1", 1, 100)
        before = [each.asked for each in boards]
        await heard.until(lambda: boards[0].asked > before[0] + 30)
        times = [each.asked - asked for each, asked in zip(boards, before, strict=True)]
    assert max(times) - min(times) <= 1


async def test_a_disturbed_board_is_asked_as_before_once_it_answers(serial: SerialBoards, heard: Heard) -> None:
    disturbed, other = serial.add(1), serial.add(2)
    async with on_serial(serial, heard):
        await heard.until(lambda: len(heard.inputs) == 2)
        disturbed.mood = "garbles"
        await heard.until(lambda: heard.troubles)
        asked = disturbed.asked
        await heard.until(lambda: disturbed.asked > asked + 1)
        disturbed.mood = "answers"
        await heard.until(lambda: heard.said[-1] == ("board-1", "answers"))
        before = (disturbed.asked, other.asked)
        await heard.until(lambda: other.asked > before[1] + 20)
        assert disturbed.asked - before[0] >= 19


@pytest.mark.parametrize("name", [name for name in profile_names() if not load_profile(name).refused])
@pytest.mark.parametrize("line_s", [0.3, 0.5, 1.0])
@pytest.mark.parametrize("thought", [None, 0.01, 0.5])
def test_a_dead_board_of_any_model_costs_the_others_a_thirtieth_of_the_time(
    name: str, line_s: float, thought: float | None
) -> None:
    """``thought``: how much of its time it used to need for an answer; None: it was never heard."""
    dead, now_s = board(name), 0.0
    if thought is not None:
        dead.heard(0.0, thought * dead.patience_s(line_s))
    for _ in range(SETTLING_MISSES):
        now_s = _missed(dead, line_s, now_s)
    began_s, waited_s = now_s, 0.0
    for _ in range(200):
        waited_s += BYTES_S + dead.patience_s(line_s)
        now_s = _missed(dead, line_s, now_s)
    assert waited_s / (now_s - began_s) < 1.03 / PAUSE_TIMES


SETTLING_MISSES = 12
BYTES_S = 0.04


def _missed(dead: Board, line_s: float, now_s: float) -> float:
    """It is asked in vain; when it is asked next."""
    cost_s = BYTES_S + dead.patience_s(line_s)
    dead.missed(now_s + cost_s, cost_s)
    return dead.due_s


def test_a_dead_board_that_was_heard_before_is_asked_again_within_two_seconds() -> None:
    dead, now_s = board(), 0.0
    dead.heard(0.0, thought_s=0.005)
    for _ in range(20):
        before_s, now_s = now_s, _missed(dead, LINE_S, now_s)
    assert now_s - before_s < 1.9, "a round of the others comes on top"


def test_a_silent_board_is_given_its_full_time_now_and_then() -> None:
    slow = board()
    slow.heard(0.0, thought_s=0.004)
    given = []
    for _ in range(3 + 2 * FULL_PROBE_EVERY):
        slow.missed(0.0, 0.05)
        given.append(slow.patience_s(LINE_S))
    assert given[:2] == [LINE_S, LINE_S]  # not silent yet: only disturbed, perhaps
    assert given.count(LINE_S) == 2 + 2
    assert min(given) < LINE_S / 5


def test_a_board_that_was_never_heard_is_given_its_full_time() -> None:
    new = board()
    for _ in range(5):
        new.missed(0.0, LINE_S)
        assert new.patience_s(LINE_S) == LINE_S


def test_a_board_that_thinks_long_is_given_its_time_on_any_line() -> None:
    assert board("winnsen-16").patience_s(LINE_S) == 2.0
    assert board("lock-8a-24").patience_s(LINE_S) == LINE_S


def test_of_a_board_that_tells_one_door_at_a_time_the_moving_one_is_asked_in_every_round() -> None:
    one_by_one = board("wkly-12")
    one_by_one.heard(0.0)
    assert set(one_by_one.polls_now(0.0)) == set(range(12))
    for poll in range(12):
        one_by_one.changed_inputs(poll, bytes([0x57, 0x4B, 0x4C, 0x59, 0x0B, 1, 0x83, 0, poll + 1, 1, _xor(poll)]), 0.0)
    one_by_one.pulsed(7, now_s=1.0)
    rounds = [one_by_one.polls_now(1.5) for _ in range(4)]
    assert all(6 in asked for asked in rounds)
    assert {poll for asked in rounds for poll in asked} == set(range(12))


def _xor(poll: int) -> int:
    return 0x57 ^ 0x4B ^ 0x4C ^ 0x59 ^ 0x0B ^ 1 ^ 0x83 ^ (poll + 1) ^ 1


async def test_a_lock_that_rests_is_refused_and_the_board_stays_well(tmp_path: Path, heard: Heard) -> None:
    async with rig("winnsen-16", tmp_path, heard) as bench:
        await bench.is_up()
        await bench.electronics.pulse("board", 1, bench.pulse_ms)
        again = await bench.electronics.pulse("board", 1, bench.pulse_ms)
    assert again == Trouble("board", Cause.REFUSED, "the lock rests: it was driven too often", sent=True)
    assert bench.pulses(1) == 1
    assert not heard.troubles


async def test_a_late_board_is_believed_within_its_own_time(tmp_path: Path, heard: Heard) -> None:
    async with rig("winnsen-16", tmp_path, heard) as quick:
        line, profile = quick.electronics, replace(quick.profile, reply_ms_max=2000)
        await line.stop()
        slow = Electronics(
            [RtuLine("bench", str(tmp_path / "bus"), 57_600, 60)],
            [BoardSettings("board", "bench", profile, 2, 60)],
            heard,
        )
        heard.said.clear()
        async with running(slow):
            await quick.is_up()
            await slow.pulse("board", quick.last, 60)
            quick.world.board("board").spoil_next_reply(ReplyFault.LATE, late_ms=200)
            result = await slow.pulse("board", 1, 60)
    assert not isinstance(result, Trouble)


async def test_one_door_that_cannot_be_told_hides_no_other_from_the_beginning(tmp_path: Path, heard: Heard) -> None:
    async with rig("wkly-12", tmp_path, heard) as bench:
        await bench.is_up()
        more = replace(bench.profile, channels=13, inputs=Inputs(count=13))
        await bench.electronics.stop()
        heard.said.clear()
        heard.inputs.clear()
        line = RtuLine("bench", str(tmp_path / "bus"), 57_600, 60)
        async with running(Electronics([line], [BoardSettings("board", "bench", more, 2, 60)], heard)):
            await bench.is_up()
            asked = len(bench.overheard.asked)
            await bench.until(lambda: len(bench.overheard.asked) > asked + 40)
    assert heard.said == [("board", "answers")]
    assert heard.inputs["board"] == (True, *[False] * 11, None), "the thirteenth is not made up"


@pytest.mark.parametrize(
    ("name", "query"), [("winnsen-16", "90 06 12 02 10 03"), ("wkly-12", "57 4B 4C 59 09 02 83 0C 8D")]
)
async def test_a_door_that_goes_mute_is_unknown_and_the_others_are_heard_as_before(
    tmp_path: Path, heard: Heard, name: str, query: str
) -> None:
    async with rig(name, tmp_path, heard) as bench:
        await bench.is_up()
        replies, request = bench.world.board("board").replies, bytes.fromhex(query)
        replies.be_mute(request)
        await bench.until(lambda: bench.bit(bench.last) is None)
        bench.live.act(lambda world: world.door("A1").pry_open())
        first = bool(bench.world.board("board").input(1))
        await bench.until(lambda: bench.bit(1) is first)
        assert bench.bit(bench.last) is None
        bench.live.act(lambda world: world.door("A2").pry_open())
        replies.be_mute(request, mute=False)
        await bench.until(lambda: bench.bit(bench.last) is True)
    assert heard.said == [("board", "answers")], "the board itself was never silent"


async def test_an_order_to_a_mute_door_does_not_make_its_board_silent(tmp_path: Path, heard: Heard) -> None:
    async with rig("winnsen-16", tmp_path, heard) as bench:
        await bench.is_up()
        bench.world.board("board").replies.be_mute(bytes.fromhex("90 06 12 02 10 03"))
        await bench.electronics.pulse("board", bench.last, bench.pulse_ms)
        await bench.until(lambda: bench.bit(bench.last) is None)
        await bench.electronics.pulse("board", 1, bench.pulse_ms)
        await bench.until(lambda: bench.bit(1) is False or heard.troubles)
    assert heard.said == [("board", "answers")]


def test_a_mute_door_costs_the_others_a_thirtieth_of_the_time() -> None:
    one_by_one, now_s = board("winnsen-16"), 0.0
    one_by_one.heard(0.0, thought_s=0.02)
    for poll in range(15):
        one_by_one.changed_inputs(poll, bytes([0x90, 7, 0x92, 1, 0, poll + 1, 3]), 0.0)
    waited_s = 0.0
    for _ in range(20_000):
        for poll in one_by_one.polls_now(now_s):
            took_s = one_by_one.patience_s(LINE_S, poll) if poll == 15 else 0.03
            now_s += took_s
            if poll == 15:
                waited_s += took_s
                one_by_one.unanswered(poll, now_s, took_s)
    assert 0 < waited_s / now_s < 1.05 / PAUSE_TIMES


def test_a_board_whose_last_door_stops_answering_falls_silent_and_calls_no_door_mute() -> None:
    one_by_one = board("winnsen-16")
    one_by_one.heard(0.0)
    one_by_one.changed_inputs(0, bytes([0x90, 7, 0x92, 1, 0, 1, 3]), 0.0)
    told = [one_by_one.unanswered(0, 0.0, 2.0) for _ in range(5)]
    assert told == [None] * 5
    assert [one_by_one.missed(0.0, 2.0) for _ in range(3)] == [False, False, True]


async def test_rounds_are_brisk_while_a_door_moves(serial: SerialBoards, heard: Heard) -> None:
    board = serial.add()
    async with on_serial(serial, heard, round_ms_min=40):
        await heard.until(lambda: heard.inputs)
        board.inputs[2] = True
        await heard.until(lambda: heard.inputs["board-1"][2])
        moved = len(serial.gaps_s)
        await heard.until(lambda: len(serial.gaps_s) > moved + 8)
    brisk_s = sorted(serial.gaps_s[moved:])
    assert brisk_s[len(brisk_s) // 2] < 0.12
