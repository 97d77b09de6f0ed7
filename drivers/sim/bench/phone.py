"""The phone that shows the SMS which the simulated modem sent."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

SMS_MAX = 200


class Sms(Protocol):
    """A message as the network would deliver it. ``at_ms``: the wall clock, milliseconds since 1970."""

    @property
    def to(self) -> str:
        """The number it went to."""

    @property
    def text(self) -> str:
        """The whole text, parts joined."""

    @property
    def at_ms(self) -> int:
        """When."""

    @property
    def parts(self) -> int:
        """How many parts it took."""


class Phone:
    """The last messages; ``on_change`` is called after each."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._inbox: deque[Sms] = deque(maxlen=SMS_MAX)
        self._changed = on_change

    def receive(self, sms: Sms) -> None:
        """One arrived."""
        self._inbox.append(sms)
        self._changed()

    def state(self) -> list[dict[str, object]]:
        """Oldest first."""
        return [{"to": sms.to, "text": sms.text, "at_ms": sms.at_ms, "parts": sms.parts} for sms in self._inbox]
