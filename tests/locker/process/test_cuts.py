"""The power is cut at moments chosen by a fresh seed: afterwards the books are good and say the truth."""

import random
from pathlib import Path

from tests.locker.process.cuts import process_cuts, rehearsal
from tests.locker.process.moments import ACTS, planned
from tests.locker.process.people import run

CUTS = 20


async def test_cut_off_anywhere_it_comes_back_with_the_truth_and_opens_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")  # shown when it fails
    chance = random.Random(seed)
    there = await rehearsal(tmp_path / "rehearsal")
    assert {moment.act for moment in there if moment.kind == "after"} == set(ACTS)
    assert {moment.act for moment in there if moment.kind == "fact"} >= set(ACTS) - {"start"}
    tally = await process_cuts(tmp_path, chance.sample(planned(there, 0, chance), CUTS))
    assert tally.wrong == []
    assert tally.seen.total() == CUTS
    status, said = await run("verify", tmp_path / "machine-0" / "ledger.sqlite")
    assert status == 0, said
