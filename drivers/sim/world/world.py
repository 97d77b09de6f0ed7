"""The whole: doors, boards and time. Every fact that changes is kept in the journal."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from drivers.sim.world.board import Board
from drivers.sim.world.door import Door
from drivers.sim.world.lock import Lock
from drivers.sim.world.plan import DoorPlan, WorldPlan
from drivers.sim.world.relay import Relay
from drivers.sim.world.sensor import Sensor
from drivers.sim.world.supply import Supply, Together
from drivers.sim.world.timeline import Timeline

JOURNAL_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Fact:
    """At that virtual time, this became so of ``subject`` (a door's or a board's name)."""

    at_ms: float
    subject: str
    what: str


class World:
    """Doors and boards on one virtual clock. :raises KeyError: a verb named a door or board not there."""

    def __init__(self, plan: WorldPlan) -> None:
        self.timeline = Timeline()
        self.journal: deque[Fact] = deque(maxlen=JOURNAL_MAX)
        self.revision = 0
        self._seed = plan.seed
        self._boards = {
            board.name: Board(board, self.timeline, plan.seed, self._teller(board.name)) for board in plan.boards
        }
        self._relay_of: dict[str, Relay] = {}
        self._supplies = {door.supply: Supply(door.supply, self.timeline) for door in plan.doors}
        self._doors = {door.id: self._build_door(door) for door in plan.doors}

    @property
    def now_ms(self) -> float:
        """Virtual milliseconds since the world began."""
        return self.timeline.now_ms

    @property
    def doors(self) -> list[Door]:
        """All doors, as planned."""
        return list(self._doors.values())

    @property
    def boards(self) -> list[Board]:
        """All boards, as planned."""
        return list(self._boards.values())

    def door(self, name: str) -> Door:
        """One door."""
        return self._doors[name]

    def board(self, name: str) -> Board:
        """One board."""
        return self._boards[name]

    def boards_on(self, line: str) -> list[Board]:
        """The boards of one line."""
        return [board for board in self._boards.values() if board.line == line]

    def advance(self, ms: float) -> None:
        """Let time pass."""
        self.timeline.advance_to(self.now_ms + ms)

    def relay_of(self, door: str) -> Relay:
        """The relay that feeds a door's lock."""
        return self._relay_of[door]

    def pulses(self, door: str) -> int:
        """How often the relay of this door was told to energise its lock, for whatever reason."""
        return self._relay_of[door].orders

    def energised_ms(self, door: str) -> float:
        """How long the door's lock was energised in all."""
        return self._doors[door].lock.energised_ms

    def longest_energised_ms(self, door: str) -> float:
        """How long the door's lock was energised at a stretch, at most."""
        return self._doors[door].lock.longest_ms

    @property
    def together(self) -> list[Together]:
        """Every moment at which two locks of one supply drew current at once, which no supply is made for."""
        return [moment for supply in self._supplies.values() for moment in supply.together]

    def cut_sensor_cable(self, door: str) -> bool:
        """Cut the cable; False when there is none, or it is cut already."""
        sensor = self._doors[door].sensor
        if sensor is None or sensor.cable_cut:
            return False
        sensor.cut()
        self._tell(door, "sensor cable cut")
        return True

    def mend_sensor(self, door: str) -> bool:
        """Sensor and cable as new; False when there is nothing to mend."""
        sensor = self._doors[door].sensor
        if sensor is None or not sensor.faults:
            return False
        sensor.mend()
        self._tell(door, "sensor mended")
        return True

    def brown_out(self, ms: float) -> None:
        """The supply sags: every living board loses power and starts again after ``ms``."""
        for board in self.boards:
            if board.kill():
                self.timeline.after(ms, board.power_up)

    def _build_door(self, plan: DoorPlan) -> Door:
        lock = Lock(self.timeline)
        sensor = Sensor(plan.id, plan.closed_is, self.timeline, self._seed)
        has_sensor = plan.sensor_board is not None and plan.sensor_input is not None
        door = Door(plan.id, lock, sensor if has_sensor else None, self.timeline, self._teller(plan.id))
        board = self._boards[plan.board]
        board.wire_lock(plan.channel, self._feeder(plan, lock))
        self._relay_of[plan.id] = board.relay(plan.channel)
        if plan.sensor_board is not None and plan.sensor_input is not None:
            self._boards[plan.sensor_board].wire_sensor(plan.sensor_input, sensor)
        return door

    def _feeder(self, plan: DoorPlan, lock: Lock) -> Callable[[bool], None]:
        def feed(energised: bool) -> None:
            self._supplies[plan.supply].feeds(plan.id, energised=energised)
            lock.feed(energised)

        return feed

    def _teller(self, subject: str) -> Callable[[str], None]:
        return lambda what: self._tell(subject, what)

    def _tell(self, subject: str, what: str) -> None:
        self.revision += 1
        self.journal.append(Fact(self.now_ms, subject, what))
