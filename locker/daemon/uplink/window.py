"""Which events to send next: a pure window above the hall's acknowledgement. No clock, no I/O."""

from dataclasses import dataclass


@dataclass
class Window:
    """Everything up to ``acked`` is the hall's; ``acked + 1 .. sent`` is under way. Times in seconds, any origin.

    Without progress for ``resend_s``, or ``gap_s`` after the hall named an older seq again, sending starts anew
    from what the hall has. Each new start without progress doubles the wait, up to ``resend_s_max``: a hall that
    cannot take an event is not flooded with it. The two waits double apart, so that a hall back after hours of
    silence that says where it is gets the rest at once.
    """

    acked: int
    width: int
    resend_s: float
    gap_s: float
    resend_s_max: float

    def __post_init__(self) -> None:
        self.sent = self.acked
        self._gap: int | None = None
        self._since_s = 0.0
        self._silent_starts = self._gap_starts = 0

    def room(self, head: int) -> int:
        """How many events above ``sent`` may go now."""
        return max(0, min(head, self.acked + self.width) - self.sent)

    def sending(self, seq: int, now_s: float) -> None:
        """Everything up to ``seq`` is on its way."""
        if self.sent == self.acked:
            self._since_s = now_s
        self.sent = seq

    def acknowledged(self, seq: int, now_s: float) -> None:
        """The hall holds everything up to ``seq`` and nothing after it that counts."""
        if seq > self.acked:
            self.acked = seq
            self.sent = max(self.sent, seq)
            self._gap, self._since_s = None, now_s
            self._silent_starts = self._gap_starts = 0
        elif seq < self.sent:
            self._gap = seq

    @property
    def due_s(self) -> float | None:
        """When :meth:`start_anew_when_due` has something to do, if nothing is heard until then."""
        if self._gap is None and self.sent == self.acked:
            return None
        first_s, starts = (self.resend_s, self._silent_starts) if self._gap is None else (self.gap_s, self._gap_starts)
        return self._since_s + min(first_s * 2.0 ** min(starts, 30), self.resend_s_max)

    def start_anew_when_due(self, now_s: float) -> bool:
        """Go back to what the hall has, when it is time to. True when that happened."""
        due_s = self.due_s
        if due_s is None or now_s < due_s:
            return False
        if self._gap is None:
            self._silent_starts += 1
        else:
            self._gap_starts += 1
            self.acked = self._gap
        self.sent = self.acked
        self._gap, self._since_s = None, now_s
        return True
