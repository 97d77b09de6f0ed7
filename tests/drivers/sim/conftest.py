"""A small cabinet: three doors on a Waveshare (D), two on a JY-DAM, one without a sensor."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest

from drivers.sim.live import LiveWorld
from drivers.sim.modbus.answers import rtu_replies
from drivers.sim.scene import Scene
from drivers.sim.serve import Served, serve
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan

UPPER = BoardPlan("upper", "serial", "waveshare", relays=8, inputs=8, address=1, linkage=True, commissioned=True)
LOWER = BoardPlan("lower", "serial", "jy", relays=8, inputs=8, address=2)
DOORS = (
    DoorPlan("A1", "upper", 1, "upper", 1),
    DoorPlan("A2", "upper", 2, "upper", 2),
    DoorPlan("A3", "upper", 3, "upper", 3, closed_is=0),
    DoorPlan("B1", "lower", 1, "lower", 1),
    DoorPlan("B2", "lower", 8),
)
PLAN = WorldPlan(boards=(UPPER, LOWER), doors=DOORS, seed=11)


@pytest.fixture
def plan() -> WorldPlan:
    return PLAN


@pytest.fixture
def world(plan: WorldPlan) -> World:
    return World(plan)


@pytest.fixture
def ask(world: World) -> Callable[[str], list[str]]:
    """Put a frame on the line and read what comes back, both in hex."""

    def ask(frame: str) -> list[str]:
        replies = rtu_replies(world.boards_on("serial"), bytes.fromhex(frame))
        return [reply.hex(" ").upper() for reply, _ in replies]

    return ask


@pytest.fixture
async def live(world: World) -> AsyncIterator[LiveWorld]:
    live = LiveWorld(world)
    yield live
    live.stop()


@pytest.fixture
def scene() -> Scene:
    doors: list[dict[str, object]] = [
        {"id": name, "board": board, "channel": channel, "width_cm": 40, "height_cm": 12, "x_cm": x, "y_cm": y}
        for name, board, channel, x, y in [
            ("A1", "upper", 1, 0, 60),
            ("A2", "upper", 2, 0, 48),
            ("A3", "upper", 3, 0, 36),
            ("B1", "lower", 1, 40, 60),
            ("B2", "lower", 8, 40, 48),
        ]
    ]
    doors[0] |= {"sensor_board": "upper", "sensor_input": 1}
    boards = [
        {"name": "upper", "line": "serial", "model": {"kind": "waveshare", "relays": 8, "inputs": 8}, "address": 1},
        {"name": "lower", "line": "serial", "model": {"kind": "jy", "relays": 8}, "address": 2},
    ]
    line = {"name": "serial", "kind": "rtu", "link": "run/bus", "baud": 9600}
    return msgspec.convert({"line": [line], "board": boards, "door": doors, "modem": {"link": "run/modem"}}, Scene)


@pytest.fixture
async def served(scene: Scene, tmp_path: Path) -> AsyncIterator[Served]:
    async with serve(scene, tmp_path) as served:
        yield served


@pytest.fixture
def running(served: Served) -> LiveWorld:
    return served.machine.live
