"""The power is cut at some twenty moments, chosen by a seed: afterwards the books are good and say the truth."""

import asyncio
import contextlib
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from locker.contract.facts import Outcome, Service
from locker.domain.state import Compartment
from tests.locker.daemon.bench import LIMIT_S
from tests.locker.process.machine import Kiosk, kiosk
from tests.locker.process.people import all_pulses, collected, deposited, ordered, run

KIOSKS = 7
CUTS_EACH = 3
COIL_ON = "lock energised"
DEPOSIT = ["deposit_begun", COIL_ON, "door_pulsed", "door_opened", "door_closed", "deposit_confirmed"]
PICKUP = ["pickup_begun", COIL_ON, "door_pulsed", "door_opened", "door_closed", "deposit_collected"]


async def test_cut_off_anywhere_it_comes_back_with_the_truth_and_opens_nothing(tmp_path: Path) -> None:
    await asyncio.gather(*(some_cuts(tmp_path / f"k{number}", number) for number in range(KIOSKS)))
    status, said = await run("--verify", tmp_path / "k0" / "ledger.sqlite")
    assert status == 0, said


async def some_cuts(folder: Path, seed: int) -> None:
    folder.mkdir()  # noqa: ASYNC240
    chance = random.Random(seed)
    async with kiosk(folder) as machine:
        await machine.power_on()
        for _ in range(CUTS_EACH):
            pickup = chance.random() < 0.5
            moment = chance.choice(PICKUP if pickup else DEPOSIT)
            await cut_at(machine, moment, pickup=pickup)
            await nothing_opens_by_itself(machine, f"seed {seed}, {moment}, {pickup}")


async def cut_at(machine: Kiosk, moment: str, *, pickup: bool) -> None:
    """People come and go as on any day, until the power is gone in the middle of it."""
    code = (await deposited(machine))[1] if pickup else ""
    cut = asyncio.create_task(it_happens(machine, moment))
    await asyncio.sleep(0)
    day = asyncio.create_task(collected(machine, code) if pickup else deposited(machine))
    await cut
    await machine.cut_power()
    day.cancel()
    with contextlib.suppress(asyncio.CancelledError, ConnectionError, TimeoutError):
        await day


async def it_happens(machine: Kiosk, moment: str) -> None:
    """Returns within milliseconds of the fact, on the disk or at the lock."""
    if moment == COIL_ON:
        since = machine.world(lambda world: world.now_ms)
        await machine.becomes(lambda world: any(f.what == COIL_ON and f.at_ms >= since for f in world.journal))
        return
    with closing(sqlite3.connect(f"file:{machine.folder}/ledger.sqlite?mode=ro", uri=True)) as db:
        count = "SELECT count(*) FROM events WHERE kind = ?"
        before = db.execute(count, (moment,)).fetchone()
        async with asyncio.timeout(LIMIT_S):
            while db.execute(count, (moment,)).fetchone() == before:  # noqa: ASYNC110
                await asyncio.sleep(0.001)


async def nothing_opens_by_itself(machine: Kiosk, when: str) -> None:
    killed_ms = machine.world(lambda world: world.now_ms)
    await machine.becomes(lambda world: world.now_ms > killed_ms + 20)  # what was on the wire has arrived
    pulses, orders = all_pulses(machine), ordered(machine)
    machine.world(lambda world: [door.push_shut() for door in world.doors])  # the door falls shut in the dark
    await machine.power_on()
    assert all_pulses(machine) == pulses, when
    assert ordered(machine) == orders, when
    assert sum(pulses) <= orders, when
    for compartment in machine.books().compartments.values():
        assert is_true(machine, compartment), f"{when}: {compartment}"


def is_true(machine: Kiosk, compartment: Compartment) -> bool:
    """What the books say is so; or they say that nobody knows; or the person's own story goes on."""
    if compartment.service is Service.NEEDS_CHECK:
        return True
    if compartment.cycle is not None:
        return compartment.cycle.outcome is Outcome.OPENED
    inside = machine.world(lambda world: world.door(compartment.id).envelope)
    return inside == (compartment.deposit is not None)
