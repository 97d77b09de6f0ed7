"""lockerd in the shallow world: real doors, rules and ledger; power that can be cut after any commit."""

import asyncio
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan
from locker.contract.answers import AnyAnswer
from locker.contract.events import AnyEvent, Entry
from locker.contract.facts import Right
from locker.contract.ids import BootId, CompartmentId, KioskId, RequestId, StaffNumber
from locker.contract.requests import Request
from locker.daemon.clock import Clock
from locker.daemon.doors import Doors
from locker.domain.code import CodeBook
from locker.domain.decision import Actor
from locker.domain.layout import Layout, Rules
from locker.domain.state import Cabinet
from locker.ledger.ledger import Ledger, StorageFullError
from tests.locker.story import SECRET, small_cabinet
from tests.simulation.shallow_wires import ShallowWires

MORNING_MS = 1_795_300_000_000
TICK_S = 60.0
CLERK = Actor(StaffNumber("1001"), frozenset(Right))
RULES = Rules(grace_s=30, door_open_s_max=60, keep_days=3)


class PowerCutError(Exception):
    """The lights went out."""


class CutLedger(Ledger):
    """A ledger after one of whose commits the power fails: what is written is written, nothing more happens.

    ``refusals_left``: so many commits the disk does not take; it is full, or was mounted for reading only.
    """

    commits_left: int | None = None
    refusals_left = 0
    on_cut: Callable[[], None] = staticmethod(lambda: None)

    def commit(
        self,
        events: Sequence[AnyEvent],
        at_ms: int,
        request: RequestId | None = None,
        answer: AnyAnswer | None = None,
        verb: str = "",
    ) -> list[Entry]:
        if self.commits_left is not None and self.commits_left < 0:
            raise PowerCutError
        if self.refusals_left:
            self.refusals_left -= 1
            raise StorageFullError("no room")
        entries = super().commit(events, at_ms, request, answer, verb)
        if self.commits_left is not None:
            self.commits_left -= 1
            if self.commits_left < 0:
                self.on_cut()
                raise PowerCutError
        return entries


class Machine:
    """The cabinet, its electronics, and one life of lockerd after the other."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.layout: Layout = small_cabinet()
        self.world = World(_plan(self.layout, seed))
        self.codes = CodeBook(SECRET)
        self.skew_ms = 0
        self.boots = 0
        self._path = folder / "ledger.sqlite"
        self._acts = 0
        self._before: set[asyncio.Task[object]] = set()
        self._revision = -1
        self.ledger: CutLedger
        self.doors: Doors
        self.wires: ShallowWires

    @property
    def cabinet(self) -> Cabinet:
        return self.ledger.cabinet

    def idle(self, seconds: float, now_s: float) -> None:
        """Nobody has anything to do for a while: the world goes on, and its boards are asked if it moved."""
        self.world.advance(seconds * 1000)
        self.stir(now_s)

    def stir(self, now_s: float) -> None:
        """Boards of a world that changed are polled closely again."""
        if self.boots and self.world.revision != self._revision:
            self._revision = self.world.revision
            self.wires.moved(now_s)

    async def power_on(self) -> None:
        """A new life: read the ledger whole, recover, serve."""
        self.boots += 1
        self._before = set(asyncio.all_tasks())
        self.ledger = CutLedger(self._path, BootId(f"boot-{self.boots}"))
        loop = asyncio.get_running_loop()
        clock = Clock(lambda: MORNING_MS + self.skew_ms + int(loop.time() * 1000), lambda: int(loop.time() * 1000))
        self.doors = Doors(KioskId("k1"), self.ledger, self.layout, RULES, self.codes, clock, TICK_S)
        wires = self.wires = ShallowWires(self.world, self.doors, self.chance)
        self.ledger.on_cut = lambda: setattr(wires, "dead", True)
        life = asyncio.ensure_future(self.doors.run(self.wires, "sim", lambda: None))
        serving = asyncio.Event()
        self.doors.listen(lambda _notice: serving.set() if self.doors.why_not is None else None)
        await asyncio.wait([life, asyncio.ensure_future(serving.wait())], return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            life.result()

    async def cut_power(self) -> None:
        """Now: no last word to anybody."""
        self.wires.dead = True
        self.ledger.commits_left = None
        lives = set(asyncio.all_tasks()) - self._before
        for task in lives:
            task.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
        self.ledger.close()

    def lights(self) -> None:
        """:raises PowerCutError: the power failed after some commit."""
        if self.wires.dead:
            raise PowerCutError

    def knows_more_than_the_disk(self, id_: CompartmentId) -> bool:
        """A door moved while the disk took nothing: lockerd writes it at the next tick after there is room."""
        return self.doors._contacts[id_].settled is not self.cabinet.compartments[id_].door

    def act(self, request: Request, actor: Actor | None = None) -> AnyAnswer:
        return self.doors.act(request, actor)

    def new_id(self) -> RequestId:
        self._acts += 1
        return RequestId(f"act-{self._acts}")


def _plan(layout: Layout, seed: int) -> WorldPlan:
    boards = sorted({str(slot.board) for slot in layout.values()})
    return WorldPlan(
        boards=tuple(BoardPlan(name, "serial", "jy", 8, 8, 1 + n) for n, name in enumerate(boards)),
        doors=tuple(DoorPlan(slot.id, slot.board, slot.channel, slot.board, slot.channel) for slot in layout.values()),
        seed=seed,
    )
