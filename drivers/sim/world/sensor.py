"""A door's sensor and its cable, as the board's input sees them."""

import random
from collections.abc import Callable

from drivers.sim.world.timeline import Timeline

CHATTER_MS = 4.0


class Sensor:
    """A contact that knows only shut or not. ``closed_is``: the bit while shut."""

    def __init__(self, name: str, closed_is: int, timeline: Timeline, seed: int) -> None:
        self._name = name
        self._closed_is = closed_is
        self._timeline = timeline
        self._seed = seed
        self._true_level = closed_is
        self._moved_ms = float("-inf")
        self._stuck_at: int | None = None
        self._bounce_ms = 0.0
        self._spike_ms = 0.0
        self._open_until_ms = float("-inf")
        self.cable_cut = False
        self.on_change: Callable[[], None] = lambda: None

    @property
    def faults(self) -> list[str]:
        """The names of what is wrong with it."""
        stuck, bouncing, spiking = self._stuck_at is not None, self._bounce_ms > 0, self._spike_ms > 0
        named = (("cut", self.cable_cut), ("stuck", stuck), ("bouncing", bouncing), ("spiking", spiking))
        return [name for name, there in named if there]

    def see(self, shut: bool) -> None:
        """The door moved."""
        self._true_level = self._closed_is if shut else 1 - self._closed_is
        self._moved_ms = self._timeline.now_ms
        self.on_change()

    def level(self) -> int:
        """The bit at the input now. An open circuit (cut cable) reads 0, whatever the door does."""
        if self.cable_cut:
            return 0
        if self._stuck_at is not None:
            return self._stuck_at
        if self._timeline.now_ms < self._open_until_ms:
            return 1 - self._closed_is
        chatters = self._timeline.now_ms - self._moved_ms < self._bounce_ms
        return self._chatter() if chatters else self._true_level

    def says_shut(self) -> bool:
        """What who knows the polarity reads from it now."""
        return self.level() == self._closed_is

    def cut(self) -> None:
        """The cable is cut."""
        self.cable_cut = True
        self.on_change()

    def stick(self) -> None:
        """The contact stays as it is now, whatever the door does."""
        self._stuck_at = self.level()

    def bounce(self, ms: float) -> None:
        """The contact chatters for ``ms`` after each movement of the door."""
        self._bounce_ms = ms

    def spike(self, ms: float) -> None:
        """The contact says open for ``ms`` whenever the lock beside it begins to pull, whatever the door does."""
        self._spike_ms = ms

    def lock_pulls(self) -> None:
        """The lock beside it was put under current."""
        if self._spike_ms:
            self._open_until_ms = self._timeline.now_ms + self._spike_ms
            self._timeline.after(self._spike_ms, self.on_change)
            self.on_change()

    def mend(self) -> None:
        """As good as new."""
        self.cable_cut = False
        self._stuck_at = None
        self._bounce_ms = self._spike_ms = 0.0
        self.on_change()

    def _chatter(self) -> int:
        # By time, not by reading: who else reads must not change what this reading gives.
        slot = int(self._timeline.now_ms / CHATTER_MS)
        return random.Random(f"{self._seed}/{self._name}/{slot}").getrandbits(1)  # noqa: S311
