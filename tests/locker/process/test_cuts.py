"""The power is cut at moments chosen by a fresh seed: afterwards the books are good and say the truth."""

import random
from pathlib import Path

from tests.locker.process.cuts import CUTS_A_MACHINE, process_cuts
from tests.locker.process.people import run

MACHINES = 6


async def test_cut_off_anywhere_it_comes_back_with_the_truth_and_opens_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"python -m tests.locker.process.cuts --seed {seed}")  # shown when it fails
    tally = await process_cuts(tmp_path, seed, MACHINES)
    assert tally.wrong == []
    assert tally.seen.total() == MACHINES * CUTS_A_MACHINE
    status, said = await run("--verify", tmp_path / "machine-0" / "ledger.sqlite")
    assert status == 0, said
