"""A technician at the glass, before a cabinet that is really there, wired as rightly or wrongly as a story wants."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.flows import Answered, Noticed
from kiosk.flows.effects import KeepWalk, PrintWalk
from kiosk.flows.inputs import Input
from kiosk.flows.model import DoorPlace
from kiosk.flows.proving import Installation, ProveAsk, ProveDoor, ProveShut
from kiosk.flows.states import Compartments
from kiosk.flows.step import step
from kiosk.flows.walk import Walk
from locker.contract.answers import CabinetState
from locker.contract.facts import Door, Right
from locker.contract.ids import CompartmentId, StaffNumber
from locker.domain.decision import Actor
from tests.kiosk.story import Story, at_menu, touches, waits
from tests.locker.daemon.bench import Boards, Lockerd, Person, lockerd
from tests.locker.daemon.test_lockerd import SteppedClock

Wire = tuple[str, int]
A1, A2, A3 = (("upper", number) for number in (1, 2, 3))
REST_S = 30
MAINTAINER = Actor(StaffNumber("1024"), frozenset(Right))


@dataclass
class Wiring(Boards):
    """``locks``: which doors a relay really frees; ``sensors``: which inputs a door really moves. Else its own."""

    locks: dict[Wire, tuple[Wire, ...]] = field(default_factory=dict)
    sensors: dict[Wire, tuple[Wire, ...]] = field(default_factory=dict)
    ajar: set[Wire] = field(default_factory=set)

    def read(self, board: str) -> None:
        """The bench springs the door of the relay's own number: here it is what really hangs there."""
        sprung = {(name, at + 1) for name, doors in self.shut.items() for at, shut in enumerate(doors) if not shut}
        for relay in sprung:
            self.shut[relay[0]][relay[1] - 1] = True
            self.ajar.update(self.locks.get(relay, (relay,)))
        self._tell(board)

    def pushes_all_shut(self) -> None:
        self.ajar.clear()
        for board in self.shut:
            self._tell(board)

    def _tell(self, board: str) -> None:
        moved = {wire for door in self.ajar for wire in self.sensors.get(door, (door,))}
        bits = tuple((board, at + 1) not in moved for at in range(len(self.shut[board])))
        assert self.doors is not None
        self.doors.inputs_read(board, bits)


@dataclass
class Glass(Story):
    """Keeps what is written down, as the kiosk's disk does."""

    kept: Walk = field(default_factory=Walk)
    printed: int = 0

    def feed(self, what: Input) -> None:
        _, effects = step(self.model, what, self.now_ms)
        super().feed(what)
        for effect in effects:
            if isinstance(effect, KeepWalk):
                self.kept = effect.walk
            self.printed += isinstance(effect, PrintWalk)


class Technician:
    """Eyes at the cabinet, a finger on the glass."""

    def __init__(self, d: Lockerd, wires: Wiring, clock: SteppedClock, ear: Person) -> None:
        self.d, self.wires, self.clock, self.ear = d, wires, clock, ear
        self.glass, self._lives = Glass(), 0
        d.doors.listen(lambda notice: self.glass.feed(Noticed(notice)))
        self.logs_in(Walk())

    def logs_in(self, kept: Walk) -> None:
        """A kiosk just started, with what its disk says of the walk."""
        start = at_menu()
        doors = tuple(
            DoorPlace(id_, slot.size, 0, 10 * n, 38, 10, sensed=slot.sensor is not None)
            for n, (id_, slot) in enumerate(self.d.doors.layout.items())
        )
        self.glass.model = replace(start.model, place=replace(start.model.place, doors=doors), walk=kept)
        self._lives += 1
        self.glass.model = replace(self.glass.model, run=f"life{self._lives}")
        self.glass.now_ms, self.glass.asked, self.glass.kept = start.now_ms, start.asked, kept
        self._sent = len(self.glass.asked)
        state = self.d.doors.state()
        assert isinstance(state, CabinetState)
        self.glass.feed(Noticed(state))
        self.glass.model = self.glass.model.show(Compartments())
        self.touches("proving")
        assert isinstance(self.glass.screen, Installation)

    def touches(self, *controls: str) -> None:
        touches(*controls)(self.glass)
        for request in self.glass.asked[self._sent :]:
            self._sent += 1
            self.glass.feed(Answered(request.id, self.d.doors.act(request, MAINTAINER)))

    async def opens(self, changed: int = 1) -> ProveAsk:
        """One touch; until the screen asks which door opened, and so many sensors have changed."""
        self.clock.passes(REST_S)
        before = len(self.wires.pulses)
        self.touches("open")
        self.clock.passes(3)
        await self.ear.sees(lambda: self._asks(changed))
        assert len(self.wires.pulses) == before + 1, "one touch is one pulse"
        assert isinstance(self.glass.screen, ProveAsk)
        return self.glass.screen

    def _asks(self, changed: int) -> bool:
        screen = self.glass.screen
        return isinstance(screen, ProveAsk) and len(screen.trial.changed) == changed

    async def shuts(self) -> None:
        """Pushes everything shut and waits until the screen believes it."""
        assert isinstance(self.glass.screen, ProveShut)
        self.wires.pushes_all_shut()
        await self.ear.sees(lambda: isinstance(self.glass.screen, ProveShut) and self.glass.screen.shut_ms is not None)
        waits(2)(self.glass)
        assert isinstance(self.glass.screen, ProveDoor | Installation)

    async def pushes_all_shut(self) -> None:
        """And waits until lockerd has seen it."""
        self.wires.pushes_all_shut()
        await self.ear.sees(lambda: {c.door for c in self.d.ledger.cabinet.compartments.values()} == {Door.CLOSED})

    async def tries(self, door: str, says: str = "yes", changed: int = 1) -> str:
        """The whole of one door, where some sensor speaks; gives its finding."""
        at = self.glass.screen
        assert isinstance(at, ProveDoor)
        assert at.door == door
        await self.opens(changed)
        self.touches(*says.split())
        await self.shuts()
        return self.finding(door)

    def finding(self, door: str) -> str:
        return self.glass.model.walk.doors[CompartmentId(door)].finding


@asynccontextmanager
async def technician(folder: Path, wires: Wiring | None = None) -> AsyncIterator[Technician]:
    """lockerd over a cabinet wired so, its doors shut, and somebody with the right to maintain at the check."""
    clock, wires = SteppedClock(), wires or Wiring()
    async with lockerd(folder, clock=clock, boards=wires) as d:
        yield Technician(d, wires, clock, await d.person())
