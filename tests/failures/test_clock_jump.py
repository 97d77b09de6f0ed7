"""The wall clock jumps: no wait becomes longer or shorter by it, nothing is called overdue by it, and it is told."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from locker.contract import requests as rq
from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, DepositState
from locker.contract.refusal import Refusal
from tests.failures.shallow import Hall, refusal_of, told

YEAR_MS = 365 * 86_400_000
JUMPS = [-YEAR_MS, -3_600_000, 3_600_000, YEAR_MS]


@pytest.mark.parametrize("jump_ms", JUMPS)
def test_a_pickup_goes_on_through_a_jump_and_ends_when_its_person_had_their_time(tmp_path: Path, jump_ms: int) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        hall.enters(deposit)
        assert await hall.hands.door_gives_way(door)
        hall.machine.skew_ms += jump_ms
        hall.hands.take(door)
        await hall.wait(5)
        await hall.hands.push_shut(door)
        await hall.wait(10)
        assert hall.state(deposit) is DepositState.COLLECTING, "the grace of thirty seconds is not over"
        await hall.wait(60)
        assert hall.state(deposit) is DepositState.COLLECTED
        assert hall.stands(Alarm.CLOCK_JUMPED)
        assert hall.world.pulses(door) == 2

    told(tmp_path, story)


@pytest.mark.parametrize("jump_ms", JUMPS)
def test_a_pause_after_wrong_codes_is_as_long_as_it_was(tmp_path: Path, jump_ms: int) -> None:
    async def story(hall: Hall) -> None:
        _, deposit = await hall.deposited()
        right = hall.machine.codes.code(hall.machine.cabinet.deposits[deposit].counter)
        wrong = f"{(int(right) + 1) % 10**8:08d}"
        for _ in range(5):
            hall.hands.act(rq.OpenForPickup(id=hall.hands.new_id(), code=wrong))
        assert refusal_of(hall.enters(deposit)) is Refusal.ENTRY_PAUSED
        hall.machine.skew_ms += jump_ms
        await hall.wait(40)
        assert refusal_of(hall.enters(deposit)) is Refusal.ENTRY_PAUSED, "a minute is a minute"
        await hall.wait(30)
        assert isinstance(await hall.takes(deposit), DoorOrderedFor)

    told(tmp_path, story)


def test_nothing_is_overdue_by_a_clock_nobody_believes(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        _, deposit = await hall.deposited()
        hall.machine.skew_ms += YEAR_MS
        await hall.wait(3600)
        assert not hall.machine.cabinet.deposits[deposit].overdue
        assert hall.state(deposit) is DepositState.WAITING

    told(tmp_path, story)


def test_a_lock_rests_as_long_as_it_must_whatever_the_clock_says(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        assert isinstance(await hall.takes(deposit), DoorOrderedFor)
        hall.machine.skew_ms += YEAR_MS
        hottest_c = hall.world.door(door).lock.hottest_c
        for _ in range(50):
            hall.enters(deposit)
            await hall.wait(0.3)
        assert hall.world.door(door).lock.hottest_c < hottest_c + 60
        assert hall.world.pulses(door) <= 2 + 15 / 5.5 + 1

    told(tmp_path, story)


@pytest.mark.parametrize("step_ms", [900, 1_900])
def test_a_step_of_the_time_service_lets_no_two_locks_pull_at_once(tmp_path: Path, step_ms: int) -> None:
    async def story(hall: Hall) -> None:
        _, first = await hall.deposited()
        _, second = await hall.deposited()
        assert isinstance(hall.enters(first), DoorOrderedFor)
        before = hall.enters(second)
        hall.machine.skew_ms += step_ms
        after = hall.enters(second)
        assert refusal_of(after) is Refusal.CABINET_BUSY
        assert after == replace(before, re=after.re), "not a millisecond less to wait"

    told(tmp_path, story)


def test_a_step_of_the_time_service_leaves_a_jammed_door_its_time_to_open(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        hall.world.door(door).jam()
        assert isinstance(hall.enters(deposit), DoorOrderedFor)
        hall.machine.skew_ms += 1_900
        await hall.wait(1.5)
        assert not hall.stands(Alarm.DOOR_DID_NOT_OPEN, door), "two seconds are two seconds"
        await hall.wait(1)
        assert hall.stands(Alarm.DOOR_DID_NOT_OPEN, door)

    told(tmp_path, story)
