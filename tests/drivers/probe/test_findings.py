"""What one pulse means for a door: the table of cases, the most dangerous first."""

import pytest

from drivers.probe.findings import Changed, Coil, Finding, Observation, judge
from drivers.probe.machine import Door, Sensor
from drivers.probe.tally import Tally, percentile

A1 = Door(id="A1", board="left", channel=1, lock="solenoid", sensor=Sensor(board="left", input=1))
BLIND = Door(id="A1", board="left", channel=1, lock="solenoid")
OWN, OTHER, REVERSED = Changed("left", 1, 1), Changed("left", 2, 1), Changed("left", 1, 0)


def seen(
    opened: str, *changed: Changed, coil: Coil = Coil.OFF, stays: bool | None = True, trouble: str = ""
) -> Observation:
    return Observation(at="", opened=opened, changed=changed, coil=coil, stays_shut=stays, trouble=trouble)


@pytest.mark.parametrize(
    ("what", "means"),
    [
        (None, Finding.NOT_TRIED),
        (seen("A1", OWN), Finding.RIGHT),
        (seen("A1", OWN, coil=Coil.UNREAD), Finding.RIGHT),
        (seen("A1", OTHER), Finding.WRONG_SENSOR),
        (seen("A1", REVERSED), Finding.INVERTED),
        (seen("A2", OTHER), Finding.WRONG_LOCK),
        (seen("A2", OWN), Finding.WRONG_LOCK),
        (seen("A2"), Finding.WRONG_LOCK),
        (seen("A1"), Finding.DEAD_SENSOR),
        (seen("-"), Finding.JAMMED),
        (seen("-", OWN), Finding.UNCLEAR),
        (seen("?", OWN), Finding.UNSEEN),
        (seen("?"), Finding.UNSEEN),
        (seen("A1", OWN, OTHER), Finding.SEVERAL),
        (seen("*", OWN), Finding.SEVERAL),
        (seen("A1", OWN, stays=False), Finding.WILL_NOT_SHUT),
        (seen("?", trouble="left: no_reply"), Finding.BOARD_TROUBLE),
        (seen("A1", OWN, coil=Coil.ON), Finding.STAYS_ON),
        (seen("?", coil=Coil.ON, trouble="left: no_reply"), Finding.STAYS_ON),
    ],
)
def test_a_pulse_means(what: Observation | None, means: Finding) -> None:
    assert judge(A1, what) is means


def test_a_door_without_a_sensor_is_judged_by_eyes_alone() -> None:
    assert judge(BLIND, seen("A1")) is Finding.NO_SENSOR
    assert judge(BLIND, seen("-")) is Finding.JAMMED
    assert judge(BLIND, seen("A1", OTHER)) is Finding.WRONG_SENSOR


def test_times_are_told_by_nearest_rank() -> None:
    assert [percentile(list(range(1, 101)), percent) for percent in (50, 95, 100)] == [50, 95, 100]
    assert (percentile([], 95), percentile([7], 50)) == (0, 7)


def test_only_openings_that_were_right_count_for_the_times() -> None:
    tally = Tally()
    tally.note(Finding.RIGHT, 80)
    tally.note(Finding.UNSEEN, None)
    tally.note(Finding.WRONG_SENSOR, 300)
    assert (tally.tried, tally.open_ms, tally.failures) == (3, [80], {"unseen": 1, "wrong_sensor": 1})
