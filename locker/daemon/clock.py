"""The wall clock and how far to believe it. Waits are measured so that no jump shortens or lengthens them."""

import time
from collections.abc import Callable

JUMP_MS_MIN = 2_000
"""A smaller difference is NTP slewing, not a jump."""

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
        self._offset_ms = wall_ms() - steady_ms()
        self._jumped = False
        self._hall_agrees: bool | None = None

    def now_ms(self) -> int:
        """The wall clock."""
        return self._wall_ms()

    def jump_ms(self) -> int:
        """By how much the wall clock has moved since last asked, 0 when it only ticked."""
        offset_ms = self._wall_ms() - self._steady_ms()
        moved_ms = offset_ms - self._offset_ms
        if abs(moved_ms) < JUMP_MS_MIN:
            return 0
        self._offset_ms = offset_ms
        self._jumped = True
        self._hall_agrees = None
        return moved_ms

    def hall_says(self, hall_ms: int) -> None:
        """Compare with the hall's clock, as its acknowledgements carry it."""
        self._hall_agrees = abs(hall_ms - self._wall_ms()) <= HALL_DIFFERENCE_MS_MAX
        if self._hall_agrees:
            self._jumped = False

    @property
    def trusted(self) -> bool:
        """The hall agrees; or nothing speaks against the clock since this boot."""
        if self._hall_agrees is not None:
            return self._hall_agrees
        return not self._jumped and self._wall_ms() >= BUILD_MS
