"""One day from one seed: the same seed, the same day."""

import asyncio
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from locker.ledger.files import verify_file
from locker.ledger.trouble import LedgerDamagedError
from tests.simulation.cabinets import models_of
from tests.simulation.desk import CARETAKERS, desk_acts
from tests.simulation.faults import faults_of, maintenance
from tests.simulation.hands import Hands
from tests.simulation.invariants import Watch
from tests.simulation.machine import Machine, PowerCutError
from tests.simulation.people import PEOPLE
from tests.simulation.strangers import strangers_try_every_old_code
from tests.simulation.virtual_time import VirtualLoop

STEPS = 60
EVERYBODY = [*PEOPLE, *CARETAKERS]
FAULT_SHARE = 0.3
DELIVERED_S_MAX = 600.0
"""After a day of any trouble the hall holds everything within so long of a good line."""


@dataclass
class Diary:
    """What a day was like. ``story`` tells its steps in order; ``violations`` what was broken at which step.

    ``people``, ``faults``, ``desk``: how often each came, of the hall's commands between two acts of people or in the
    midst of one; ``told``: what lockerd's log says of trouble; ``boards``: the models.
    """

    seed: int
    boards: str = ""
    steps: int = 0
    people: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    desk: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    story: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def note(self, what: str, among: Counter[str]) -> None:
        among[what] += 1
        self.story.append(what)

    def judge(self, broken: list[str]) -> bool:
        """Write down what is broken, and after what; whether anything is."""
        last = self.story[-1] if self.story else "the morning"
        self.violations += [f"step {self.steps}, after {last}: {what}" for what in broken]
        return bool(self.violations)


def live_through(seed: int, folder: Path, steps: int = STEPS) -> Diary:
    """Live one day. Stops at its first broken invariant."""
    models = models_of(seed)
    machine = Machine(folder, seed, models)
    loop = VirtualLoop(machine.idle)
    diary = Diary(seed, boards=" and ".join(model.name for model in models.values()))
    loop.set_exception_handler(lambda _loop, context: note_bug(diary.violations, context.get("exception")))
    try:
        return loop.run_until_complete(_day(machine, diary, steps))
    finally:
        loop.close()


def note_bug(bugs: list[str], error: object) -> None:
    """An exception nobody caught ends lockerd; only a power cut, and what a dead life still had planned, are none."""
    if not isinstance(error, PowerCutError | sqlite3.ProgrammingError):
        bugs.append(f"bug: {error!r}")


async def _day(machine: Machine, diary: Diary, steps: int) -> Diary:
    hands = Hands(machine)
    hands.desk = lambda: _desk_at_any_moment(hands, diary)
    await machine.power_on()
    watch = Watch(machine)
    try:
        for diary.steps in range(1, steps + 1):
            await _step_or_cut(machine, hands, diary)
            if diary.judge(watch.broken(hands.contents)):
                return diary
        diary.story.append("evening")
        await _evening(machine, hands)
        diary.judge([*watch.broken(hands.contents), *_undelivered(machine)])
    except (AssertionError, sqlite3.Error) as wrong:
        diary.judge([str(wrong)])
    finally:
        diary.told = watch.disk.told
        watch.close()
        await machine.cut_power()
        diary.judge(_damage(machine.path))
    return diary


def _desk_at_any_moment(hands: Hands, diary: Diary) -> None:
    """As a rule about the very door where somebody stands."""
    anywhere = hands.chance.choice(sorted(hands.machine.layout))
    where = "while somebody is at a door" if hands.at else "while nobody is"
    what = desk_acts(hands, hands.chance.choice([hands.at, hands.at, None]) or anywhere)
    diary.note(f"desk: {what}, {where}", diary.desk)


async def _step_or_cut(machine: Machine, hands: Hands, diary: Diary) -> None:
    try:
        await _step(machine, hands, diary)
        machine.lights()
    except PowerCutError:
        diary.note("power cut", diary.faults)
        hands.in_the_dark()
        await _restart(machine)


async def _step(machine: Machine, hands: Hands, diary: Diary) -> None:
    if machine.chance.random() < FAULT_SHARE:
        faults, weights = zip(*faults_of(machine), strict=True)
        (fault,) = machine.chance.choices(faults, weights)
        diary.note(fault.__name__, diary.faults)
        fault(machine)
    else:
        people, weights = zip(*EVERYBODY, strict=True)
        (person,) = machine.chance.choices(people, weights)
        diary.note(person.__name__, diary.people)
        await person(hands)
        machine.lights()
    hands.at = None
    await hands.wait(machine.chance.choice([0.1, 2, 20, 300, 4000]))


async def _restart(machine: Machine) -> None:
    """Power comes back, and for a while nobody acts. That no door is pulsed by itself (I8) is seen of every pulse."""
    await machine.cut_power()
    await asyncio.sleep(machine.chance.uniform(0, 100))
    await machine.power_on()
    await asyncio.sleep(machine.chance.choice([0.1, 4, 200]))


async def _evening(machine: Machine, hands: Hands) -> None:
    """Everything is mended, strangers try what they found, and the hall gets what it lacks."""
    machine.ledger.commits_left = None
    maintenance(machine)
    await strangers_try_every_old_code(hands)
    left_s = DELIVERED_S_MAX
    while machine.hall.held.seq < machine.ledger.head and left_s > 0:
        await hands.wait(1)
        left_s -= 1


def _undelivered(machine: Machine) -> list[str]:
    missing = machine.ledger.head - machine.hall.held.seq
    return [f"I5 {missing} entries did not reach the hall although the line is good"] if missing else []


def _damage(path: Path) -> list[str]:
    """I6 once more, by lockerd's own reading of the whole file."""
    try:
        verify_file(path)
    except LedgerDamagedError as error:
        return [f"I6 {error}"]
    return []
