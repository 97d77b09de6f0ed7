"""The clock: what is a jump, and how far the time is believed."""

from collections.abc import Iterator

import pytest

from locker.daemon.clock import BUILD_MS, Clock

NOON_MS = 1_795_420_000_000


class Watch:
    """A wall clock and a steady one, set by hand."""

    def __init__(self, wall_ms: int = NOON_MS) -> None:
        self.wall_ms, self.steady_ms = wall_ms, 1_000
        self.pauses_ms: Iterator[int] = iter(())
        self.clock = Clock(lambda: self.wall_ms, self._look)

    def _look(self) -> int:
        self.passes(next(self.pauses_ms, 0))
        return self.steady_ms

    def passes(self, ms: int) -> None:
        self.wall_ms += ms
        self.steady_ms += ms

    def steps(self, ms: int) -> int:
        self.wall_ms += ms
        return self.clock.jump_ms()


def test_time_that_passes_is_no_jump() -> None:
    watch = Watch()
    watch.passes(3_600_000)
    assert watch.clock.jump_ms() == 0


@pytest.mark.parametrize("step_ms", [-1_900, -400, -100, 100, 400, 1_900])
def test_a_step_of_the_time_service_is_told_once_and_costs_no_trust(step_ms: int) -> None:
    watch = Watch()
    assert watch.steps(step_ms) == step_ms
    assert watch.clock.jump_ms() == 0
    assert watch.clock.trusted


def test_steps_too_small_to_tell_are_told_when_they_add_up() -> None:
    watch = Watch()
    assert [watch.steps(40) for _ in range(3)] == [0, 0, 120]


def test_a_process_that_had_to_wait_between_its_two_looks_saw_no_jump() -> None:
    watch = Watch()
    watch.pauses_ms = iter((0, 700, 0, 0))
    assert watch.clock.jump_ms() == 0


@pytest.mark.parametrize("steps_ms", [[86_400_000], [-2_000], [400] * 5, [1_000, -1_000]])
def test_a_clock_that_strayed_far_is_believed_again_when_the_hall_agrees(steps_ms: list[int]) -> None:
    watch = Watch()
    watch.clock.hall_says(watch.wall_ms)
    for step_ms in steps_ms:
        watch.steps(step_ms)
    assert not watch.clock.trusted
    watch.clock.hall_says(watch.wall_ms + 60_000)
    assert watch.clock.trusted


def test_the_hall_is_believed_more_than_the_machine() -> None:
    watch = Watch()
    watch.clock.hall_says(watch.wall_ms + 121_000)
    assert not watch.clock.trusted


def test_a_time_before_this_program_was_made_is_none() -> None:
    assert not Watch(BUILD_MS - 1).clock.trusted


def test_a_time_is_proven_only_by_the_hall_and_only_until_the_clock_strays() -> None:
    watch = Watch()
    assert not watch.clock.proven
    watch.clock.hall_says(watch.wall_ms)
    watch.steps(400)
    assert watch.clock.proven
    watch.steps(1_900)
    assert not watch.clock.proven
