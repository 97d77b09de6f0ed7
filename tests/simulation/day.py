"""One day from one seed: the same seed, the same day."""

import asyncio
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulation.faults import FAULTS
from tests.simulation.hands import Hands
from tests.simulation.invariants import violations
from tests.simulation.machine import Machine, PowerCutError
from tests.simulation.people import PEOPLE
from tests.simulation.virtual_time import VirtualLoop

STEPS = 60
FAULT_SHARE = 0.3
QUIET_AFTER_BOOT_S = 4.0


@dataclass
class Diary:
    """What a day was like. ``story`` tells its steps in order; ``violations`` what was broken at which step."""

    seed: int
    steps: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    story: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        self.happened[what] += 1
        self.story.append(what)


def live_through(seed: int, folder: Path, steps: int = STEPS) -> Diary:
    """Live one day. Stops at its first broken invariant."""
    machine = Machine(folder, seed)
    loop = VirtualLoop(machine.idle)
    diary = Diary(seed)
    loop.set_exception_handler(lambda _loop, context: _note_bug(diary, context.get("exception")))
    try:
        return loop.run_until_complete(_day(machine, diary, steps))
    finally:
        loop.close()


def _note_bug(diary: Diary, error: object) -> None:
    """An exception nobody caught ends lockerd; only a power cut, and what a dead life still had planned, are none."""
    if not isinstance(error, PowerCutError | sqlite3.ProgrammingError):
        diary.violations.append(f"bug at step {diary.steps}: {error!r}")


async def _day(machine: Machine, diary: Diary, steps: int) -> Diary:
    hands = Hands(machine)
    await machine.power_on()
    for diary.steps in range(1, steps + 1):
        try:
            await _step(machine, hands, diary)
            machine.lights()
        except PowerCutError:
            await _restart(machine, diary)
        broken = list(violations(machine, hands.contents))
        if broken:
            diary.violations += [f"step {diary.steps}, after {diary.story[-1]}: {what}" for what in broken]
            break
    await machine.cut_power()
    return diary


async def _step(machine: Machine, hands: Hands, diary: Diary) -> None:
    if machine.chance.random() < FAULT_SHARE:
        faults, weights = zip(*FAULTS, strict=True)
        (fault,) = machine.chance.choices(faults, weights)
        diary.note(fault.__name__)
        fault(machine)
    else:
        people, weights = zip(*PEOPLE, strict=True)
        (person,) = machine.chance.choices(people, weights)
        diary.note(person.__name__)
        await person(hands)
    await hands.wait(machine.chance.choice([0.1, 2, 20, 300, 4000]))


async def _restart(machine: Machine, diary: Diary) -> None:
    """Power comes back. Until somebody acts, no door may be pulsed (I8)."""
    diary.note("power cut")
    await machine.cut_power()
    await asyncio.sleep(machine.chance.uniform(0, 100))
    before = sum(machine.world.pulses(id_) for id_ in machine.layout)
    await machine.power_on()
    await asyncio.sleep(QUIET_AFTER_BOOT_S)
    after = sum(machine.world.pulses(id_) for id_ in machine.layout)
    if after != before:
        diary.violations.append(f"I8 step {diary.steps}: {after - before} pulses after a restart")
