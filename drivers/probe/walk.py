"""The walk through a cabinet: the boards, then door after door, then the corrected file. Goes on where it stopped."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from drivers.probe import mapping
from drivers.probe.cabinet import Cabinet
from drivers.probe.findings import CORRECTABLE, GOOD, NOBODY_LOOKED, OPENED_NONE, OPENED_SEVERAL, Finding, Observation
from drivers.probe.machine import Door, Load, Machine, MachineError, machine_of
from drivers.probe.paper import told
from drivers.probe.questions import Scope
from drivers.probe.report import Report
from drivers.probe.search import Search, Verdict
from drivers.probe.technician import GO_ON, NOTHING, QUIT, Technician
from drivers.probe.trial import Opening, Trial
from drivers.relay.profile import Profile
from drivers.relay.settings import AnyLine, BoardSettings

SHUT_S_MAX = 60.0
SCOPES = {"s": Scope.QUICK, "b": Scope.BAUDS, "a": Scope.ALL}
Clock = Callable[[], datetime]


class Walk:
    """One walk over ``machine``, whose file is ``toml``; ``report`` is written to ``paper`` after each step."""

    def __init__(
        self, machine: Machine, toml: Path, report: Report, paper: Path, who: Technician, clock: Clock, load: Load
    ) -> None:
        self.machine, self.report = machine, report
        self._toml, self._paper, self._who, self._clock, self._load = toml, paper, who, clock, load
        self._barred: dict[str, str] = {}

    async def search(self, profiles: Iterable[Profile], scope: Scope | None = None) -> bool:
        """Find the boards, unless that was done. False: stopped."""
        if self.report.boards is not None and not self._is_board_wrong():
            return True
        known, lines, boards = list(profiles), self.machine.lines(), self.machine.boards(self._load)
        scope = scope or await self._scope(lines, boards, known)
        if scope is None:
            return False
        search = Search(lines, boards, known, scope, self._who.progress)
        found_boards = tuple(await search.run())
        if search.stopped:
            return False
        self.report.boards = found_boards
        self._keep()
        for found in self.report.boards:
            self._who.say(f"board.{found.verdict}", **told(found))
        return not self._is_board_wrong() or await self._who.ask("boards.wrong", ("c",)) == "c"

    async def doors(self, cabinet: Cabinet, trial: Trial) -> bool:
        """Every door that is not settled yet, one at a time. False: stopped before the end."""
        self._bar_unfit_boards()
        findings = self.report.judge(self.machine)
        left = [door for door in self.machine.compartment if findings[door.id] not in GOOD | CORRECTABLE]
        if left and await self._who.ask("shut_all", (GO_ON,), left=len(left)) == QUIT:
            return False
        if left and not await self._released(cabinet):
            return False
        for number, door in enumerate(left, 1):
            if door.board in self._barred:
                self._who.say("door.barred", door=door.id, why=self._barred[door.board])
            elif not await self._door(trial, door, number, len(left)):
                return False
        return True

    async def correct(self) -> None:
        """Propose the mapping that was seen; write it when the technician agrees."""
        before = self.machine.compartment
        try:
            wanted = mapping.changes(before, mapping.corrected(before, self.report.wires))
            if not wanted:
                return None
            old = self._toml.read_text(encoding="utf-8")
            new = mapping.changed_toml(old, wanted)
            machine = machine_of(new, str(self._toml), self._load)
        except (mapping.MappingError, MachineError) as error:
            return self._who.say("mapping.impossible", why=error)
        for line in mapping.diff(old, new, self._toml.name):
            self._who.say("mapping.line", line=line)
        if await self._who.ask("mapping.write", (GO_ON, "n")) == GO_ON:
            self._write(machine, new, wanted)
        else:
            self._forget_correctable()
        return None

    def _write(self, machine: Machine, text: str, wanted: list[mapping.Change]) -> None:
        kept = mapping.replace_keeping(self._toml, text)
        self.machine = machine
        self.report.changed += tuple(map(str, wanted))
        self._keep()
        self._who.say("mapping.written", kept=kept.name)

    def _forget_correctable(self) -> None:
        """The cables will be changed instead: these doors are to be seen anew."""
        for door, finding in self.report.judge(self.machine).items():
            if finding in CORRECTABLE:
                wire = next(one.wire for one in self.machine.compartment if one.id == door)
                self.report.wires.pop(str(wire), None)
        self._keep()
        self._who.say("mapping.not_written")

    async def _scope(self, lines: list[AnyLine], boards: list[BoardSettings], profiles: list[Profile]) -> Scope | None:
        times = {key: Search(lines, boards, profiles, scope).seconds for key, scope in SCOPES.items()}
        told = {f"{key}_s": round(seconds) for key, seconds in times.items()}
        return SCOPES.get(await self._who.ask("search", tuple(SCOPES), **told))

    def _is_board_wrong(self) -> bool:
        fine = (Verdict.ANSWERS, Verdict.STRANGER)
        return any(found.verdict not in fine for found in self.report.boards or ())

    def _bar_unfit_boards(self) -> None:
        twins = {(found.line, found.address) for found in self.report.boards or () if found.verdict is Verdict.TWINS}
        for board in self.machine.boards(self._load):
            if (board.line, board.address) in twins:
                self._barred[board.name] = Verdict.TWINS

    async def _released(self, cabinet: Cabinet) -> bool:
        """No relay may be on before the first pulse. Seen before the boards are set up, which releases them."""
        for line, why in (await cabinet.open()).items():
            self._who.say("line.gone", line=line, why=why)
        on = [relay for board in self.machine.board for relay in await cabinet.relays_on(board.name)]
        await cabinet.look()
        for relay in on:
            self._barred[relay.board] = "on"
            self._who.say("relay.on", relay=relay)
        return not on or await self._who.ask("relay.on.ask", ("c",)) == "c"

    async def _door(self, trial: Trial, door: Door, number: int, of: int) -> bool:
        told = {"door": door.id, "relay": door.wire, "number": number, "of": of}
        key = await self._who.ask("announce", ("o", "s"), **told)
        if key != "o":
            return key != QUIT
        opening = await trial.open(door)
        if not opening.proved_off:
            self._note(door, opening, NOBODY_LOOKED, None, None)
            self._who.say("stop.power")
            return False
        if opening.coil == "on":
            self._barred[door.board] = "on"
        seen = await self._opened(door, opening)
        opened = NOBODY_LOOKED if seen == QUIT else seen
        stays, shut_ms = await self._shut(trial, door, opening)
        finding = self._note(door, opening, opened, stays, shut_ms)
        if finding is Finding.WILL_NOT_SHUT:
            self._who.say("stop.power")
        return finding is not Finding.WILL_NOT_SHUT and seen != QUIT

    async def _opened(self, door: Door, opening: Opening) -> str:
        """Which door a person saw open."""
        if opening.trouble or opening.coil == "on":
            return NOBODY_LOOKED
        seen = ", ".join(str(one.place) for one in opening.changed) or NOTHING
        # Enter says that nobody looked: whoever presses on without looking proves nothing.
        key = await self._who.ask("opened", ("u", "y", "o", "m", "n"), door=door.id, changed=seen)
        if key == "o":
            return await self._other()
        return {"y": door.id, "m": OPENED_SEVERAL, "n": OPENED_NONE, QUIT: QUIT}.get(key, NOBODY_LOOKED)

    async def _other(self) -> str:
        names = {door.id for door in self.machine.compartment}
        name = (await self._who.write("opened.other")).strip().upper()
        while name and name not in names:
            name = (await self._who.write("opened.unknown", name=name)).strip().upper()
        return name or NOBODY_LOOKED

    async def _shut(self, trial: Trial, door: Door, opening: Opening) -> tuple[bool | None, int | None]:
        """Ask for the door to be shut and see it shut, and stay so; twice, for a hand may be careless."""
        if not opening.changed or opening.trouble:
            await self._who.ask("shut.blind", (GO_ON,), door=door.id)
            return None, None
        self._who.say("shut", door=door.id)
        shut_ms = None
        for _ in range(2):
            shut_ms = await trial.shut(opening, SHUT_S_MAX)
            if shut_ms is not None and await trial.stays_shut(opening):
                return True, shut_ms
            self._who.say("shut.again", door=door.id)
        return False, shut_ms

    def _note(self, door: Door, opening: Opening, opened: str, stays: bool | None, shut_ms: int | None) -> Finding:
        self.report.wires[str(door.wire)] = Observation(
            at=self._now(),
            opened=opened,
            changed=opening.changed,
            coil=opening.coil,
            open_ms=opening.open_ms,
            shut_ms=shut_ms,
            stays_shut=stays,
            trouble=opening.trouble,
        )
        self._keep()
        finding = self.report.judge(self.machine)[door.id]
        self._who.say(f"finding.{finding}", door=door.id, ms=opening.open_ms or 0, why=opening.trouble)
        return finding

    def _keep(self) -> None:
        self.report.judge(self.machine)
        self.report.save(self._paper, self._now())

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
