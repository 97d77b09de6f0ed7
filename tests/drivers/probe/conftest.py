"""A small cabinet on real ports, its kiosk.toml, and a technician who sees what the simulated doors do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest

from drivers.probe.course import Status, Wanted, run
from drivers.probe.machine import Load
from drivers.probe.questions import Scope
from drivers.probe.report import Report, load_report
from drivers.probe.words import Words
from drivers.relay.profile import Profile, load_profile
from drivers.sim.live import LiveWorld
from drivers.sim.serial_line import SerialLine
from drivers.sim.tap import Tap
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan

BAUD = 38_400
ENTER = "enter"
GoesOn = Callable[[int, int], bool]
UPPER = BoardPlan("upper", "serial", "waveshare", relays=8, inputs=8, address=1, linkage=True, commissioned=True)
LOWER = BoardPlan("lower", "serial", "jy", relays=8, inputs=8, address=2)
A1, A2 = DoorPlan("A1", "upper", 1, "upper", 1), DoorPlan("A2", "upper", 2, "upper", 2)
B1, B2 = DoorPlan("B1", "lower", 1, "lower", 1), DoorPlan("B2", "lower", 2, "lower", 2)
TOML = """# The cabinet under test.
compartment = [
    { id = "A1", size = "S", x_cm = 0, y_cm = 100, width_cm = 30, height_cm = 20, board = "upper", channel = 1, lock = "solenoid", sensor = { board = "upper", input = 1 } },
    { id = "A2", size = "S", x_cm = 30, y_cm = 100, width_cm = 30, height_cm = 20, board = "upper", channel = 2, lock = "solenoid", sensor = { board = "upper", input = 2 } }, # the low one
    { id = "B1", size = "S", x_cm = 60, y_cm = 100, width_cm = 30, height_cm = 20, board = "lower", channel = 1, lock = "solenoid", sensor = { board = "lower", input = 1, closed_is = 1 } },
    { id = "B2", size = "S", x_cm = 90, y_cm = 100, width_cm = 30, height_cm = 20, board = "lower", channel = 2, lock = "solenoid", sensor = { board = "lower", input = 2 } },
]

[kiosk]
id = "k1"
site = "erenhot"
name = { zh = "柜", en = "cabinet" }
help_phone = "0479-1234567"

[mqtt]
host = "127.0.0.1"
tls = false

[hall]
url = "https://hall.example"

[screen]
fullscreen = false

[lockerd]
ledger = "FOLDER/ledger.sqlite"

[[bus]]
name = "serial"
kind = "rtu"
port = "FOLDER/locker-bus"
baud = 38400
reply_timeout_ms = 60

[[board]]
name = "upper"
bus = "serial"
profile = "waveshare-rtu-relay-d"
address = 1

[[board]]
name = "lower"
bus = "serial"
profile = "jy-dam-8"
address = 2

[[lock]]
name = "solenoid"
pulse_ms = 200
pulse_ms_max = 500
rest_ms = 100
duty = "a lock of the tests, cooled by water"
confirm_ms = 500
"""  # noqa: E501


def near(name: str) -> Profile:
    """A profile as it is, but of boards whose addresses end early: the search need not take half a minute."""
    profile = load_profile(name)
    return msgspec.structs.replace(profile, addresses=(profile.addresses[0], 6))


class Watcher:
    """A technician with eyes on the world. Other answers than his own by the question's name."""

    def __init__(self, live: LiveWorld, answers: Mapping[str, str], goes_on: GoesOn) -> None:
        self._goes_on = goes_on
        self.said: list[str] = []
        self.asked: list[str] = []
        self.texts: list[str] = []
        self._live = live
        self._answers = answers
        self._words = Words("zh")

    def say(self, what: str, **values: object) -> None:
        self.texts.append(self._words.say(what, **values))
        self.said.append(what)
        if what in ("shut", "shut.again"):
            self.shut_all()

    async def ask(self, what: str, choices: Sequence[str], **values: object) -> str:
        self.asked.append(f"{what} {values.get('door', '')}".strip())
        self.texts.append(self._words.say(what, **values))
        for choice in choices:
            self._words.say(f"{what}.{choice}", **values)
        if what == "opened":
            key = self._answers.get(what) or self._sees(str(values["door"]))
            return choices[0] if key == ENTER else key
        if what == "shut.blind":
            self.shut_all()
        return self._answers.get(f"{what} {values.get('door', '')}".strip()) or self._answers.get(what) or choices[0]

    async def write(self, what: str, **values: object) -> str:
        self._words.say(what, **values)
        return "王工" if what == "who" else self._open()[0]

    def progress(self, done: int, of: int) -> bool:
        assert 0 <= done <= of
        return self._goes_on(done, of)

    def shut_all(self) -> None:
        self._live.act(lambda world: [world.door(name).push_shut() for name in self._open()])

    def _sees(self, door: str) -> str:
        doors = self._open()
        if len(doors) > 1:
            return "m"
        return "n" if not doors else "y" if doors == [door] else "o"

    def _open(self) -> list[str]:
        return self._live.act(lambda world: [door.id for door in world.doors if not door.shut])


