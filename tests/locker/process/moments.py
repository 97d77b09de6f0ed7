"""When the power goes: every commit and every movement of a door, of every act. Learnt by watching each act once."""

import asyncio
import contextlib
import random
import re
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from typing import Any

from locker.contract.ids import DepositId
from tests.locker.process.cut_off import CUT, WHERE, WRITTEN
from tests.locker.process.machine import Kiosk
from tests.locker.process.people import collected, deposited, handed_in, looked_inside, taken_back

PAGES = 6
"""Of the write-ahead log: each may be the first for which the disk has no room."""
PAGE_BYTES = 4096 + 24
MILLISECONDS_MAX = 1500
START = "start"
ORDERED_S_MAX = 10.0
Act = Callable[[Kiosk], Coroutine[Any, Any, object]]


@dataclass(frozen=True, slots=True)
class Moment:
    """In which act, and when: ``before``/``after`` its commit ``number``; at the world's ``fact`` of that number; after
    so many milliseconds; with a ``full disk`` at that page of the log, or a ``read-only disk``. ``name``: in words.
    """

    act: str
    kind: str
    number: int
    name: str


async def prepared(machine: Kiosk, act: str) -> Act:
    """What must be so before an act, and the act itself."""
    if act == "deposit":
        return deposited
    if act == "handing in":
        return handed_in
    if act == "check by staff":
        return looked_inside
    if act == START:
        await _cut_in_an_order(machine)
        return Kiosk.power_on
    door, code = await deposited(machine)
    if act == "pickup":
        return lambda machine: collected(machine, code)
    deposit = next(c.deposit for c in machine.books().compartments.values() if c.id == door)
    return lambda machine: taken_back(machine, deposit or DepositId(""))


async def _cut_in_an_order(machine: Kiosk) -> None:
    """Then there is something to recover at the start."""
    cut = machine.folder / CUT
    cut.write_text("after 2")
    day = asyncio.create_task(looked_inside(machine))
    await until(lambda: is_dead(machine), ORDERED_S_MAX)
    await machine.cut_power()
    cut.unlink()
    (machine.folder / WHERE).unlink(missing_ok=True)
    day.cancel()
    with contextlib.suppress(asyncio.CancelledError, ConnectionError, TimeoutError):
        await day


ACTS = ("deposit", "pickup", "handing in", "check by staff", "taking back", START)


async def rehearsed(machine: Kiosk, act: str) -> Iterator[Moment]:
    """Live through an act without a cut: all moments it has."""
    does = await prepared(machine, act)
    begun, facts = len(written(machine)), machine.world(lambda world: len(world.journal))
    await does(machine)
    commits = [name for name in written(machine)[begun:] if name]
    seen = machine.world(lambda world: list(world.journal))[facts:]
    moved = [re.sub(r" \d+", "", fact.what) for fact in seen]
    return chain(
        (Moment(act, "before", n, name) for n, name in enumerate(commits, 1)),
        (Moment(act, "after", n, name) for n, name in enumerate(commits, 1)),
        (Moment(act, "fact", n, name) for n, name in enumerate(moved, 1)),
        (Moment(act, "full disk", page, f"page {page}") for page in range(PAGES)),
        [Moment(act, "read-only disk", 0, "")],
    )


def written(machine: Kiosk) -> list[str]:
    """What lockerd committed so far, a line a commit."""
    with contextlib.suppress(FileNotFoundError):
        return (machine.folder / WRITTEN).read_text().splitlines()
    return []


def planned(moments: list[Moment], cuts: int, chance: random.Random) -> list[Moment]:
    """All of them first, the acts mixed; then any, half of them at any millisecond. At least every one once."""
    by_act = [[moment for moment in moments if moment.act == act] for act in ACTS]
    once = [moment for row in zip_longest(*by_act) for moment in row if moment is not None]
    more = (_any(moments, chance) for _ in repeat(None, max(0, cuts - len(once))))
    return [*once, *more]


def _any(moments: list[Moment], chance: random.Random) -> Moment:
    if chance.random() < 0.5:
        return Moment(chance.choice(ACTS), "millisecond", chance.randrange(MILLISECONDS_MAX), "any millisecond")
    return chance.choice([moment for moment in moments if not moment.kind.endswith("disk")])


def is_dead(machine: Kiosk) -> bool:
    """The process has ended."""
    return machine.process is not None and machine.process.returncode is not None


async def until(reached: Callable[[], bool], limit_s: float) -> bool:
    """Look every millisecond; whether it came in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(limit_s):
            while not reached():  # noqa: ASYNC110 - of all these facts only the clock has an event
                await asyncio.sleep(0.001)
            return True
    return False
