"""A power supply of locks, which has the strength for one at a time: it remembers when two drew current together."""

from collections import deque
from dataclasses import dataclass

from drivers.sim.world.timeline import Timeline

TOGETHER_MAX = 1000


@dataclass(frozen=True, slots=True)
class Together:
    """At that virtual time these doors' locks, of one supply, were under current at once."""

    at_ms: float
    supply: str
    doors: tuple[str, ...]


class Supply:
    """``together``: every moment at which one more lock began to draw current beside others; the last thousand."""

    def __init__(self, name: str, timeline: Timeline) -> None:
        self.together: deque[Together] = deque(maxlen=TOGETHER_MAX)
        self._name = name
        self._timeline = timeline
        self._drawing: set[str] = set()

    def feeds(self, door: str, *, energised: bool) -> None:
        """The contact to this door's lock is closed, or open."""
        if not energised:
            self._drawing.discard(door)
        elif door not in self._drawing:
            self._drawing.add(door)
            if len(self._drawing) > 1:
                self.together.append(Together(self._timeline.now_ms, self._name, tuple(sorted(self._drawing))))
