"""Opening every door many times, with rest between, to find what fails only sometimes. Goes on where it stopped."""

import asyncio
import math
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from drivers.probe.findings import GOOD, NOBODY_LOOKED, Coil, Finding, Observation, judge
from drivers.probe.machine import Door, Machine
from drivers.probe.report import Report
from drivers.probe.tally import Tally
from drivers.probe.technician import Technician
from drivers.probe.trial import Opening, Trial

SHUT_S_MAX = 30.0
BEAT_S = 1.0
"""While a lock rests or a door stands open, so often the technician is asked whether to go on."""
CYCLE_S = 3.0
"""About how long one door takes, shut by a hand."""
CHOICES = {"a": 10, "b": 50, "c": 200}
DANGEROUS = frozenset({Finding.STAYS_ON, Finding.WILL_NOT_SHUT, Finding.SEVERAL})
"""A lock that stays under current, or doors nobody ordered: nothing more is opened."""


class Soak:
    """Needs doors that shut themselves, or a hand that shuts each. Only doors with a sensor, and found right."""

    def __init__(
        self, machine: Machine, report: Report, paper: Path, who: Technician, clock: Callable[[], datetime]
    ) -> None:
        self._machine, self._report, self._paper, self._who, self._clock = machine, report, paper, who, clock
        self._turn = (0, 0)

    async def ask(self) -> int:
        """How often each door shall be opened, all in all; 0: not at all, or there is none to open."""
        doors = self._doors()
        if not doors:
            return 0
        done = min(self._report.soak.get(door.id, Tally()).tried for door in doors)
        told = {f"{key}_min": self._minutes(doors, times - done) for key, times in CHOICES.items()}
        key = await self._who.ask("soak.ask", ("n", *CHOICES), doors=len(doors), done=done, **told)
        return CHOICES.get(key, 0)

    async def run(self, trial: Trial, times: int) -> bool:
        """Until every door was opened ``times`` times. False: it ended before, by the technician or by a danger."""
        doors = self._doors()
        self._who.say("soak.rest", times=times)
        for door in self._machine.compartment:
            if door not in doors:
                self._who.say("soak.left_out", door=door.id)
        turns = [(number, door) for number in range(1, times + 1) for door in doors]
        for done, (number, door) in enumerate(turns):
            self._turn = (done, len(turns))
            if self._tally(door).tried < number and not await self._opened(trial, door):
                return False
        self._who.progress(len(turns), len(turns))
        return True

    async def _opened(self, trial: Trial, door: Door) -> bool:
        """Once more. False: no more, by the technician or by a danger."""
        if not await self._rested(trial, door):
            self._who.say("soak.stopped")
            return False
        if await self._is_safe_once_more(trial, door):
            return True
        self._who.say("stop.power")
        return False

    def _goes_on(self) -> bool:
        return self._who.progress(*self._turn)

    def _doors(self) -> list[Door]:
        findings = self._report.judge(self._machine)
        return [door for door in self._machine.compartment if door.sensor and findings[door.id] in GOOD]

    def _minutes(self, doors: Sequence[Door], rounds: int) -> int:
        """About how long so many rounds take, in whole minutes."""
        alone_s = max(60 / self._machine.lock_of(door).pulses_a_minute for door in doors)
        return math.ceil(max(0, rounds) * max(alone_s, len(doors) * CYCLE_S) / 60)

    async def _rested(self, trial: Trial, door: Door) -> bool:
        """Wait until the lock may be driven. False: the technician wants it to end."""
        while self._goes_on():
            left_s = trial.rest_s(door)
            if not left_s:
                return True
            await asyncio.sleep(min(left_s, BEAT_S))
        return False

    async def _is_safe_once_more(self, trial: Trial, door: Door) -> bool:
        opening = await trial.open(door)
        told = opening.changed and opening.coil is not Coil.ON and not opening.trouble
        stays = await self._stays_shut(trial, door, opening) if told else None
        finding = judge(door, _observed(door, opening, stays))
        self._tally(door).note(finding, opening.open_ms)
        self._report.save(self._paper, self._clock().isoformat(timespec="seconds"))
        if finding is not Finding.RIGHT:
            self._who.say(f"finding.{finding}", door=door.id, ms=opening.open_ms or 0, why=opening.trouble)
        return opening.proved_off and finding not in DANGEROUS

    async def _stays_shut(self, trial: Trial, door: Door, opening: Opening) -> bool | None:
        """None: the technician ended it before the door was shut."""
        for _ in range(2):
            if await self._is_shut(trial, opening) and await trial.stays_shut(opening):
                return True
            if not self._goes_on():
                return None
            self._who.say("shut.again", door=door.id)
        return False

    async def _is_shut(self, trial: Trial, opening: Opening) -> bool:
        end_s = time.monotonic() + SHUT_S_MAX
        while time.monotonic() < end_s and self._goes_on():
            if await trial.shut(opening, BEAT_S) is not None:
                return True
        return False

    def _tally(self, door: Door) -> Tally:
        return self._report.soak.setdefault(door.id, Tally())


def _observed(door: Door, opening: Opening, stays: bool | None) -> Observation:
    # The walk has proved whose sensor it is: what it says is what a person would see.
    return Observation(
        at="",
        opened=door.id if opening.changed else NOBODY_LOOKED,
        changed=opening.changed,
        coil=opening.coil,
        open_ms=opening.open_ms,
        stays_shut=stays,
        trouble=opening.trouble,
    )
