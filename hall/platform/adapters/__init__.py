"""Ways to a platform. Each takes one event at a time and says whether it is there for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Delivered:
    """The other side has it and will not lose it; it may have had it before."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now. ``why``: in words for staff, nothing of the event."""

    why: str


class Adapter(Protocol):
    """``name`` keeps its cursor; it never changes."""

    name: str

    def deliver(self, event: bytes, headers: Mapping[str, str]) -> Delivered | Later:
        """Hand over one event within a few seconds. The same event may come again (at least once)."""
