"""``python -m tests.fuzz [--minutes 60] [--seed S] [--only TEXT] [--jobs N]``: bytes upon bytes, as long as one likes.

Each process has its share of the targets, which in turn get some inputs, round after round. A finding is made
as small as can be, kept in ``tests/fuzz/corpus``, and told; the status is 1 then.
"""

import argparse
import logging
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as seeded

from tests.fuzz.corpus import TARGETS, keep
from tests.fuzz.inputs import inputs
from tests.fuzz.target import Target

EXAMPLES_A_TURN = 50
MEMORY_BYTES_MAX = 6 * 1024**3
"""Of addresses, for this process: whoever asks for more meets a MemoryError, which is a finding."""


def hunt(target: Target, seed: int, examples: int) -> tuple[int, bytes | None, str]:
    """How many inputs were tried; the smallest finding among them, if any, and what it was."""
    tried, worst = 0, b""

    def once(data: bytes) -> None:
        nonlocal tried, worst
        tried, worst = tried + 1, data
        target.try_out(data)

    try:
        _many(once, target, seed, examples)()
    except Exception as finding:  # whatever it is, it is told; the smallest input was tried last
        return tried, worst, f"{type(finding).__name__}: {str(finding)[:300]}"
    return tried, None, ""


def _many(once: Callable[[bytes], None], target: Target, seed: int, examples: int) -> Callable[[], None]:
    rules = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    many: Callable[[], None] = seeded(seed)(rules(given(inputs(target.seeds))(once)))
    return many


def main() -> int:
    """Hunt until the time is over."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    chosen = [target.name for target in TARGETS if asked.only in target.name]
    sys.stdout.write(f"seed {asked.seed}, {len(chosen)} targets\n")
    sys.stdout.flush()
    shares = [chosen[job :: asked.jobs] for job in range(asked.jobs)]
    until_s = time.monotonic() + 60 * asked.minutes
    with ProcessPoolExecutor(asked.jobs, initializer=_bounded) as pool:
        told = list(pool.map(partial(_rounds, seed=asked.seed, until_s=until_s), shares))
    return _summary([tried for tried, _ in told], sum(findings for _, findings in told))


def _bounded() -> None:
    logging.disable(logging.CRITICAL)  # what parsers tell of bad input would be all there is to read
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))


def _summary(tried: list[dict[str, int]], findings: int) -> int:
    for share in tried:
        sys.stdout.write("".join(f"{count:9} {name}\n" for name, count in share.items()))
    sys.stdout.write(f"{sum(sum(share.values()) for share in tried)} inputs, {findings} findings\n")
    return 1 if findings else 0


def _rounds(names: list[str], seed: int, until_s: float) -> tuple[dict[str, int], int]:
    """One process's share: how many inputs each target got, and how many findings there were."""
    chosen = [target for target in TARGETS if target.name in names]
    tried = dict.fromkeys(names, 0)
    findings, turn = 0, 0
    while chosen and time.monotonic() < until_s:
        for target in [*chosen]:
            if time.monotonic() >= until_s:
                break
            count, data, what = hunt(target, seed + turn, EXAMPLES_A_TURN)
            tried[target.name] += count
            if data is not None:
                findings += 1
                chosen.remove(target)
                sys.stdout.write(f"! {target.name}: {what}\n  kept as {keep(target, data)} ({len(data)} bytes)\n")
                sys.stdout.flush()
        turn += 1
    return tried, findings


if __name__ == "__main__":
    sys.exit(main())
