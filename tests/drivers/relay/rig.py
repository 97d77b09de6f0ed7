"""Any board model on a bench: the driver on one end of a real line, the simulated board with two doors on the other."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from drivers.relay.electronics import BoardSettings, Electronics, RtuLine, TcpLine
from drivers.relay.profile import Profile, load_profile, profile_names
from drivers.relay.settings import AnyLine
from drivers.sim.live import LiveWorld
from drivers.sim.serial_line import SerialLine
from drivers.sim.tap import Tap
from drivers.sim.tcp_line import TcpLine as SimulatedTcpLine
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan
from drivers.sim.world.plan import BoardKind
from tests.drivers.relay.conftest import Heard, running

BAUD = 57_600
REPLY_TIMEOUT_MS = 150
"""Long enough for a machine that does other work at the same time."""
OWN_PULSE_MS = 60
MODELS: dict[str, tuple[BoardKind, int]] = {
    "kerong-cu16": ("cu16", 0),
    "kerong-cu24": ("cu48", 0),
    "kerong-cu48": ("cu48", 0),
    "kerong-scu": ("scu", 0),
    "lock-8a-12": ("lock8a", 0),
    "lock-8a-16": ("lock8a", 0),
    "lock-8a-24": ("lock8a", 0),
    "lock-8a-50": ("lock8a", 0),
    "winnsen-16": ("winnsen", 0),
    "winnsen-16-older": ("winnsen", 0),
    "wkly-12": ("wkly", 0),
    "wkly-24": ("wkly", 0),
    "eletechsup-r421a08": ("eletechsup", 1),
    "eletechsup-ryn408f": ("eletechsup", 0),
}
"""By profile: the simulated model and its first register. All others are Waveshare's or JY-DAM's."""
EVERY_BOARD = [name for name in profile_names() if load_profile(name).channels and not load_profile(name).refused]


class Overheard(Tap):
    """Every frame towards the boards, as they were on the wire."""

    def __init__(self, changed: asyncio.Event) -> None:
        super().__init__("bench", "127.0.0.1", 0)
        self.asked: list[bytes] = []
        self._changed = changed

    def tell(self, direction: str, data: bytes, note: str = "") -> None:
        if direction == ">":
            assert not note, note
            self.asked.append(data)
            self._changed.set()


@dataclass
class Rig:
    """``first`` and ``last`` are the channels with doors, A1 and A2; A1's sensor says 1 when shut, A2's says 0."""

    profile: Profile
    world: World
    live: LiveWorld
    electronics: Electronics
    heard: Heard
    overheard: Overheard
    first: int
    last: int
    pulse_ms: int

    @property
    def board(self) -> str:
        return "board"

    def door(self, channel: int) -> str:
        return "A1" if channel == self.first else "A2"

    def pulses(self, channel: int) -> int:
        return self.world.pulses(self.door(channel))

    def bit(self, channel: int) -> bool | None:
        return self.heard.inputs["board"][channel - 1]

    async def until(self, fact: object) -> None:
        """Return when ``fact()`` is true; the world or the driver said something in between."""
        end = self.live.watch(self.heard.changed.set)
        try:
            await self.heard.until(fact)  # type: ignore[arg-type]
        finally:
            end()

    async def is_up(self) -> None:
        await self.until(lambda: self.heard.said)
        if self.profile.inputs:
            await self.until(lambda: "board" in self.heard.inputs)

    def energised(self) -> list[int]:
        self.live.act(lambda world: world.now_ms)
        return [n for n, relay in enumerate(self.world.board("board").relays, 1) if relay.on]

    async def at_rest(self) -> float:
        """Wait until no relay is on; how long that took, in milliseconds."""
        began_s = time.monotonic()
        await self.until(lambda: not self.energised())
        return 1000 * (time.monotonic() - began_s)


@asynccontextmanager
async def rig(
    name: str, folder: Path, heard: Heard, *, speaks_first: bool = False, address: int = 2
) -> AsyncIterator[Rig]:
    """The board ``name``, running."""
    profile = replace(load_profile(name), baud_max=BAUD, reply_ms_max=0)
    last = profile.channels
    overheard = Overheard(heard.changed)
    world = World(WorldPlan((_plan(name, profile, address, speaks_first=speaks_first),), tuple(_doors(profile, last))))
    live = LiveWorld(world)
    async with _line(profile, folder, live, overheard) as line:
        own_ms = OWN_PULSE_MS if profile.times_itself else 0
        electronics = Electronics(
            [line], [BoardSettings("board", "bench", profile, address, own_ms)], heard, round_ms_min=0
        )
        async with running(electronics):
            pulse_ms = own_ms or max(100, profile.pulse.min_ms if profile.pulse else 0)
            yield Rig(profile, world, live, electronics, heard, overheard, 1, last, pulse_ms)


def _plan(name: str, profile: Profile, address: int, *, speaks_first: bool) -> BoardPlan:
    kind, first = MODELS.get(name, ("waveshare" if name.startswith("waveshare") else "jy", 1))
    inputs = profile.inputs.count if profile.inputs else 0
    return BoardPlan(
        "board",
        "bench",
        kind,
        profile.channels,
        inputs,
        address,
        linkage=bool(profile.setup),
        commissioned=True,
        own_pulse_ms=OWN_PULSE_MS,
        older=name.endswith("older"),
        speaks_first=speaks_first,
        first_register=first,
    )


def _doors(profile: Profile, last: int) -> list[DoorPlan]:
    sensor = "board" if profile.inputs else None
    doors = [("A1", 1, 1), ("A2", last, 0)][: min(2, profile.channels)]
    return [DoorPlan(id_, "board", n, sensor, n if sensor else None, closed_is) for id_, n, closed_is in doors]


@asynccontextmanager
async def _line(profile: Profile, folder: Path, live: LiveWorld, tap: Tap) -> AsyncIterator[AnyLine]:
    serial = SerialLine("bench", folder / "bus", BAUD, live, tap)
    net = SimulatedTcpLine("bench", "127.0.0.1", 0, live, tap=tap)
    try:
        if "rtu" in profile.transports:
            serial.plug()
            yield RtuLine("bench", str(serial.link), BAUD, REPLY_TIMEOUT_MS)
        else:
            await net.plug()
            yield TcpLine("bench", *net.where, REPLY_TIMEOUT_MS)
    finally:
        serial.unplug()
        net.unplug()
        live.stop()
