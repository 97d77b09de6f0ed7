"""The whole check from beginning to end: who, boards, doors, mapping, repetition, report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path

from drivers.probe.cabinet import Cabinet
from drivers.probe.ledger_lock import hold_ledger
from drivers.probe.machine import Load, read_machine
from drivers.probe.paper import lines_of, minute
from drivers.probe.questions import Scope
from drivers.probe.report import READABLE, Report, ReportError, load_report
from drivers.probe.rests import Rests
from drivers.probe.soak import Soak
from drivers.probe.technician import Technician
from drivers.probe.trial import Trial
from drivers.probe.walk import Walk
from drivers.probe.words import Says
from drivers.relay.profile import Profile, load_profile, profile_names
from durable import files


class Status(IntEnum):
    """How the program ends."""

    RIGHT = 0
    WRONG = 1
    UNUSABLE = 2
    LOCKERD_RUNS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for. ``again``: forget what was found before. None: the technician is asked."""

    toml: Path
    report: Path
    who: str = ""
    soak: int | None = 0
    scope: Scope | None = None
    again: bool | None = False


def now() -> datetime:
    """The wall clock with its offset."""
    return datetime.now().astimezone()


def all_profiles() -> list[Profile]:
    """Every model there is a profile of."""
    return [load_profile(name) for name in profile_names()]


async def run(
    wanted: Wanted,
    technician: Technician,
    words: Says,
    *,
    clock: Callable[[], datetime] = now,
    load: Load = load_profile,
    profiles: Sequence[Profile] | None = None,
) -> Status:
    """Do all of it, or go on with it. The report is printed and stored whatever happened.

    :raises MachineError: the machine's file is no cabinet's. :raises ReportError: an old report is damaged.
    """
    machine = read_machine(wanted.toml, load)
    report = _before(wanted, machine.kiosk.id)
    try:
        lock = hold_ledger(Path(machine.lockerd.ledger))
    except OSError:
        technician.say("lockerd")
        return Status.LOCKERD_RUNS
    try:
        technician.say("title", kiosk=machine.kiosk.id)
        if wanted.again is None and report.at and await _forgets(technician, report):
            report = Report(kiosk=report.kiosk, pulls=report.pulls)
        if report.at:
            technician.say("resumed", at=minute(report.at))
        report.who = wanted.who or await technician.write("who") or report.who
        walk = Walk(machine, wanted.toml, report, wanted.report, technician, clock, load)
        if await walk.search(all_profiles() if profiles is None else profiles, wanted.scope):
            await _doors(walk, wanted, technician, clock, load)
        return _end(walk, wanted, technician, words, clock)
    finally:
        if lock:
            lock.close()


def _before(wanted: Wanted, kiosk: str) -> Report:
    """What is known. Beginning anew, all is forgotten but how lately locks were driven, whatever the file is like."""
    if not wanted.again:
        return load_report(wanted.report, kiosk)
    try:
        return Report(kiosk=kiosk, pulls=load_report(wanted.report, kiosk).pulls)
    except ReportError:
        return Report(kiosk=kiosk)


async def _forgets(technician: Technician, report: Report) -> bool:
    """Asked twice: what was found took somebody an hour."""
    key = await technician.ask("since", ("g", "n"), at=minute(report.at))
    return key == "n" and await technician.ask("forget", ("k", "f")) == "f"


async def _doors(walk: Walk, wanted: Wanted, technician: Technician, clock: Callable[[], datetime], load: Load) -> None:
    cabinet = Cabinet(walk.machine.lines(), walk.machine.boards(load))
    trial = Trial(cabinet, walk.machine, Rests(walk.machine, walk.report.pulls, clock().timestamp()))
    try:
        if not await walk.doors(cabinet, trial):
            return
        await walk.correct()
        soak = Soak(walk.machine, walk.report, wanted.report, technician, clock)
        if times := await soak.ask() if wanted.soak is None else wanted.soak:
            await soak.run(trial, times)
    finally:
        await cabinet.close()


def _end(walk: Walk, wanted: Wanted, technician: Technician, words: Says, clock: Callable[[], datetime]) -> Status:
    walk.report.judge(walk.machine)
    walk.report.save(wanted.report, clock().isoformat(timespec="seconds"))
    lines = list(lines_of(walk.report, words))
    text = wanted.report.with_suffix(".txt")
    files.write(text, ("\n".join(lines) + "\n").encode(), READABLE)
    for line in lines:
        technician.say("mapping.line", line=line)
    technician.say("report.stored", path=text)
    return Status.RIGHT if walk.report.is_right else Status.WRONG