@dataclass
class Stand:
    """The cabinet and what a technician can do with it."""

    live: LiveWorld
    line: SerialLine
    toml: Path
    tap: Tap
    load: Load = near
    technician: Watcher = field(init=False)

    @property
    def paper(self) -> Path:
        return self.toml.with_suffix(".probe.json")

    @property
    def report(self) -> Report:
        return load_report(self.paper, "k1")

    def act(self, deed: Callable[[World], object]) -> None:
        self.live.act(deed)

    def pulses(self, door: str) -> int:
        return self.live.act(lambda world: world.pulses(door))

    def finding(self, door: str) -> str:
        return next(line.finding for line in self.report.doors if line.id == door)

    def verdicts(self) -> dict[str, str]:
        return {found.board or f"at {found.address}": found.verdict for found in self.report.boards or ()}

    def only(self, *doors: str) -> None:
        """The file names only these doors: a shorter walk."""
        lines = self.toml.read_text().splitlines()
        kept = [line for line in lines if "{ id" not in line or any(f'"{door}"' in line for door in doors)]
        self.toml.write_text("\n".join(kept) + "\n")

    async def probe(
        self,
        answers: Mapping[str, str] = MappingProxyType({}),
        *,
        scope: Scope | None = Scope.QUICK,
        soak: int | None = 0,
        again: bool | None = False,
        goes_on: GoesOn = lambda _done, _of: True,
    ) -> Status:
        """Run the whole check; ``answers`` to questions by name, or by name and door."""
        self.technician = Watcher(self.live, answers, goes_on)
        wanted = Wanted(toml=self.toml, report=self.paper, scope=scope, soak=soak, again=again)
        async with asyncio.timeout(60):
            return await run(
                wanted,
                self.technician,
                Words("en"),
                clock=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
                load=self.load,
                profiles=[near("waveshare-rtu-relay-d"), near("jy-dam-8"), near("lock-8a-12")],
            )


@asynccontextmanager
async def cabinet(
    folder: Path, *doors: DoorPlan, boards: Sequence[BoardPlan] = (UPPER, LOWER), baud: int = BAUD
) -> AsyncIterator[Stand]:
    """A cabinet wired as ``doors`` say, whatever its file says."""
    live = LiveWorld(World(WorldPlan(boards=tuple(boards), doors=doors or (A1, A2, B1, B2), seed=3)))
    tap = Tap("serial", "127.0.0.1", 0)
    await tap.start()
    line = SerialLine("serial", folder / "locker-bus", baud, live, tap)
    line.plug()
    toml = folder / "kiosk.toml"
    toml.write_text(TOML.replace("FOLDER", str(folder)))
    try:
        yield Stand(live, line, toml, tap)
    finally:
        line.unplug()
        await tap.stop()
        live.stop()


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    """All as the file says."""
    async with cabinet(tmp_path) as stand:
        yield stand
