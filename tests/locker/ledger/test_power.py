"""The power is cut while the ledger is written, in every way a disk can take it; then lockerd opens it again."""

import random
from collections import Counter
from pathlib import Path

import pytest

from tests.locker.ledger.power import CHECKPOINTS, cuts, verdict


@pytest.mark.parametrize("checkpoints", CHECKPOINTS)
def test_after_any_cut_the_books_are_those_of_a_whole_act_and_nothing_is_ordered(
    tmp_path: Path, checkpoints: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(10**6)
    seen: Counter[str] = Counter()
    for cut in cuts(tmp_path, seed, CHECKPOINTS[checkpoints]):
        told = f"seed {seed}, write {cut.moment}, {cut.kind}"
        assert verdict(cut) == "", told
        seen[cut.kind] += 1
    with capsys.disabled():
        print(f"\n{seen.total()} power cuts, checkpoints {checkpoints}, seed {seed}: {dict(seen)}")

    assert seen.total() >= 150
