"""A compartment's door: a latch that the lock frees, a spring that pushes it ajar, and a person's hand."""

from collections.abc import Callable
from enum import StrEnum

from drivers.sim.world.lock import Lock
from drivers.sim.world.sensor import Sensor
from drivers.sim.world.timeline import Ticket, Timeline

PULL_IN_MS = 25.0
SPRING_MS = 60.0


class Position(StrEnum):
    """How far the door stands open."""

    SHUT = "shut"
    AJAR = "ajar"
    WIDE = "wide"


class Door:
    """Verbs are what happens to it; each tells whether it worked."""

    def __init__(
        self,
        name: str,
        lock: Lock,
        sensor: Sensor | None,
        timeline: Timeline,
        tell: Callable[[str], None],
    ) -> None:
        self.id = name
        self.lock = lock
        self.sensor = sensor
        self.position = Position.SHUT
        self.latched = True
        self.jammed = False
        self.spring_tired = False
        self.envelope = False
        self._timeline = timeline
        self._tell = tell
        self._pull_in: Ticket | None = None
        self._spring: Ticket | None = None
        lock.on_change = self._lock_changed

    @property
    def shut(self) -> bool:
        """The door is in its frame (latched or not)."""
        return self.position is Position.SHUT

    def push_shut(self) -> bool:
        """A hand pushes it shut; the latch catches unless the lock pulls at that moment. Also of a freed door whose
        tired spring left it in its frame.
        """
        if self.jammed or (self.shut and self.latched):
            return False
        if not self.shut:
            self._move(Position.SHUT)
        self.latched = not self._pulling()
        if not self.latched:
            self._spring_soon()
        return True

    def pull_open(self) -> bool:
        """A hand pulls it wide open; a latched or jammed door does not give way."""
        if self.jammed or self.latched or self.position is Position.WIDE:
            return False
        self._move(Position.WIDE)
        return True

    def pry_open(self) -> bool:
        """Force: the latch gives way without any order."""
        if not self.shut:
            return False
        self.latched = False
        self._move(Position.AJAR)
        return True

    def put_envelope(self) -> bool:
        """A hand lays an envelope in."""
        return self._handle(envelope=True)

    def take_envelope(self) -> bool:
        """A hand takes the envelope out."""
        return self._handle(envelope=False)

    def jam(self) -> bool:
        """It does not move any more, by lock or by hand."""
        was, self.jammed = self.jammed, True
        self._tell("jammed")
        return not was

    def unjam(self) -> bool:
        """It moves again."""
        was, self.jammed = self.jammed, False
        self._tell("unjammed")
        self._free_if_pulling()
        return was

    def tire_spring(self) -> bool:
        """The spring is too weak: a freed door stays in its frame until pulled."""
        was, self.spring_tired = self.spring_tired, True
        return not was

    def renew_spring(self) -> bool:
        """A new spring."""
        was, self.spring_tired = self.spring_tired, False
        self._free_if_pulling()
        return was

    def _handle(self, *, envelope: bool) -> bool:
        if self.shut or self.envelope == envelope:
            return False
        self.envelope = envelope
        self._tell("envelope put in" if envelope else "envelope taken out")
        return True

    def _lock_changed(self) -> None:
        if self._pull_in is not None:
            self._pull_in.cancel()
        self._pull_in = None
        if self.lock.energised:
            self._pull_in = self._timeline.after(PULL_IN_MS, self._free_if_pulling)
            if self.sensor is not None:
                self.sensor.lock_pulls()
        self._tell("lock energised" if self.lock.energised else "lock at rest")

    def _pulling(self) -> bool:
        energised_at_ms = self.lock.energised_at_ms
        if not self.lock.energised or self.lock.burnt or energised_at_ms is None:
            return False
        return self._timeline.now_ms - energised_at_ms >= PULL_IN_MS

    def _free_if_pulling(self) -> None:
        if self.shut and self._pulling() and not self.jammed:
            self.latched = False
            self._spring_soon()

    def _spring_soon(self) -> None:
        if self._spring is not None:
            self._spring.cancel()
        self._spring = self._timeline.after(SPRING_MS, self._spring_open)

    def _spring_open(self) -> None:
        if self.shut and not (self.latched or self.jammed or self.spring_tired):
            self._move(Position.AJAR)

    def _move(self, to: Position) -> None:
        if self._spring is not None:
            self._spring.cancel()
        self.position = to
        self._tell(to.value)
        if self.sensor is not None:
            self.sensor.see(self.shut)
