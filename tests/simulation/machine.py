"""lockerd in the shallow world: real doors, rules, ledger and outbox; power that can be cut after any commit."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from locker.domain.remote import obey
from locker.domain.state import Cabinet
from locker.ledger.ledger import Ledger
from locker.ledger.trouble import StorageFullError
from tests.locker.story import SECRET, small_cabinet
from tests.simulation.cabinets import USUAL, Models, world_of
from tests.simulation.hall import Hall, Line
from tests.simulation.shallow_wires import ShallowWires, Spoken

MORNING_MS = 1_795_300_000_000
TICK_S = 60.0
NOISE = 0.02
"""So many of the boards' replies suffer on their way on any day."""
CLERK = Actor(StaffNumber("1001"), frozenset(Right))
RULES = Rules(grace_s=30, door_open_s_max=60, keep_days=3)


class PowerCutError(Exception):
    """The lights went out."""


class CutLedger(Ledger):
    """A ledger after one of whose commits the power fails: what is written is written, nothing more happens.

    ``refusals_left``: so many commits the disk does not take; it is full, or was mounted for reading only.
    ``refused``: whether that ever happened in this life.
    """

    commits_left: int | None = None
    refusals_left = 0
    refused = False
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
            self.refused = True
            raise StorageFullError("no room")
        entries = super().commit(events, at_ms, request, answer, verb)
        if self.commits_left is not None:
            self.commits_left -= 1
            if self.commits_left < 0:
                self.on_cut()
                raise PowerCutError
        return entries


@dataclass(frozen=True, slots=True)
class Command:
    """What the hall orders from afar: about a compartment, or about an alarm."""

    id: RequestId
    verb: str
    compartment: CompartmentId
    alarm: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One act of a person: in which life, at what second, before which state, and the answer."""

    life: int
    at_s: float
    request: Request
    before: Cabinet
    answer: AnyAnswer


class Machine:
    """The cabinet, its electronics, the hall, and one life of lockerd after the other.

    ``on_their_own``: boards whose relays may do what nobody ordered (the maker's linkage; a twin's orders).
    ``beyond_reach``: doors whose lock no program can save from its relay.
    """

    def __init__(self, folder: Path, seed: int, models: Models = USUAL) -> None:
        self.chance = random.Random(seed)
        self.layout: Layout = small_cabinet()
        self.models = models
        self.world = world_of(self.layout, models, seed)
        self.codes = CodeBook(SECRET)
        self.hall = Hall(seed)
        self.spoken: list[Spoken] = []
        self.open_at: dict[tuple[str, int], int] = {}
        self.asked: list[Asked] = []
        self.commands: list[Command] = []
        self.life_of: dict[RequestId, int] = {}
        self.asked_s: dict[RequestId, float] = {}
        self.on_their_own: set[str] = set()
        self.beyond_reach: set[CompartmentId] = set()
        self.skew_ms = 0
        self.lives = 0
        self.path = folder / "ledger.sqlite"
        self._acts = 0
        self._before: set[asyncio.Task[object]] = set()
        self._revision = -1
        self.ledger: CutLedger
        self.doors: Doors
        self.wires: ShallowWires
        self.line: Line
        self.noise(NOISE)

    @property
    def cabinet(self) -> Cabinet:
        return self.ledger.cabinet

    def noise(self, probability: float) -> None:
        """So many of the boards' replies suffer on their way."""
        for board in self.world.boards:
            board.replies.add_noise(probability)

    def idle(self, seconds: float, now_s: float) -> None:
        """Nobody has anything to do for a while: the world goes on, and its boards are asked if it moved."""
        self.world.advance(seconds * 1000)
        self.stir(now_s)

    def stir(self, now_s: float) -> None:
        """Boards of a world that changed are polled closely again."""
        if self.lives and self.world.revision != self._revision:
            self._revision = self.world.revision
            self.wires.moved(now_s)

    async def power_on(self) -> None:
        """A new life: read the ledger whole, recover, serve."""
        self.lives += 1
        self._before = set(asyncio.all_tasks())
        self.ledger = CutLedger(self.path, BootId(f"boot-{self.lives}"))
        clock = Clock(self.now_ms, lambda: self.true_ms() - MORNING_MS)
        self.doors = Doors(KioskId("k1"), self.ledger, self.layout, RULES, self.codes, clock, TICK_S)
        self.wires = ShallowWires(self.world, self.models, self.doors, self.lives, self.spoken, self.open_at)
        self.line = Line(self.hall, self.doors, self.true_ms)
        self.ledger.on_cut = self.lights_out
        life = asyncio.ensure_future(self.doors.run(self.wires, "sim", lambda: None))
        self._sending = asyncio.ensure_future(self.line.run())
        serving = asyncio.Event()
        self.doors.listen(lambda _notice: serving.set() if self.doors.why_not is None else None)
        await asyncio.wait([life, asyncio.ensure_future(serving.wait())], return_when=asyncio.FIRST_COMPLETED)
        if life.done():
            life.result()

    @staticmethod
    def true_ms() -> int:
        """The time it is, whatever the kiosk's clock says."""
        return MORNING_MS + int(asyncio.get_running_loop().time() * 1000)

    def lights_out(self) -> None:
        """From now on nothing is said or done by this life."""
        self.wires.dead = self.line.is_cut = True

    async def cut_power(self) -> None:
        """Now: no last word to anybody."""
        self.lights_out()
        self.ledger.commits_left = None
        lives = set(asyncio.all_tasks()) - self._before - {asyncio.current_task()}
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
        self.life_of[request.id] = self.lives
        before, at_s = self.cabinet, asyncio.get_running_loop().time()
        self.asked_s.setdefault(request.id, at_s)
        answer = self.doors.act(request, actor)
        self.asked.append(Asked(self.lives, at_s, request, before, answer))
        return answer

    def command(self, c: Command) -> AnyAnswer:
        """A command of the hall comes, as it is carried out once it was verified."""
        self.life_of.setdefault(c.id, self.lives)
        self.asked_s.setdefault(c.id, asyncio.get_running_loop().time())
        self.commands.append(c)
        return self.doors.carry_out(c.id, c.verb, lambda s: obey(s, c.id, c.verb, c.compartment, c.alarm, c.subject))

    def now_ms(self) -> int:
        """What the kiosk's clock shows."""
        return self.true_ms() + self.skew_ms

    def new_id(self) -> RequestId:
        self._acts += 1
        return RequestId(f"act-{self._acts}")
