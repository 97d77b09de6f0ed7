"""What lockerd needs of the hardware. The composition root gives it; nothing here knows a wire."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PulseResult:
    """The board's word on one pulse. ``sent``: the request had left, so the lock may have moved whatever came back."""

    confirmed: bool
    sent: bool
    cause: str = ""


class Wires(Protocol):
    """The lock boards of one cabinet."""

    async def start(self) -> None:
        """Begin polling. Does not fail because hardware is away."""

    async def stop(self) -> None:
        """All relays off, wires let go."""

    def pulse(self, board: str, channel: int, pulse_ms: int) -> Awaitable[PulseResult]:
        """Energise one lock once, timed by the board; one request on the wire, never a second.

        The order is taken at once; only the board's word on it is awaited. One that could not be said within two
        seconds is taken back, so that nothing opens later (DESIGN section 6, rule 6).
        """

    def hold_polling(self, seconds: float) -> None:
        """An order is near: keep the wire free for it."""

    @property
    def poll_ms(self) -> Mapping[str, float]:
        """How long one round of polling takes, by line."""
