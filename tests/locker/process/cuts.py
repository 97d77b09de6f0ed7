"""``python -m tests.locker.process.cuts [--cuts 500] [--seed S]``: the power is cut hundreds of times, and counted.

Seven in ten cuts kill the real process (SIGKILL) on the simulated cabinet: first before and after every commit of every
act, at every movement of a door, and with every page the disk has no room for (``moments.py``); then anywhere again,
until there were enough. The others let the disk lose or spoil what was being written
(``tests/locker/ledger/power.py``). Every third cabinet has lock boards with frames of their own. In the dark doors fall
shut or stay as they are, and an order may lie half-written on the disk (``dark``). After each cut the books must be
whole, and say the truth or that nobody knows, of doors as of contents; nothing may open by itself. Ends with 1 when
that was not so once.
"""

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from locker.contract.facts import Door, Outcome, Service
from locker.domain.state import Compartment
from locker.ledger.trouble import LedgerDamagedError
from tests.locker.ledger.power import CHECKPOINTS, cuts, tear, verdict
from tests.locker.process.cut_off import CUT, WHERE
from tests.locker.process.full_disk import full_at, read_only
from tests.locker.process.machine import Kiosk, kiosk, with_own_frames
from tests.locker.process.moments import (
    ACTS,
    PAGE_BYTES,
    START,
    Act,
    Moment,
    is_dead,
    planned,
    prepared,
    rehearsed,
    until,
)
from tests.locker.process.people import all_pulses, ordered

CUTS_A_MACHINE = 5
OWN_FRAMES_EVERY = 3
MACHINES_AT_ONCE = 3
CUTS_A_JOB = CUTS_A_MACHINE * MACHINES_AT_ONCE
ACT_S_MAX = 4.0
FULL_S_MAX = 1.5
SETTLED_MS = 60
"""What was on the wire when the power went has arrived by then."""
CUT_OFF = "tests.locker.process.cut_off"
Deed = Callable[[Kiosk], object]


@dataclass
class Tally:
    """Cuts by act and moment, by what was really hit; and what was wrong after one, with how to see it again."""

    seen: Counter[str] = field(default_factory=Counter)
    dark: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> "Tally":
        self.seen += other.seen
        self.dark += other.dark
        self.wrong += other.wrong
        self.missed += other.missed
        return self


def falls_shut(machine: Kiosk) -> None:
    """Every door, in the dark."""
    machine.world(lambda world: [door.push_shut() for door in world.doors])


def in_the_dark(moment: Moment, chance: random.Random) -> dict[str, Deed]:
    """What happens between this cut and the next start, by name."""
    deeds: dict[str, Deed] = {}
    if chance.random() < 0.5:
        deeds["doors fell shut"] = falls_shut
    if not moment.kind.endswith("disk") and chance.random() < 0.3:
        deeds["an order lay half-written"] = lambda machine: tear(machine.folder / "ledger.sqlite", chance)
    return deeds


async def some_cuts(folder: Path, moments: list[Moment], *changes: Callable[[Path], None]) -> Tally:
    """One machine, with ``changes`` to its files, whose power is cut at each of these moments."""
    tally, chance = Tally(), random.Random(repr(moments))
    async with kiosk(folder, *changes) as machine:
        machine.program = CUT_OFF
        await machine.power_on()
        for moment in moments:
            hit = await cut_at(machine, moment)
            tally.seen[f"{moment.act}: {hit or 'after its end'}"] += 1
            if not hit:
                tally.missed.append(f"{moment.act}: {moment.kind} {moment.number} {moment.name}")
            deeds = in_the_dark(moment, chance)
            tally.dark.update([*deeds, *(change.__name__ for change in changes)])
            wrong = await after_the_cut(machine, list(deeds.values())) or await _shut_by_whoever_comes(machine)
            if wrong:
                tally.wrong.append(f"{moment}, {list(deeds)}: {wrong}")
                return tally
    return tally


async def _shut_by_whoever_comes(machine: Kiosk) -> str:
    """So that the next act begins at a cabinet that is shut, and known to be: what is wrong with that, or nothing."""
    watching = machine.people[-1]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ACT_S_MAX):
            while watching.state is None or any(c.door is not Door.CLOSED for c in watching.state.compartments):
                falls_shut(machine)
                await asyncio.sleep(0.02)
            return ""
    return f"doors that were pushed shut are not said to be: {watching.state}"


async def cut_at(machine: Kiosk, moment: Moment) -> str:
    """People come and go as on any day, until the power is gone in the middle of it. What was hit, or nothing."""
    act = await prepared(machine, moment.act)
    if moment.kind.endswith("disk"):
        return await _without_room(machine, moment, act)
    if moment.kind in {"before", "after"}:
        return await _at_a_commit(machine, moment, act)
    return await _at_a_fact(machine, moment, act)


async def _at_a_commit(machine: Kiosk, moment: Moment, act: Act) -> str:
    """The process kills itself there."""
    cut, where = machine.folder / CUT, machine.folder / WHERE
    cut.write_text(f"{moment.kind} {moment.number}")
    day = asyncio.create_task(act(machine))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(ACT_S_MAX):
            await _has_ended(machine, day)
    await _dark(machine, day)
    cut.unlink()
    hit = where.read_text() if where.exists() else ""
    where.unlink(missing_ok=True)
    return hit


async def _has_ended(machine: Kiosk, day: "asyncio.Task[object]") -> None:
    """The process; or the act, and what follows from it."""
    earlier = machine.process if is_dead(machine) else None  # a start has an earlier life behind it

    def ended() -> bool:
        return machine.process is not earlier and is_dead(machine)

    await until(lambda: day.done() or ended(), ACT_S_MAX)
    await until(ended, FULL_S_MAX)


