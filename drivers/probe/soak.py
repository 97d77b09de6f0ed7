"""Opening every door many times, with rest between, to find what fails only sometimes. Goes on where it stopped."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from drivers.probe.findings import GOOD, NOBODY_LOOKED, Coil, Finding, Observation, judge
from drivers.probe.machine import Door, Machine
from drivers.probe.report import Report
from drivers.probe.tally import Tally
from drivers.probe.technician import Technician
from drivers.probe.trial import Opening, Trial

SHUT_S_MAX = 30.0
DANGEROUS = frozenset({Finding.STAYS_ON, Finding.WILL_NOT_SHUT, Finding.SEVERAL})
"""A lock that stays under current, or doors nobody ordered: nothing more is opened."""


class Soak:
    """Needs doors that shut themselves, or a hand that shuts each. Only doors with a sensor, and found right."""

    def __init__(
        self, machine: Machine, report: Report, paper: Path, who: Technician, clock: Callable[[], datetime]
    ) -> None:
        self._machine, self._report, self._paper, self._who, self._clock = machine, report, paper, who, clock

    async def run(self, trial: Trial, times: int) -> bool:
        """Until every door was opened ``times`` times. False: a door is dangerous, and it ended there."""
        findings = self._report.judge(self._machine)
        doors = [door for door in self._machine.compartment if door.sensor and findings[door.id] in GOOD]
        for door in self._machine.compartment:
            if door not in doors:
                self._who.say("soak.left_out", door=door.id)
        for number in range(1, times + 1):
            for place, door in enumerate(doors):
                self._who.progress((number - 1) * len(doors) + place, times * len(doors))
                if self._tally(door).tried < number and await self._once(trial, door) in DANGEROUS:
                    self._who.say("stop.power")
                    return False
        return True

    async def _once(self, trial: Trial, door: Door) -> Finding:
        opening = await trial.open(door)
        told = opening.changed and opening.coil is not Coil.ON and not opening.trouble
        stays = await self._stays_shut(trial, opening) if told else None
        finding = judge(door, _observed(door, opening, stays))
        self._tally(door).note(finding, opening.open_ms)
        self._report.save(self._paper, self._clock().isoformat(timespec="seconds"))
        if finding is not Finding.RIGHT:
            self._who.say(f"finding.{finding}", door=door.id, ms=opening.open_ms or 0, why=opening.trouble)
        return finding

    async def _stays_shut(self, trial: Trial, opening: Opening) -> bool:
        for _ in range(2):
            if await trial.shut(opening, SHUT_S_MAX) is not None and await trial.stays_shut(opening):
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
