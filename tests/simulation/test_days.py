"""Days nobody planned: a few every time the tests run, from a new seed; many with ``make days``."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.simulation.day import live_through

FRESH = random.SystemRandom().randrange(10**9)


@pytest.mark.parametrize("day", range(12))
def test_whatever_a_day_brings_no_promise_is_broken(day: int, tmp_path: Path) -> None:
    diary = live_through(FRESH + day, tmp_path)
    again = f"python -m tests.simulation --days 1 --seed {FRESH + day}"
    assert diary.violations == [], f"{again}\n" + "\n".join(diary.story[-25:])


def test_the_same_seed_is_the_same_day(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (live_through(7, tmp_path / name) for name in ("one", "two"))
    assert one.story == two.story
    assert (one.told, one.desk) == (two.told, two.desk)
    assert one.faults["power cut"] + one.people["applicant_collects"] > 0


def test_the_hall_acts_while_somebody_stands_at_a_door(tmp_path: Path) -> None:
    acts: Counter[str] = Counter()
    for seed in range(5):
        (tmp_path / str(seed)).mkdir()
        acts += live_through(seed, tmp_path / str(seed)).desk
    assert any("while somebody is at a door" in act for act in acts), acts