async def _at_a_fact(machine: Kiosk, moment: Moment, act: Act) -> str:
    """Killed from outside within a millisecond or two of it."""
    facts, now_ms = machine.world(lambda world: (len(world.journal), world.now_ms))

    def reached() -> bool:
        if moment.kind == "fact":
            return machine.world(lambda world: len(world.journal)) >= facts + moment.number
        return machine.world(lambda world: world.now_ms) >= now_ms + moment.number

    day = asyncio.create_task(act(machine))
    hit = await until(reached, ACT_S_MAX)
    await _dark(machine, day)
    return f"{'at the moment of ' if moment.kind == 'fact' else ''}{moment.name}" if hit else ""


async def _without_room(machine: Kiosk, moment: Moment, act: Act) -> str:
    """The disk takes no more from some page on, or nothing at all; people try all the same, then the power goes."""
    if moment.act != START:
        await machine.cut_power()
    log = machine.folder / "ledger.sqlite-wal"
    room = log.stat().st_size + moment.number * PAGE_BYTES
    machine.program = "locker"  # what to do when the ledger cannot even be opened is part of it
    machine.before_start = read_only() if moment.kind == "read-only disk" else full_at(room)
    if moment.act != START:
        await machine.power_on()
    day = asyncio.create_task(act(machine))
    await until(day.done, FULL_S_MAX)
    await _dark(machine, day)
    machine.program, machine.before_start = CUT_OFF, None
    return moment.kind


async def _dark(machine: Kiosk, day: "asyncio.Task[object]") -> None:
    """The power is gone; what the person was about to say is heard by nobody, nor was a refusal expected by them."""
    await machine.cut_power()
    day.cancel()
    with contextlib.suppress(asyncio.CancelledError, ConnectionError, TimeoutError, AssertionError):
        await day


async def after_the_cut(machine: Kiosk, in_the_dark: Sequence[Deed] = ()) -> str:
    """The power comes back: what is wrong then, in words, or nothing."""
    await passes(machine, SETTLED_MS)
    pulses, orders = all_pulses(machine), ordered(machine)
    for deed in in_the_dark:
        deed(machine)
    try:
        await machine.power_on()
    except TimeoutError:
        return "it does not come back: " + (machine.folder / "lockerd.log").read_text()[-600:]
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
        shut = machine.world(lambda world, id_=compartment.id: world.door(id_).shut)  # type: ignore[misc]
        if compartment.door not in {Door.CLOSED if shut else Door.OPEN, Door.UNKNOWN}:
            yield f"the door is {'shut' if shut else 'open'}, and the books say of it {compartment}"
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


async def rehearsal(folder: Path) -> list[Moment]:
    """Every act once, without a cut: all moments there are."""
    async with kiosk(folder) as machine:
        machine.program = CUT_OFF
        await machine.power_on()
        return [moment for act in ACTS for moment in await rehearsed(machine, act)]


async def process_cuts(folder: Path, moments: list[Moment]) -> Tally:
    """Kill the process at each, on several machines side by side: people and wires mostly wait."""
    places, tally = asyncio.Semaphore(MACHINES_AT_ONCE), Tally()

    async def one(number: int) -> None:
        nonlocal tally
        async with places:
            own = number // CUTS_A_MACHINE % OWN_FRAMES_EVERY == OWN_FRAMES_EVERY - 1
            changes = [with_own_frames] if own else []
            part = moments[number : number + CUTS_A_MACHINE]
            tally += await some_cuts(folder / f"machine-{number}", part, *changes)

    await asyncio.gather(*(one(number) for number in range(0, len(moments), CUTS_A_MACHINE)))
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


def _killed(moments: list[Moment]) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(process_cuts(Path(folder), moments))


def _spoiled(seed: int, wanted: int) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        return disk_cuts(Path(folder), seed, wanted)


def _rehearsed() -> list[Moment]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(rehearsal(Path(folder)))


def main() -> int:
    """Cut, count, tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.locker.process.cuts", description=__doc__)
    parser.add_argument("--cuts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    began_s, tally = time.monotonic(), Tally()
    there = _rehearsed()
    moments = planned(there, asked.cuts * 7 // 10, random.Random(asked.seed))
    with ProcessPoolExecutor(asked.jobs) as pool:
        parts = [pool.submit(_spoiled, asked.seed, asked.cuts - len(moments))]
        parts += [pool.submit(_killed, moments[at : at + CUTS_A_JOB]) for at in range(0, len(moments), CUTS_A_JOB)]
        for part in as_completed(parts):
            tally += part.result()
            sys.stderr.write(f"{tally.seen.total()} cuts, {len(tally.wrong)} wrong afterwards\n")
    say = sys.stdout.write
    say(f"{tally.seen.total()} power cuts from seed {asked.seed} in {time.monotonic() - began_s:.0f} s, ")
    say(f"{len(moments)} of them of the real process; {len(there)} moments were known and each was aimed at\n")
    say("".join(f"  {number:5} {kind}\n" for kind, number in sorted(tally.seen.items())))
    say("in the dark, or of another make:\n")
    say("".join(f"  {number:5} {kind}\n" for kind, number in sorted(tally.dark.items())))
    say(f"moments that did not come: {len(tally.missed)}\n" + "".join(f"  - {what}\n" for what in tally.missed))
    say(f"wrong afterwards: {len(tally.wrong)}\n" + "".join(f"  ! {what}\n" for what in tally.wrong))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
