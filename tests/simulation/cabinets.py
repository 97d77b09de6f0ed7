"""What a day's cabinet is made of: two lock boards, of other models from day to day."""

import random
from dataclasses import dataclass
from functools import cache

from drivers.relay.frames import RtuFraming
from drivers.relay.lock_frames import LockFraming
from drivers.relay.profile import Profile, load_profile
from drivers.relay.request import Framing
from drivers.sim.world import BoardPlan, DoorPlan, World, WorldPlan
from drivers.sim.world.plan import BoardKind
from locker.domain.layout import Layout

PULSE_MS = 500.0
"""As the small cabinet's locks want it, also of boards whose pulse nobody can choose."""
KINDS: dict[str, BoardKind] = {
    "jy-dam-8": "jy",
    "waveshare-rtu-relay-d": "waveshare",
    "kerong-cu16": "cu16",
    "lock-8a-12": "lock8a",
    "winnsen-16": "winnsen",
    "wkly-12": "wkly",
}
UPPER, LOWER = "upper", "lower"


@dataclass(frozen=True, slots=True)
class Model:
    """A profile of ours and the maker whose board the simulator plays."""

    name: str

    @property
    def profile(self) -> Profile:
        return profile(self.name)

    @property
    def framing(self) -> Framing:
        """How its bytes travel on a serial line."""
        return RtuFraming() if self.profile.frames is None else LockFraming()

    def plan(self, board: str, address: int) -> BoardPlan:
        """One of it, on a line for boards of its model."""
        inputs = self.profile.inputs
        return BoardPlan(
            board,
            self.name,
            KINDS[self.name],
            self.profile.channels,
            inputs.count if inputs else 0,
            address,
            linkage=bool(self.profile.setup),
            commissioned=True,
            own_pulse_ms=PULSE_MS,
        )


@cache
def profile(name: str) -> Profile:
    """Read once: a day must not wait for TOML."""
    return load_profile(name)


Models = dict[str, Model]
USUAL: Models = {UPPER: Model("jy-dam-8"), LOWER: Model("jy-dam-8")}


def models_of(seed: int) -> Models:
    """The boards of the day: every other day two of one model on one line, else whatever comes."""
    chance = random.Random(f"{seed}/boards")
    upper = chance.choice(sorted(KINDS))
    lower = upper if chance.random() < 0.5 else chance.choice(sorted(KINDS))
    return {UPPER: Model(upper), LOWER: Model(lower)}


def world_of(layout: Layout, models: Models, seed: int) -> World:
    """The simulated electronics, wired as ``layout`` says."""
    boards = tuple(models[name].plan(name, address) for address, name in enumerate((UPPER, LOWER), 1))
    doors = tuple(DoorPlan(s.id, s.board, s.channel, s.board, s.channel, supply=s.supply) for s in layout.values())
    return World(WorldPlan(boards, doors, seed))
