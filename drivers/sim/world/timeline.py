"""The world's own clock, in milliseconds, and what is due on it."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(order=True, slots=True)
class Ticket:
    """Something due. ``cancel`` makes it never happen."""

    at_ms: float
    order: int
    happen: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """It will not happen."""
        self.cancelled = True


class Timeline:
    """Virtual time: it moves only when told, and everything due on the way happens in order."""

    def __init__(self) -> None:
        self.now_ms = 0.0
        self._due: list[Ticket] = []
        self._tickets = 0

    def after(self, ms: float, happen: Callable[[], None]) -> Ticket:
        """Let ``happen`` be due in ``ms``."""
        self._tickets += 1
        ticket = Ticket(self.now_ms + ms, self._tickets, happen)
        heapq.heappush(self._due, ticket)
        return ticket

    def next_ms(self) -> float | None:
        """When the next thing is due, or None."""
        while self._due and self._due[0].cancelled:
            heapq.heappop(self._due)
        return self._due[0].at_ms if self._due else None

    def advance_to(self, at_ms: float) -> None:
        """Move to ``at_ms``; time never goes back."""
        while (due_ms := self.next_ms()) is not None and due_ms <= at_ms:
            ticket = heapq.heappop(self._due)
            self.now_ms = max(self.now_ms, due_ms)
            ticket.happen()
        self.now_ms = max(self.now_ms, at_ms)
