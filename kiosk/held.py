"""A finger or a key that stays down is one act, however often it is reported."""

from dataclasses import dataclass, field

LOST_MS = 1_000
HELD_MAX = 32

FINGER = -1


@dataclass(slots=True)
class Held:
    """What is down. An end that got lost is forgotten :data:`LOST_MS` after the last report of its beginning."""

    since: dict[int, int] = field(default_factory=dict, repr=False)

    def begins(self, what: int, at_ms: int) -> bool:
        """Whether ``what`` (a key's number, or :data:`FINGER`) goes down now, and was not down already."""
        last_ms = self.since.pop(what, None)
        if len(self.since) >= HELD_MAX:
            self.since.clear()
        self.since[what] = at_ms
        return last_ms is None or at_ms - last_ms > LOST_MS

    def ends(self, what: int) -> None:
        """It was let go."""
        self.since.pop(what, None)
