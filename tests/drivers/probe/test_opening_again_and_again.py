"""Soak: every door many times, by a hand that shuts each; failures by door; it stops at a relay that is welded."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from drivers.probe.course import Status
from drivers.probe.soak import SHUT_S_MAX
from tests.drivers.probe.conftest import Stand

HAND_S = 0.15
SEEN = {"opened": "y"}
"""The hand is quicker than the eye."""


@asynccontextmanager
async def a_hand(stand: Stand) -> AsyncIterator[None]:
    """Somebody stands there and shuts whatever is open."""

    async def shuts() -> None:
        while True:
            await asyncio.sleep(HAND_S)
            stand.act(lambda world: [door.push_shut() for door in world.doors])

    hand = asyncio.create_task(shuts())
    try:
        yield
    finally:
        hand.cancel()
        with suppress(asyncio.CancelledError):
            await hand


async def test_each_door_opens_so_often_and_its_times_are_told(stand: Stand) -> None:
    stand.only("A1", "B1")
    async with a_hand(stand):
        assert await stand.probe(SEEN, soak=2) is Status.RIGHT
    assert {door: tally.tried for door, tally in stand.report.soak.items()} == {"A1": 2, "B1": 2}
    assert [stand.pulses("A1"), stand.pulses("B1")] == [3, 3]
    text = stand.paper.with_suffix(".txt").read_text()
    assert "A1  2 times, 0 failed" in text


async def test_it_goes_on_where_it_stopped(stand: Stand) -> None:
    stand.only("A1")
    async with a_hand(stand):
        await stand.probe(SEEN, soak=1)
        await stand.probe(SEEN, soak=2)
    assert (stand.report.soak["A1"].tried, stand.pulses("A1")) == (2, 3)


async def test_a_lock_rests_between_two_pulses(stand: Stand) -> None:
    stand.only("A1")
    stand.toml.write_text(stand.toml.read_text().replace("rest_ms = 100", "rest_ms = 900"))
    async with a_hand(stand):
        await stand.probe(SEEN, soak=2)
    facts = stand.live.act(lambda world: [fact for fact in world.journal if fact.subject == "A1"])
    began = [fact.at_ms for fact in facts if fact.what == "lock energised"]
    ended = [fact.at_ms for fact in facts if fact.what == "lock at rest"]
    assert all(start - end >= 900 for start, end in zip(began[1:], ended, strict=False)), (began, ended)


async def test_a_door_that_fails_sometimes_is_named(stand: Stand) -> None:
    stand.only("A1", "B1")
    async with a_hand(stand):
        await stand.probe(SEEN)
        stand.act(lambda world: world.door("B1").jam())
        assert await stand.probe(SEEN, soak=2) is Status.WRONG
    assert stand.report.soak["B1"].failures == {"unseen": 2}
    assert stand.report.soak["A1"].failures == {}


async def test_it_stops_at_a_welded_relay(stand: Stand) -> None:
    stand.only("A1", "B1")
    async with a_hand(stand):
        await stand.probe(SEEN)
        stand.act(lambda world: world.relay_of("A1").weld())
        assert await stand.probe(SEEN, soak=5) is Status.WRONG
    assert stand.report.soak["A1"].failures == {"will_not_shut": 1}
    assert stand.pulses("B1") == 1, "nothing more is opened"
    assert "stop.power" in stand.technician.said


async def test_it_stops_at_a_relay_that_can_no_longer_be_read(stand: Stand) -> None:
    stand.only("A1", "B1")
    async with a_hand(stand):
        await stand.probe(SEEN)
        read_coils = bytes.fromhex("01 00 00 00 08")
        stand.act(lambda world: world.board("lower").replies.be_mute(read_coils))
        assert await stand.probe(SEEN, soak=5) is Status.WRONG
    assert stand.report.soak["B1"].failures == {"board_trouble": 1}
    assert stand.pulses("A1") == 2, "nothing more is opened"
    assert "stop.power" in stand.technician.said


async def test_the_technician_is_offered_it_and_may_decline(stand: Stand) -> None:
    stand.only("A1")
    async with a_hand(stand):
        assert await stand.probe({**SEEN, "soak.ask": "n"}, soak=None) is Status.RIGHT
    assert stand.technician.asked[-1] == "soak.ask"
    assert (stand.report.soak, stand.pulses("A1")) == ({}, 1)


def till_the_third(done: int, of: int) -> bool:
    return (done, of) != (2, 10)


async def test_the_technician_ends_it_at_any_time_and_it_goes_on_from_there(stand: Stand) -> None:
    stand.only("A1")
    async with a_hand(stand):
        await stand.probe({**SEEN, "soak.ask": "a"}, soak=None, goes_on=till_the_third)
        assert "soak.stopped" in stand.technician.said
        assert (stand.report.soak["A1"].tried, stand.pulses("A1")) == (2, 3)
        await stand.probe({**SEEN, "soak.ask": "a"}, soak=None, goes_on=till_the_third)
    assert (stand.report.soak["A1"].tried, stand.pulses("A1")) == (2, 3), "what was done is not done again"


async def test_it_ends_while_a_door_stands_open_that_nobody_shuts(stand: Stand) -> None:
    stand.only("A1")
    async with a_hand(stand):
        await stand.probe(SEEN)
    asked = 0

    def ends_soon(_done: int, _of: int) -> bool:
        nonlocal asked
        asked += 1
        return asked < 3

    async with asyncio.timeout(SHUT_S_MAX - 5):
        await stand.probe({**SEEN, "soak.ask": "a"}, soak=None, goes_on=ends_soon)
    assert (stand.report.soak["A1"].tried, stand.report.soak["A1"].failures) == (1, {})
