"""One relay of a board, with the board's own timer that ends a pulse."""

from collections.abc import Callable

from drivers.sim.world.timeline import Ticket, Timeline


class Relay:
    """``on`` is what the board says (and a coil read shows); ``closed`` is what the contact does."""

    def __init__(self, timeline: Timeline, on_change: Callable[[], None]) -> None:
        self._timeline = timeline
        self._changed = on_change
        self._timer: Ticket | None = None
        self._welds = False
        self._welded = False
        self.on = False
        self.orders = 0
        self._ordered_at_ms = float("-inf")
        self.longest_order_ms = 0.0

    @property
    def closed(self) -> bool:
        """Current can flow to the lock."""
        return self.on or self._welded

    @property
    def rested_ms(self) -> float:
        """How long ago it was last told to go on."""
        return self._timeline.now_ms - self._ordered_at_ms

    @property
    def welded(self) -> bool:
        """The contact stuck, or will at its next closing."""
        return self._welds

    def switch(self, on: bool) -> None:
        """On or off until told otherwise; ends a running timer."""
        self._stop_timer()
        if on:
            self._order(float("inf"))
        self._set(on)

    def pulse(self, ms: float) -> None:
        """On now, off by the board's timer after ``ms``; a second pulse starts the time anew."""
        self._stop_timer()
        self._order(ms)
        self._set(True)
        self._timer = self._timeline.after(ms, lambda: self._set(False))

    def pause(self, ms: float) -> None:
        """Off now, on after ``ms``, and on it stays: what a wrong flash mode does to a lock."""
        self._stop_timer()
        self._set(False)
        self._timer = self._timeline.after(ms, lambda: self.switch(True))

    def follow(self, level: bool) -> None:
        """Linkage: be as the input is."""
        if level != self.on:
            self.switch(level)

    def lose_power(self) -> None:
        """The coil drops and the timer forgets; a welded contact stays closed."""
        self._stop_timer()
        self._set(False)

    def weld(self) -> None:
        """The contacts stick together when they next close (or now, if they are closed)."""
        self._welds = True
        self._set(self.on)

    def replace(self) -> None:
        """Maintenance put in a new one."""
        was_closed, self._welds, self._welded = self.closed, False, False
        if was_closed is not self.closed:
            self._changed()

    def _order(self, ms: float) -> None:
        self.orders += 1
        self._ordered_at_ms = self._timeline.now_ms
        self.longest_order_ms = max(self.longest_order_ms, ms)

    def _set(self, on: bool) -> None:
        before = (self.on, self._welded)
        self.on = on
        self._welded = self._welds and (self._welded or on)
        if before != (self.on, self._welded):
            self._changed()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
