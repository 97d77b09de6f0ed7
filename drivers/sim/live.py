"""The world in wall time: its virtual clock follows the event loop's."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from drivers.sim.world import World

T = TypeVar("T")
Watcher = Callable[[], None]


class LiveWorld:
    """Every look and every deed first brings the world to now; what falls due happens by a timer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._loop = asyncio.get_running_loop()
        self._began_s = self._loop.time() - world.now_ms / 1000
        self._timer: asyncio.TimerHandle | None = None
        self._watchers: list[Watcher] = []
        self._told_revision = world.revision
        self._settle()

    def act(self, deed: Callable[[World], T]) -> T:
        """Do something to the world of now, or look at it."""
        self._catch_up()
        done = deed(self._world)
        self._settle()
        return done

    def monotonic_s(self, at_ms: float) -> float:
        """A virtual time on the machine's monotonic clock, which all processes share."""
        return self._began_s + at_ms / 1000

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call ``watcher`` after each change; the answer ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def tell(self) -> None:
        """Something beside the world changed (a port, the modem): call the watchers."""
        for watcher in tuple(self._watchers):
            watcher()

    def stop(self) -> None:
        """Time stands still."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _settle(self) -> None:
        self.stop()
        due_ms = self._world.timeline.next_ms()
        if due_ms is not None:
            self._timer = self._loop.call_at(self.monotonic_s(due_ms), self._fall_due)
        if self._world.revision != self._told_revision:
            self._told_revision = self._world.revision
            self.tell()

    def _fall_due(self) -> None:
        self._catch_up()
        self._settle()

    def _catch_up(self) -> None:
        self._world.timeline.advance_to((self._loop.time() - self._began_s) * 1000)
