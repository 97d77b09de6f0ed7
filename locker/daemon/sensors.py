"""From input bits to a door's settled word: contacts bounce, and one that never settles is doubtful."""

from collections import deque
from dataclasses import dataclass, field

from locker.contract.facts import Door

SETTLE_MS = 150
"""A contact is believed after it has been still this long; opening after an order is believed at once."""

FLIPS_MAX = 8
FLIPS_WINDOW_MS = 4_000


@dataclass
class Contact:
    """One door's contact. Times are monotonic milliseconds given by the caller."""

    settled: Door = Door.UNKNOWN
    raw: Door = Door.UNKNOWN
    since_ms: int = 0
    flips: deque[int] = field(default_factory=lambda: deque(maxlen=FLIPS_MAX))

    def read(self, door: Door, now_ms: int, ordered: bool) -> Door | None:
        """A new bit: the door's settled word if it has one now, else None until it has been still.

        ``ordered``: the door was ordered open, so its opening is expected and believed at once.
        """
        if door is not self.raw:
            first = self.raw is Door.UNKNOWN
            self.raw, self.since_ms = door, now_ms
            self.flips.append(now_ms)
            if self._restless(now_ms):
                return self._settle(Door.DOUBTFUL)
            if first or (ordered and door is Door.OPEN):
                return self._settle(door)
        return None

    def still_ms(self, now_ms: int) -> int:
        """How long until the present bit may be believed; 0 when it may."""
        return max(0, self.since_ms + SETTLE_MS - now_ms)

    def rest(self, now_ms: int) -> Door | None:
        """Called when it should have been still: the settled word, or None if it is not still yet."""
        if self.raw is self.settled or self.still_ms(now_ms) > 0 or self._restless(now_ms):
            return None
        return self._settle(self.raw)

    def lost(self) -> Door:
        """The board is silent: nothing is known."""
        self.raw = Door.UNKNOWN
        self.flips.clear()
        return self._settle(Door.UNKNOWN)

    def _restless(self, now_ms: int) -> bool:
        full = len(self.flips) == FLIPS_MAX
        return full and now_ms - self.flips[0] <= FLIPS_WINDOW_MS

    def _settle(self, door: Door) -> Door:
        self.settled = door
        return door
