"""Wrong codes as they are counted: in a row, on this day, and altogether."""

from msgspec.structs import replace

from locker.contract.events import CodeRefused
from locker.domain.state import CodeGuard, day_of


def refused(guard: CodeGuard, e: CodeRefused, at_ms: int) -> CodeGuard:
    """The guard after a code was refused; only a guess counts."""
    now = today(guard, at_ms)
    if not e.guess:
        return now
    pause = e.paused_until_ms > 0
    return CodeGuard(
        in_a_row=0 if pause else now.in_a_row + 1,
        total=now.total + 1,
        day=now.day,
        today=now.today + 1,
        pauses=now.pauses + pause,
        paused_until_ms=e.paused_until_ms or now.paused_until_ms,
    )


def today(guard: CodeGuard, at_ms: int) -> CodeGuard:
    """The guard as it counts on the day of ``at_ms``: a new day forgets yesterday's pauses."""
    day = day_of(at_ms)
    return guard if guard.day == day else replace(guard, day=day, today=0, pauses=0)
