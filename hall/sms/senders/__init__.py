"""Who carries an SMS away. One Protocol; one file a sender."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody took it. One reference a part, for the delivery reports."""

    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmsTrouble:
    """It was not taken, and why, in words without number or text.

    ``maybe_sent``: it may have gone out all the same. ``for_good``: trying again will not help.
    """

    cause: str
    maybe_sent: bool = False
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The operator's word on one part. ``phone``: whose, where the references of a sender come round again."""

    reference: str
    delivered: bool
    detail: str = ""
    phone: str = field(default="", repr=False)


OnReport = Callable[[Report], None]


class Sender(Protocol):
    """Sends one message at a time. Reports may come at any time and from any thread."""

    def start(self, on_report: OnReport) -> None:
        """Get ready. Never raises because a device is away."""

    def stop(self) -> None:
        """Let go of the device."""

    def send(self, phone: str, text: str) -> Sent | SmsTrouble:
        """Hand one message over, within a minute at most."""
