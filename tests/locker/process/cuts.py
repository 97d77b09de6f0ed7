"""``python -m tests.locker.process.cuts [--cuts 500] [--seed S]``: the power is cut hundreds of times, and counted.

Two in five cuts kill the real process (SIGKILL) on the simulated cabinet: after a commit, after something moved in the
cabinet, at any moment of an act, or while it starts. The others let the disk lose or spoil what was being written
(``tests/locker/ledger/power.py``). After each one the books must be whole, and say the truth or that nobody knows;
nothing may open by itself. Ends with 1 when that was not so once.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from locker.contract.facts import Outcome, Service
from locker.domain.state import Compartment
from locker.ledger.ledger import LedgerDamagedError
from tests.locker.ledger.power import CHECKPOINTS, cuts, verdict
from tests.locker.process.machine import Kiosk, kiosk
from tests.locker.process.people import all_pulses, collected, deposited, logged, looks_inside, ordered

CUTS_A_MACHINE = 4
MACHINES_AT_ONCE = 4
ACT_S_MAX = 4.0
SETTLED_MS = 60
"""What was on the wire when the power went has arrived by then."""


@dataclass
class Tally:
    """Cuts by kind, and what was wrong after one, each with how to see it again."""

    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> "Tally":
        self.seen += other.seen
        self.wrong += other.wrong
        return self


@dataclass(frozen=True, slots=True)
class Moment:
    """When the power goes, counted from the beginning of an act: commits, movements or milliseconds."""

    kind: str
    number: int

    @classmethod
    def some(cls, chance: random.Random) -> "Moment":
        kind, most = chance.choice([("commit", 7), ("movement", 9), ("millisecond", 1500)])
        return cls(kind, chance.randrange(most))

    async def comes(self, machine: Kiosk) -> None:
        """Return within milliseconds of it, or when the act must long be over."""
        reached = self._watch(machine)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ACT_S_MAX):
                while not reached():  # noqa: ASYNC110 - of all these facts only the clock has an event
                    await asyncio.sleep(0.001)

    def _watch(self, machine: Kiosk) -> Callable[[], bool]:
        measures: dict[str, Callable[[], float]] = {
            "commit": lambda: len(logged(machine.folder)),
            "movement": lambda: machine.world(lambda world: world.revision),
            "millisecond": lambda: machine.world(lambda world: world.now_ms),
        }
        measure = measures[self.kind]
        begun = measure()
        return lambda: measure() > begun + self.number


async def some_cuts(folder: Path, seed: int) -> Tally:
    """One machine whose power is cut a few times. The seed decides what is done and when; the processor, how fast."""
    chance, tally = random.Random(seed), Tally()
    async with kiosk(folder) as machine:
        await machine.power_on()
        for number in range(CUTS_A_MACHINE):
            act = chance.choice(["deposit", "pickup", "check", "start"])
            moment = Moment.some(chance)
            told = f"seed {seed}, cut {number}: {act}, {moment.kind} {moment.number}"
            await cut_in(machine, act, moment)
            wrong = await after_the_cut(machine)
            tally.seen[f"process killed in: {act}"] += 1
            if wrong:
                tally.wrong.append(f"{told}: {wrong}")
                return tally
    return tally


async def cut_in(machine: Kiosk, act: str, moment: Moment) -> None:
    """People come and go as on any day, until the power is gone in the middle of it."""
    code = (await deposited(machine))[1] if act == "pickup" else ""
    if act == "start":
        await machine.cut_power()
    acts = {"deposit": deposited, "check": check, "start": Kiosk.power_on}
    cut = asyncio.create_task(moment.comes(machine))
    await asyncio.sleep(0)
    day = asyncio.create_task(collected(machine, code) if act == "pickup" else acts[act](machine))
    await cut
    await machine.cut_power()
    day.cancel()
    with contextlib.suppress(asyncio.CancelledError, ConnectionError, TimeoutError):
        await day


async def check(machine: Kiosk) -> None:
    """Staff look into a compartment."""
    clerk = await machine.person()
    await clerk.log_in()
    await looks_inside(clerk, "A8")
    await clerk.sees_step("opened")
    await machine.push_shut("A8")
    await clerk.sees_step("closed")


async def after_the_cut(machine: Kiosk) -> str:
    """The power comes back: what is wrong then, in words, or nothing."""
    await passes(machine, SETTLED_MS)
    pulses, orders = all_pulses(machine), ordered(machine)
    machine.world(lambda world: [door.push_shut() for door in world.doors])  # the door falls shut in the dark
    await machine.power_on()
    await passes(machine, SETTLED_MS)
    return next(_wrong(machine, pulses, orders), "")


async def passes(machine: Kiosk, ms: float) -> None:
    """Let so much time go by in the world."""
    from_ms = machine.world(lambda world: world.now_ms)
    await machine.becomes(lambda world: world.now_ms > from_ms + ms)


def _wrong(machine: Kiosk, pulses: list[int], orders: int) -> Iterator[str]:
    if all_pulses(machine) != pulses:
        yield f"pulses without a person: {pulses} became {all_pulses(machine)}"
    if ordered(machine) != orders:
        yield "an order nobody gave"
    if sum(pulses) > orders:
        yield f"{sum(pulses)} pulses for {orders} orders on the disk"
    try:
        compartments = machine.books().compartments.values()
    except LedgerDamagedError as error:
        yield str(error)
        return
    for compartment in compartments:
        if not is_true(machine, compartment):
            yield f"the books are wrong about {compartment}"


def is_true(machine: Kiosk, compartment: Compartment) -> bool:
    """What the books say is so; or they say that nobody knows; or the person's own story goes on.

    ``unsaid`` is such a word too: opened, shut, and its person went away without saying what is inside.
    """
    if compartment.service is Service.NEEDS_CHECK or compartment.unsaid:
        return True
    if compartment.cycle is not None:
        return compartment.cycle.outcome is Outcome.OPENED
    inside = machine.world(lambda world: world.door(compartment.id).envelope)
    return inside == (compartment.deposit is not None)


async def process_cuts(folder: Path, seed: int, machines: int) -> Tally:
    """Kill the process on so many machines, several side by side: people and wires mostly wait."""
    places, tally = asyncio.Semaphore(MACHINES_AT_ONCE), Tally()

    async def one(number: int) -> None:
        nonlocal tally
        async with places:
            tally += await some_cuts(folder / f"machine-{number}", seed + number)

    await asyncio.gather(*(one(number) for number in range(machines)))
    return tally


def disk_cuts(folder: Path, seed: int, wanted: int) -> Tally:
    """Let the disk lose what was being written, at least so often. No process is needed for that."""
    tally = Tally()
    for seed_now in count(seed):
        for name, pages in CHECKPOINTS.items():
            (place := folder / f"disk-{seed_now}-{pages}").mkdir()
            for cut in cuts(place, seed_now, pages):
                tally.seen[f"disk: {cut.kind}"] += 1
                if wrong := verdict(cut):
                    tally.wrong.append(f"seed {seed_now}, checkpoints {name}, write {cut.moment}, {cut.kind}: {wrong}")
        if tally.seen.total() >= wanted:
            return tally
    raise AssertionError("unreachable: count() does not end")


def _killed(seed: int, machines: int) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(process_cuts(Path(folder), seed, machines))


def _spoiled(seed: int, wanted: int) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        return disk_cuts(Path(folder), seed, wanted)


def main() -> int:
    """Cut, count, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.locker.process.cuts", description=__doc__)
    parser.add_argument("--cuts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    began_s, tally = time.monotonic(), Tally()
    kills = asked.cuts * 2 // 5
    machines = -(-kills // (CUTS_A_MACHINE * asked.jobs))
    with ProcessPoolExecutor(asked.jobs) as pool:
        parts = [pool.submit(_killed, asked.seed + 1000 * job, machines) for job in range(asked.jobs)]
        parts.append(pool.submit(_spoiled, asked.seed, asked.cuts - kills))
        for part in parts:
            tally += part.result()
    say = sys.stdout.write
    say(f"{tally.seen.total()} power cuts from seed {asked.seed} in {time.monotonic() - began_s:.0f} s\n")
    say("".join(f"  {number:5} {kind}\n" for kind, number in sorted(tally.seen.items())))
    say(f"wrong afterwards: {len(tally.wrong)}\n" + "".join(f"  ! {what}\n" for what in tally.wrong))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
