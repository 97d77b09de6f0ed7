"""A real lockerd process on a simulated cabinet: its files, its ports, its hands."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from drivers.sim.machine import Machine
from drivers.sim.scene import load_scene
from drivers.sim.world import World
from hall.keys import make_keys
from locker.contract import requests as rq
from locker.contract.answers import Welcome
from locker.contract.ids import RequestId
from locker.domain.code import CodeBook
from locker.domain.state import Cabinet
from locker.ledger.files import verify_file
from tests.locker.daemon.bench import LIMIT_S, PIN_HASH, Person

T = TypeVar("T")
HAND_MS = 700.0
"""So long after its lock began to pull nobody is done with a door."""

MACHINE = """
[kiosk]
id = "k1"
site = "erenhot"
name = {{ zh = "一号柜", en = "Cabinet 1" }}
help_phone = "0479-7500000"
[lockerd]
socket = "{folder}/socket"
ledger = "{folder}/ledger.sqlite"
credentials = "{folder}/secrets"
disk_free_mib_min = 1
[rules]
grace_s = 10
[mqtt]
host = "127.0.0.1"
port = 1
tls = false
[hall]
url = "http://127.0.0.1:1"
[[bus]]
name = "serial"
kind = "rtu"
port = "{folder}/bus"
baud = 38400
reply_timeout_ms = 100
[[board]]
name = "upper"
bus = "serial"
profile = "jy-dam-8"
address = 1
[[board]]
name = "lower"
bus = "serial"
profile = "jy-dam-8"
address = 2
[[lock]]
name = "coil"
pulse_ms = 200
pulse_ms_max = 500
rest_ms = 0
pulses_a_minute = 10
duty = "simulated"
confirm_ms = 1000
{compartments}
"""
COMPARTMENT = """
[[compartment]]
id = "A{n}"
size = "S"
board = "{board}"
channel = {n}
lock = "coil"
sensor = {{ board = "{board}", input = {n} }}
x_cm = 0
y_cm = {y}
width_cm = 40
height_cm = 12
"""
WORLD = """
[[line]]
name = "serial"
kind = "rtu"
link = "bus"
baud = 38400
[[board]]
name = "upper"
line = "serial"
address = 1
model = {{ kind = "jy", relays = 8, inputs = 8 }}
[[board]]
name = "lower"
line = "serial"
address = 2
model = {{ kind = "jy", relays = 8, inputs = 8 }}
{doors}
"""
DOOR = """
[[door]]
id = "A{n}"
board = "{board}"
channel = {n}
sensor_board = "{board}"
sensor_input = {n}
x_cm = 0
y_cm = {y}
width_cm = 40
height_cm = 12
"""


def furnish(folder: Path) -> Path:
    """Write the machine's files; returns its kiosk.toml."""
    folder.mkdir(exist_ok=True)
    places = [{"n": n, "y": 130 - 12 * n, "board": "upper" if n <= 4 else "lower"} for n in range(1, 9)]
    compartments = "".join(COMPARTMENT.format(**place) for place in places)
    (folder / "kiosk.toml").write_text(MACHINE.format(folder=folder, compartments=compartments))
    (folder / "world.toml").write_text(WORLD.format(doors="".join(DOOR.format(**place) for place in places)))
    make_keys(folder / "secrets", ["k1"])
    staff = f'number = "1001"\nname = "Bao"\npin_hash = "{PIN_HASH}"\nrights = ["deposit", "take_back", "maintain"]'
    (folder / "secrets" / "staff.toml").write_text(f"[[staff]]\n{staff}\n")
    return folder / "kiosk.toml"


