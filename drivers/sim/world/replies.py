"""What may happen to a board's replies on their way, by plan or by seeded chance."""

import random
from collections import Counter, deque
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
    """One reply's fate. ``late_ms`` counts for ``late`` only, ``bit`` for ``garbled`` on boards of their own frames.

    ``bit``: the one that arrives wrong, from the lowest of the first byte; None: any, by the seed.
    """

    fault: ReplyFault
    late_ms: float = 0.0
    bit: int | None = None


class Replies:
    """The fates of the replies to come: the planned ones first, then noise; and how often each request came."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311
        self._planned: deque[Spoil | None] = deque(maxlen=10_000)
        self._of_news: deque[Spoil] = deque(maxlen=10_000)
        self._noise = 0.0
        self._mute: set[bytes] = set()
        self.requests: Counter[bytes] = Counter()

    @property
    def planned(self) -> int:
        """How many planned fates are still to come."""
        return len(self._planned)

    def spoil_next(self, fault: ReplyFault, times: int = 1, late_ms: float = 500.0, bit: int | None = None) -> None:
        """The next ``times`` replies suffer ``fault``."""
        self._planned.extend([Spoil(fault, late_ms, bit)] * times)

    def spoil_of_new(self, fault: ReplyFault, late_ms: float = 500.0, bit: int | None = None) -> None:
        """The reply to the next request that never came before suffers ``fault``: an order's, whatever is polled."""
        self._of_news.append(Spoil(fault, late_ms, bit))

    def let_pass(self, times: int) -> None:
        """The next ``times`` replies (after those planned) are well; for a fault later on."""
        self._planned.extend([None] * times)

    def be_mute(self, request: bytes, *, mute: bool = True) -> None:
        """This very request is never answered, until it is again: one door of a board that is asked door by door."""
        (self._mute.add if mute else self._mute.discard)(request)

    def add_noise(self, probability: float) -> None:
        """Each reply suffers some fault with this probability, 0 to end it."""
        self._noise = probability

    def wrong_bit(self, spoil: Spoil, frame: bytes) -> int:
        """Which bit of a garbled reply arrives wrong."""
        return self._random.randrange(8 * len(frame)) if spoil.bit is None else spoil.bit

    def take(self, request: bytes) -> Spoil | None:
        """The fate of the reply to this request."""
        self.requests[request] += 1
        if request in self._mute:
            return Spoil(ReplyFault.UNHEARD)
        if self._of_news and self.requests[request] == 1:
            return self._of_news.popleft()
        if self._planned:
            return self._planned.popleft()
        if self._noise and self._random.random() < self._noise:
            return Spoil(self._random.choice(list(ReplyFault)), self._random.uniform(50, 1000))
        return None
