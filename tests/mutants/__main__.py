"""``python -m tests.mutants [--only TEXT] [--jobs 2]``: break every safety rule in turn; each must be noticed.

First each test is run where nothing is broken: one that does not pass there can notice nothing. Ends with 1 when a
mutant lived. Works on copies of the code in a temporary folder.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.mutant import Mutant, Verdict, copy_of_the_code, mutants, not_green, play

WAIT_S = 300.0


def main() -> int:
    """Play the mutants that were asked for, as many at a time as jobs."""
    options = _options()
    chosen = [mutant for mutant in mutants() if options.only in mutant.name]
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(options.jobs):
            copy_of_the_code(Path(folder) / str(number))
            copies.put(Path(folder) / str(number))
        with ThreadPoolExecutor(options.jobs) as pool:
            tests = sorted({mutant.killed_by for mutant in chosen})
            portions = [portion for n in range(options.jobs) if (portion := tests[n :: options.jobs])]
            blind = set().union(*pool.map(lambda portion: _blind(portion, copies), portions))
            verdicts = list(pool.map(lambda mutant: _play(mutant, copies, blind), chosen))
    lived = [mutant.name for mutant, verdict in zip(chosen, verdicts, strict=True) if not verdict.killed]
    sys.stdout.write(f"{len(chosen) - len(lived)} of {len(chosen)} mutants killed\n")
    return 1 if lived else 0


def _blind(tests: list[str], copies: "SimpleQueue[Path]") -> set[str]:
    with _one_of(copies) as copy:
        blind = not_green(tests, copy, WAIT_S)
    for test in sorted(blind):
        sys.stdout.write(f"does not pass where nothing is broken: {test}\n")
    return blind


def _play(mutant: Mutant, copies: "SimpleQueue[Path]", blind: set[str]) -> Verdict:
    began_s = time.monotonic()
    if mutant.killed_by in blind:
        verdict = Verdict(killed=False, says="its test does not pass where nothing is broken")
    else:
        with _one_of(copies) as copy:
            verdict = play(mutant, copy, WAIT_S)
    word = "killed" if verdict.killed else "LIVED "
    by = verdict.by or verdict.says
    sys.stdout.write(f"{word}  {mutant.rule:6}  {mutant.name}  ({by}; {time.monotonic() - began_s:.0f} s)\n")
    sys.stdout.flush()
    return verdict


@contextmanager
def _one_of(copies: "SimpleQueue[Path]") -> Iterator[Path]:
    copy = copies.get()
    try:
        yield copy
    finally:
        copies.put(copy)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", default="", help="only mutants whose name has this text")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
