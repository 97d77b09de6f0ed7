"""What may happen to a board's replies on their way, by plan or by seeded chance."""

import random
from collections import deque
from dataclasses import dataclass
from enum import StrEnum


class ReplyFault(StrEnum):
    """``unheard``: the board never got the request. All others: it acted, but the reply suffers."""

    UNHEARD = "unheard"
    LOST = "lost"
    GARBLED = "garbled"
    LATE = "late"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Spoil:
    """One reply's fate. ``late_ms`` counts for ``late`` only."""

    fault: ReplyFault
    late_ms: float = 0.0


class Replies:
    """The fates of the replies to come: the planned ones first, then noise."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._planned: deque[Spoil | None] = deque(maxlen=10_000)
        self._noise = 0.0

    @property
    def planned(self) -> int:
        """How many planned fates are still to come."""
        return len(self._planned)

    def spoil_next(self, fault: ReplyFault, times: int = 1, late_ms: float = 500.0) -> None:
        """The next ``times`` replies suffer ``fault``."""
        self._planned.extend([Spoil(fault, late_ms)] * times)

    def let_pass(self, times: int) -> None:
        """The next ``times`` replies (after those planned) are well; for a fault later on."""
        self._planned.extend([None] * times)

    def add_noise(self, probability: float) -> None:
        """Each reply suffers some fault with this probability, 0 to end it."""
        self._noise = probability

    def take(self) -> Spoil | None:
        """The fate of the next reply."""
        if self._planned:
            return self._planned.popleft()
        if self._noise and self._random.random() < self._noise:
            return Spoil(self._random.choice(list(ReplyFault)), self._random.uniform(50, 1000))
        return None
