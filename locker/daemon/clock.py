"""The wall clock and how far to believe it. Waits are measured so that no jump shortens or lengthens them."""

import time
from collections.abc import Callable

JUMP_MS_MIN = 100
"""A lock's protections are measured in tenths of a second. NTP slews both clocks alike; what it steps is a jump:
systemd-timesyncd from 400 ms on (its ``NTP_MAX_ADJUST``)."""

STRAYED_MS_MAX = 2_000
"""Jumps of so much in all, and nobody knows any more what time it is until the hall has agreed."""

LOOK_MS_MAX = 20
LOOKS_MAX = 5
"""A process that had to wait between its looks at the two clocks looks again."""

HALL_DIFFERENCE_MS_MAX = 120_000
BUILD_MS = 1_790_000_000_000
"""2026-09-21: no honest clock of this program shows an earlier time."""


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _steady_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class Clock:
    """Wall time in milliseconds since 1970 (UTC), watched against the monotonic clock and the hall's."""

    def __init__(self, wall_ms: Callable[[], int] = _wall_ms, steady_ms: Callable[[], int] = _steady_ms) -> None:
        self._wall_ms = wall_ms
        self._steady_ms = steady_ms
        self._offset_ms = self._offset()
        self._strayed_ms = 0
        self._hall_agrees: bool | None = None

    def now_ms(self) -> int:
        """The wall clock."""
        return self._wall_ms()

    def jump_ms(self) -> int:
        """By how much the wall clock has moved since last asked, 0 when it only ticked."""
        offset_ms = self._offset()
        moved_ms = offset_ms - self._offset_ms
        if abs(moved_ms) < JUMP_MS_MIN:
            return 0
        self._offset_ms = offset_ms
        self._strayed_ms += abs(moved_ms)
        if self._strayed_ms >= STRAYED_MS_MAX:
            self._hall_agrees = None
        return moved_ms

    def hall_says(self, hall_ms: int) -> None:
        """Compare with the hall's clock, as its acknowledgements of what was written in this life carry it."""
        self._hall_agrees = abs(hall_ms - self._wall_ms()) <= HALL_DIFFERENCE_MS_MAX
        if self._hall_agrees:
            self._strayed_ms = 0

    @property
    def trusted(self) -> bool:
        """The hall agrees; or nothing speaks against the clock since this boot."""
        if self._hall_agrees is not None:
            return self._hall_agrees
        return self._strayed_ms < STRAYED_MS_MAX and self._wall_ms() >= BUILD_MS

    @property
    def proven(self) -> bool:
        """The hall agreed in this life. A machine without a clock of its own starts with the time of the power cut,
        and by that what was signed before the cut is still in time.
        """
        return self._hall_agrees is True

    def _offset(self) -> int:
        for _ in range(LOOKS_MAX):
            before_ms = self._steady_ms()
            wall_ms = self._wall_ms()
            if self._steady_ms() - before_ms <= LOOK_MS_MAX:
                break
        return wall_ms - before_ms
