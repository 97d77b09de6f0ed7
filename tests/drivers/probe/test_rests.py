"""No lock is driven before it has rested, nor oftener in a minute than it stands, whatever was begun anew."""

import time
from itertools import pairwise

import pytest

from drivers.probe.machine import Machine, MachineError, machine_of
from drivers.probe.rests import Rests
from tests.drivers.probe.conftest import TOML

NOW_S = 1_800_000_000.0
WIRE = "upper/1"


def machine(lock: str) -> Machine:
    """The cabinet with a lock of that sheet."""
    head, _, rest = TOML.partition("rest_ms = 100\n")
    return machine_of(head + lock + rest.partition("\n")[2], "kiosk.toml")


def left_s(lock: str, *pulled_s_ago: float) -> float:
    """How long the lock rests when the check begins, having been driven so long ago."""
    cabinet = machine(lock)
    rests = Rests(cabinet, {WIRE: [NOW_S - ago_s for ago_s in pulled_s_ago]}, NOW_S)
    return rests.left_s(cabinet.compartment[0])


@pytest.mark.parametrize("rest_ms", [0, 100])
def test_a_lock_rests_five_seconds_unless_its_sheet_says_less(rest_ms: int) -> None:
    assert left_s("") == pytest.approx(5, abs=0.2)
    with pytest.raises(MachineError, match="rest_ms: allowed: at least 5000, unless duty"):
        machine(f"rest_ms = {rest_ms}\n")
    assert left_s(f'rest_ms = {rest_ms}\nduty = "continuous"\n') == pytest.approx(rest_ms / 1000, abs=0.2)


def test_three_pulses_a_minute_are_counted_through_a_restart() -> None:
    lock = "rest_ms = 5000\n"
    assert left_s(lock, 55, 40) == pytest.approx(5, abs=0.2)
    assert left_s(lock, 40, 30, 20) == pytest.approx(20, abs=0.2)
    assert left_s(lock, 70, 50, 30) == pytest.approx(5, abs=0.2)


def test_more_than_three_only_when_the_sheet_says_so() -> None:
    many = "rest_ms = 5000\npulses_a_minute = 6\n"
    with pytest.raises(MachineError, match="pulses_a_minute: allowed: at most 3, unless duty"):
        machine(many)
    assert left_s(f'{many}duty = "6 a minute"\n', 40, 30, 20) == pytest.approx(5, abs=0.2)


def test_a_clock_set_back_cools_no_coil_and_keeps_nobody_waiting_for_hours() -> None:
    assert left_s("rest_ms = 5000\n", -7200, -7200, -7200) == pytest.approx(60, abs=0.2)


def test_pulses_of_one_supply_are_apart_and_only_the_last_ones_are_remembered() -> None:
    cabinet = machine('rest_ms = 0\npulses_a_minute = 10\nduty = "any"\n')
    pulls: dict[str, list[float]] = {}
    rests = Rests(cabinet, pulls, time.time())
    one, other = cabinet.compartment[:2]
    for _ in range(12):
        rests.begin(one)
        rests.end(one)
    assert 0 < rests.left_s(other) <= 0.5
    assert len(pulls[WIRE]) == 10
    assert all(earlier <= later for earlier, later in pairwise(pulls[WIRE]))
