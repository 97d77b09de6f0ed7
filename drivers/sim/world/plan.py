"""What stands where: boards on lines, doors on boards. Pure data, checked by the scene that made it."""

from dataclasses import dataclass
from typing import Literal

BoardKind = Literal["waveshare", "jy", "eletechsup", "wellpro", "lock8a", "cu16", "cu48", "scu", "winnsen", "wkly"]


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """One relay or lock board.

    ``linkage``: it has control modes, and each input drives its relay until its mode is cleared;
    ``commissioned``: they were cleared before the world began. ``own_pulse_ms``: of a lock board, whose pulse nobody
    can choose. ``older``: firmware with the older order of bytes. ``speaks_first``: it tells of doors that move
    without being asked. ``first_register``: where the relays' registers begin.
    """

    name: str
    line: str
    kind: BoardKind
    relays: int
    inputs: int
    address: int
    linkage: bool = False
    commissioned: bool = False
    own_pulse_ms: float = 300.0
    older: bool = False
    speaks_first: bool = False
    first_register: int = 1


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """One door: the relay of its lock (1-based channel) and, where it has one, its sensor's input (1-based).

    ``closed_is``: the bit that the sensor gives while the door is shut. ``supply``: what feeds its lock.
    """

    id: str
    board: str
    channel: int
    sensor_board: str | None = None
    sensor_input: int | None = None
    closed_is: int = 1
    supply: str = "main"


@dataclass(frozen=True, slots=True)
class WorldPlan:
    """All of it. The same seed gives the same bounces and the same noise."""

    boards: tuple[BoardPlan, ...]
    doors: tuple[DoorPlan, ...]
    seed: int = 0
