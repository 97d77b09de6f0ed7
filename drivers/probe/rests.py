"""When a lock may be driven again: its rest after each pulse, so many pulses a minute, one at a time for a supply."""

import time
from typing import Final

from drivers.probe.machine import Door, Machine

GAP_S: Final = 0.5
"""Between two pulses of one power supply (hardware notes 1.6)."""
MINUTE_S: Final = 60.0
REMEMBERED: Final = 10


class Rests:
    """``pulls``: when each relay (``board/channel``) was driven lately, in seconds of the wall clock.

    Whoever gives it keeps it, so that a check that is ended and begun again does not drive a lock too often.
    ``wall_s``: that clock now; from here on only the time that passes counts, however the clock jumps.
    """

    def __init__(self, machine: Machine, pulls: dict[str, list[float]], wall_s: float) -> None:
        self._machine, self._pulls = machine, pulls
        self._began_s = time.monotonic()
        self._ahead_s = wall_s - self._began_s
        self._ended_s: dict[str, float] = {}
        self._supply_s = 0.0

    def left_s(self, door: Door) -> float:
        """How long its lock has to rest from now on; 0 when it may be driven."""
        # Nobody knows how long the last pulse before this program was.
        rested_s = self._ended_s.get(str(door.wire), self._began_s) + self._machine.lock_of(door).rest_ms / 1000
        return max(0.0, max(rested_s, self._minute_s(door), self._supply_s) - time.monotonic())

    def begin(self, door: Door) -> None:
        """It is driven now."""
        pulls = self._pulls.setdefault(str(door.wire), [])
        pulls.append(time.monotonic() + self._ahead_s)
        del pulls[:-REMEMBERED]

    def end(self, door: Door) -> None:
        """The pulse, and all that was to be seen of it, is over."""
        now_s = time.monotonic()
        self._ended_s[str(door.wire)], self._supply_s = now_s, now_s + GAP_S

    def _minute_s(self, door: Door) -> float:
        """When so many pulses lie a minute back; a pull ahead of the clock counts as one of just before the start."""
        most = self._machine.lock_of(door).pulses_a_minute
        lately = self._pulls.get(str(door.wire), [])[-most:]
        if len(lately) < most:
            return 0.0
        return min(lately[0] - self._ahead_s, time.monotonic()) + MINUTE_S