@dataclass
class Kiosk:
    """One machine. ``cabinet`` is the simulated electronics; lockerd is started and killed by hand."""

    folder: Path
    cabinet: Machine
    process: asyncio.subprocess.Process | None = None
    people: list[Person] = field(default_factory=list)
    socket: str = "socket"
    before_start: Callable[[], None] | None = None
    program: str = "locker"

    @property
    def codes(self) -> CodeBook:
        return CodeBook((self.folder / "secrets" / "kiosk-k1.key").read_text().strip())

    async def power_on(self) -> None:
        """Start lockerd and wait until it answers."""
        log = (self.folder / "lockerd.log").open("ab")
        with log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                self.program,
                str(self.folder / "kiosk.toml"),
                stdout=log,
                stderr=log,
                preexec_fn=self.before_start,
            )
        person = await self.person()
        await person.sees(lambda: person.state is not None and (person.state.accepting or bool(person.state.why_not)))
        await person.sees(lambda: person.state is not None and person.state.why_not != "starting")

    async def cut_power(self) -> None:
        """SIGKILL: no last word."""
        await self._end(signal.SIGKILL)

    async def power_off(self) -> int:
        """SIGTERM; returns the exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, number: int) -> int:
        assert self.process is not None
        for person in self.people:
            await person.leave()
        self.people.clear()
        with contextlib.suppress(ProcessLookupError):  # it has ended already
            self.process.send_signal(number)
        async with asyncio.timeout(LIMIT_S):
            return await self.process.wait()

    async def person(self) -> Person:
        async with asyncio.timeout(LIMIT_S * 3):
            while True:
                with contextlib.suppress(OSError):
                    reader, writer = await asyncio.open_unix_connection(self.folder / self.socket)
                    break
                await asyncio.sleep(0.02)
        person = Person(reader, writer)
        self.people.append(person)
        assert isinstance(await person.ask(rq.Hello(id=RequestId("hello"), protocol=rq.PROTOCOL)), Welcome)
        await person.ask(rq.Watch(id=RequestId("watch")))
        return person

    async def leaves(self, person: Person) -> None:
        """Somebody goes home."""
        self.people.remove(person)
        await person.leave()

    def books(self) -> Cabinet:
        """What the ledger on the disk adds up to, read whole and checked."""
        return verify_file(self.folder / "ledger.sqlite").cabinet

    def pulses(self, door: str) -> int:
        return self.cabinet.live.act(lambda world: world.pulses(door))

    def world(self, deed: Callable[[World], T]) -> T:
        """Do something to the world of now, or look at it."""
        return self.cabinet.live.act(deed)

    async def becomes(self, fact: Callable[[World], bool]) -> None:
        """Wait until it is so in the world."""
        async with asyncio.timeout(LIMIT_S):
            while not self.world(fact):  # noqa: ASYNC110 - the world has no event for each fact
                await asyncio.sleep(0.005)

    async def push_shut(self, door: str) -> None:
        """A hand does what it came for, then pushes until the latch holds: while the coil pulls, it does not."""
        await self.becomes(lambda world: world.now_ms - (world.door(door).lock.energised_at_ms or 0) >= HAND_MS)
        async with asyncio.timeout(LIMIT_S):
            while not self.cabinet.live.act(lambda world: world.door(door).latched):
                self.cabinet.live.act(lambda world: world.door(door).push_shut())
                await asyncio.sleep(0.02)


def rewired(file: str, before: str, after: str) -> Callable[[Path], None]:
    """A machine whose ``file`` says ``after`` wherever it said ``before``."""

    def change(folder: Path) -> None:
        text = (folder / file).read_text()
        assert before in text, before
        (folder / file).write_text(text.replace(before, after))

    return change


def with_own_frames(folder: Path) -> None:
    """The same cabinet on lock boards that speak no Modbus and end each pulse by themselves."""
    for change in (
        rewired("kiosk.toml", "baud = 38400", "baud = 19200"),
        rewired("kiosk.toml", 'profile = "jy-dam-8"', 'profile = "kerong-cu16"\npulse_ms = 200'),
        rewired("world.toml", "baud = 38400", "baud = 19200"),
        rewired("world.toml", '"jy", relays = 8, inputs = 8', '"cu16", relays = 16, inputs = 32, own_pulse_ms = 200'),
    ):
        change(folder)


@asynccontextmanager
async def kiosk(folder: Path, *changes: Callable[[Path], None]) -> AsyncIterator[Kiosk]:
    """A machine with ``changes`` to its files and its electronics up; what is left of lockerd at the end is killed."""
    furnish(folder)
    for change in changes:
        change(folder)
    cabinet = Machine(load_scene(folder / "world.toml"), folder)
    await cabinet.start()
    machine = Kiosk(folder, cabinet)
    try:
        yield machine
    finally:
        if machine.process is not None and machine.process.returncode is None:
            await machine.cut_power()
        await cabinet.stop()
