"""A cabinet wired as its file says: each door opens once and is found right; the walk goes on where it stopped."""

import json

from drivers.probe.course import Status
from tests.drivers.probe.conftest import Stand


async def test_every_door_is_opened_once_and_the_installation_is_proved(stand: Stand) -> None:
    assert await stand.probe() is Status.RIGHT
    assert [stand.pulses(door) for door in ("A1", "A2", "B1", "B2")] == [1, 1, 1, 1]
    assert {line.finding for line in stand.report.doors} == {"right"}
    assert stand.verdicts() == {"upper": "answers", "lower": "answers"}


async def test_the_report_tells_who_when_and_how_fast_each_door_opened(stand: Stand) -> None:
    stand.only("A1", "B1")
    await stand.probe()
    told = json.loads(stand.paper.read_text())
    assert (told["who"], told["at"]) == ("王工", "2026-11-23T09:00:00+00:00")
    assert all(50 <= door["open_ms"] <= 400 for door in told["doors"])
    assert "ready for use" in stand.paper.with_suffix(".txt").read_text().lower()


async def test_the_walk_goes_on_with_the_door_where_it_stopped(stand: Stand) -> None:
    stand.only("A1", "B1")
    assert await stand.probe({"announce B1": "q"}) is Status.WRONG
    assert (stand.finding("A1"), stand.finding("B1")) == ("right", "not_tried")
    assert await stand.probe() is Status.RIGHT
    assert (stand.pulses("A1"), stand.pulses("B1")) == (1, 1)
    assert "resumed" in stand.technician.said


async def test_a_door_passed_over_is_not_right(stand: Stand) -> None:
    stand.only("A1", "B1")
    assert await stand.probe({"announce A1": "s"}) is Status.WRONG
    assert stand.pulses("A1") == 0
