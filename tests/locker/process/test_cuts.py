"""The power is cut at moments chosen by a fresh seed: afterwards the books are good and say the truth."""

import random
from pathlib import Path

from tests.locker.ledger.power import LOSES, tear
from tests.locker.process.cuts import process_cuts, rehearsal
from tests.locker.process.machine import kiosk
from tests.locker.process.moments import ACTS, planned
from tests.locker.process.people import all_pulses, collected, deposited, ordered, run

CUTS = 20


async def test_an_order_that_lay_half_written_when_the_power_went_was_never_given(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        _, code = await deposited(machine)
        for kind in LOSES:
            await machine.cut_power()
            tear(tmp_path / "ledger.sqlite", random.Random(kind), kind)
            await machine.power_on()
        assert sum(all_pulses(machine)) == 1
        assert ordered(machine) == 1, "the clerk's"
        await collected(machine, code)


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
