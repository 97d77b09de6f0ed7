"""``python -m tests.kiosk.two_people.quiet_minutes kiosk.toml …``: the kiosk's own program; each SIGUSR1 it hears lets
:data:`QUIET_MS` pass on the flows' clock, in which nobody touches anything.
"""

import signal
import sys

from kiosk.__main__ import main
from kiosk.flows.states import FILLING_IDLE_S
from kiosk.shell import monotonic_ms

QUIET_MS = (FILLING_IDLE_S + 1) * 1000
"""Long enough for any screen of somebody who applies to be given up; the glass does not sleep yet."""


class Clock:
    """Monotonic milliseconds, and what passed unseen."""

    def __init__(self) -> None:
        self._passed_ms = 0
        signal.signal(signal.SIGUSR1, lambda *_: self._passes())

    def now_ms(self) -> int:
        return monotonic_ms() + self._passed_ms

    def _passes(self) -> None:
        self._passed_ms += QUIET_MS


if __name__ == "__main__":
    sys.exit(main(clock=Clock().now_ms))
