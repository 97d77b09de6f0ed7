"""The guided installation check: what one opening under watch showed, what follows, and what is kept. Pure.

Sensors are known here as lockerd tells them: by the compartment that ``kiosk.toml`` gives them to.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.flows.proof import GOOD
from locker.contract.answers import CabinetState
from locker.contract.facts import Door, Outcome
from locker.contract.ids import CompartmentId, RequestId

THIS, NONE, SEVERAL = "this", "none", "several"
"""What a person says of the door under trial; another door is said by its name."""
NEVER_MOVED = frozenset({"", Outcome.NOT_PULSED.value, Outcome.INTERRUPTED.value})
"""The last word on the order (none: nothing was heard) after which no lock was moved, or nobody knows."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One opening under watch.

    ``before``: what each sensor said as the order was given; ``changed``: which said otherwise since, and what first.
    ``outcome``: lockerd's word on the order. ``said``: the person's, one of ``this none several`` or a door's name.
    """

    door: CompartmentId
    act: RequestId
    before: Mapping[CompartmentId, Door]
    sensed: bool = True
    changed: Mapping[CompartmentId, Door] = field(default_factory=dict)
    now: Mapping[CompartmentId, Door] = field(default_factory=dict)
    outcome: str = ""
    said: str = ""

    def noted(self, cabinet: CabinetState) -> "Trial":
        """After another look at all sensors. One that changed once stays noted, though a hand is quick to shut."""
        now = words_of(cabinet)
        fresh = {door: word for door, word in now.items() if _moved(self.before.get(door), word)}
        return replace(self, now=now, changed={**fresh, **self.changed})

    @property
    def is_as_before(self) -> bool:
        """Whether every sensor that changed says again what it said before the order."""
        return all(self.now.get(door) is self.before[door] for door in self.changed)


@dataclass(frozen=True, slots=True)
class Tried:
    """What is kept of a door: the last trial's finding, and how often it was tried and was not right.

    ``seen``: whose sensors changed. ``opened``: the other door that opened instead, if one did.
    """

    finding: str
    seen: tuple[CompartmentId, ...] = ()
    opened: str = ""
    tried: int = 1
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Walk:
    """Everything kept of one walk through the cabinet. ``who``, a staff number, and ``at``: of the last door tried."""

    doors: Mapping[CompartmentId, Tried] = field(default_factory=dict)
    who: str = ""
    began: datetime | None = None
    at: datetime | None = None

    def after(self, trial: Trial, finding: str, who: str, at: datetime | None) -> "Walk":
        """With one more trial."""
        before = self.doors.get(trial.door)
        tried = Tried(
            finding,
            seen=tuple(sorted(trial.changed)),
            opened="" if trial.said in (THIS, NONE, SEVERAL) else trial.said,
            tried=(before.tried if before else 0) + 1,
            failed=(before.failed if before else 0) + (finding not in GOOD),
        )
        return Walk({**self.doors, trial.door: tried}, who, self.began or at, at)

    @property
    def right(self) -> int:
        """How many doors are right."""
        return sum(tried.finding in GOOD for tried in self.doors.values())


def words_of(cabinet: CabinetState) -> dict[CompartmentId, Door]:
    """What each door's sensor says."""
    return {view.id: view.door for view in cabinet.compartments}


def judge(trial: Trial, *, stays_shut: bool = True) -> str:
    """A word of ``proof.FINDINGS``. The most dangerous comes first."""
    if trial.outcome in NEVER_MOVED:
        return "board_trouble"
    if trial.said == SEVERAL or len(trial.changed) > 1:
        return "several"
    if not stays_shut:
        return "will_not_shut"
    if trial.said == NONE:
        return "unclear" if trial.changed else "jammed"
    if trial.said != THIS:
        return "wrong_lock"
    return _of_sensor(trial)


def _of_sensor(trial: Trial) -> str:
    """The right door opened: what did the sensors make of it?"""
    if not trial.changed:
        return "dead_sensor" if trial.sensed else "no_sensor"
    if trial.door not in trial.changed:
        return "wrong_sensor"
    return "right" if trial.before[trial.door] is Door.CLOSED else "inverted"


def swapped(walk: Walk) -> Iterator[tuple[CompartmentId, CompartmentId]]:
    """Pairs of doors whose sensors, or whose locks, answer for each other."""
    for one, tried in walk.doors.items():
        for other, back in walk.doors.items():
            if one < other and tried.finding == back.finding and _points(tried, other) and _points(back, one):
                yield one, other


def still_to_try(doors: Iterable[CompartmentId], walk: Walk, full: Iterable[CompartmentId]) -> list[CompartmentId]:
    """Doors without a finding, but for those with a deposit inside."""
    left_out = {*full, *walk.doors}
    return [door for door in doors if door not in left_out]


def _points(tried: Tried, other: CompartmentId) -> bool:
    return tried.opened == other if tried.finding == "wrong_lock" else tried.seen == (other,)


def _moved(before: Door | None, now: Door) -> bool:
    """Only a sensor that said open or shut, and now says the contrary; silence and bouncing prove nothing."""
    return {before, now} == {Door.OPEN, Door.CLOSED}
