"""The world without ports: pure, seeded, on a virtual clock. No I/O and no wall time in this room."""

from drivers.sim.world.door import Position
from drivers.sim.world.plan import BoardPlan, DoorPlan, WorldPlan
from drivers.sim.world.replies import ReplyFault
from drivers.sim.world.world import World

__all__ = ["BoardPlan", "DoorPlan", "Position", "ReplyFault", "World", "WorldPlan"]
