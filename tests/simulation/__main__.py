"""``python -m tests.simulation --days N --seed S [--jobs J]``: many days, told in figures; a bad one in its story."""

import argparse
import logging
import os
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.simulation.day import Diary, live_through

STORY_STEPS = 25


def one_day(seed: int) -> Diary:
    """A day on a disk of its own (in memory where there is one)."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        return live_through(seed, Path(folder))


def main() -> int:
    """Status 1 when an invariant was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)  # what lockerd logs of all that breaks would be all there is to read
    begun_s = time.monotonic()
    with ProcessPoolExecutor(asked.jobs) as pool:
        diaries = list(pool.map(one_day, range(asked.seed, asked.seed + asked.days), chunksize=4))
    _report(diaries, asked.seed, time.monotonic() - begun_s)
    return 1 if any(diary.violations for diary in diaries) else 0


def _report(diaries: list[Diary], seed: int, took_s: float) -> None:
    steps = sum(diary.steps for diary in diaries)
    bad = [diary for diary in diaries if diary.violations]
    say = sys.stdout.write
    say(f"{len(diaries)} days from seed {seed}, {steps} steps in {took_s:.1f} s: {steps / took_s:.0f} steps a second\n")
    _table("boards", Counter(diary.boards for diary in diaries))
    _table("people", sum((diary.people for diary in diaries), Counter()))
    _table("the hall's desk, at any moment", sum((diary.desk for diary in diaries), Counter()))
    _table("faults", sum((diary.faults for diary in diaries), Counter()))
    _table("what lockerd's log says of them", sum((diary.told for diary in diaries), Counter()))
    say(f"violations: {len(bad)} days\n")
    for diary in bad[:3]:
        say(f"\nseed {diary.seed} (again: python -m tests.simulation --days 1 --seed {diary.seed})\n")
        say("".join(f"  … {what}\n" for what in diary.story[-STORY_STEPS:]))
        say("".join(f"  ! {what}\n" for what in diary.violations))


def _table(title: str, counted: Counter[str]) -> None:
    sys.stdout.write(f"{title}\n" + "".join(f"  {count:7} {what}\n" for what, count in counted.most_common()))


if __name__ == "__main__":
    sys.exit(main())
