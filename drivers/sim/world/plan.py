"""What stands where: boards on lines, doors on boards. Pure data, checked by the scene that made it."""

from dataclasses import dataclass
from typing import Literal

BoardKind = Literal["waveshare", "jy"]


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """One relay board.

    ``linkage``: it has control modes, and each input drives its relay until its mode is cleared;
    ``commissioned``: they were cleared before the world began.
    """

    name: str
    line: str
    kind: BoardKind
    relays: int
    inputs: int
    address: int
    linkage: bool = False
    commissioned: bool = False


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """One door: the relay of its lock (1-based channel) and, where it has one, its sensor's input (1-based).

    ``closed_is``: the bit that the sensor gives while the door is shut.
    """

    id: str
    board: str
    channel: int
    sensor_board: str | None = None
    sensor_input: int | None = None
    closed_is: int = 1


@dataclass(frozen=True, slots=True)
class WorldPlan:
    """All of it. The same seed gives the same bounces and the same noise."""

    boards: tuple[BoardPlan, ...]
    doors: tuple[DoorPlan, ...]
    seed: int = 0
