"""The power is cut while the ledger is written, in every way a disk can take it; then lockerd opens it again."""

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from locker.contract.events import AnyEvent, DoorOrdered
from locker.contract.facts import Service
from locker.contract.ids import BootId
from locker.domain.recovery import recover
from locker.ledger.ledger import Ledger
from tests.locker.ledger.power import Books, cuts
from tests.locker.story import Story

CHECKPOINTS = {"far apart": 1000, "after every few pages": 4}


@pytest.mark.parametrize("checkpoints", CHECKPOINTS)
def test_after_any_cut_the_books_are_those_of_a_whole_act_and_nothing_is_ordered(
    tmp_path: Path, checkpoints: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = random.randrange(10**6)
    seen: Counter[str] = Counter()
    for cut in cuts(tmp_path, seed, CHECKPOINTS[checkpoints]):
        told = f"seed {seed}, write {cut.moment}, {cut.kind}"
        ledger = Ledger(cut.path, BootId("boot-2"))
        try:
            assert Books(ledger.head, ledger.head_hash, ledger.cursor) == cut.books, told
            assert _tells_the_truth(ledger), told
        finally:
            ledger.close()
        shutil.rmtree(cut.path.parent)
        seen[cut.kind] += 1
    with capsys.disabled():
        print(f"\n{seen.total()} power cuts, checkpoints {checkpoints}, seed {seed}: {dict(seen)}")

    assert seen.total() >= 150


def _tells_the_truth(ledger: Ledger) -> bool:
    """What was under way is in doubt or has its end; nothing is ordered anew."""
    story = Story()
    story.cabinet = ledger.cabinet
    written: list[AnyEvent] = []
    while events := recover(story.situation()):
        written += events
        story.write(events)
    under_way = [c for c in ledger.cabinet.compartments.values() if c.cycle and c.cycle.outcome is None]
    doubted = all(story.compartment(one.id).service is Service.NEEDS_CHECK for one in under_way)
    return doubted and not any(isinstance(event, DoorOrdered) for event in written)
