"""A lock's solenoid: when it pulls, how long it was energised, how hot it became."""

import math
from collections.abc import Callable

from drivers.sim.world.timeline import Timeline

AMBIENT_C = 20.0
BURNT_C = 150.0
# A first-order model of an intermittent-duty solenoid: 500 ms every 5 s for ever stays below 110 degrees,
# about 3.5 s without a rest burn it. An order of magnitude from makers' duty factors, not a measurement.
HEATING_C_PER_S = 40.0
COOLING_S = 20.0


class Lock:
    """The coil behind one relay. ``energised_ms`` in all, ``longest_ms`` at a stretch."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._energised = False
        self._since_ms = timeline.now_ms
        self._temperature_c = AMBIENT_C
        self._total_ms = 0.0
        self._longest_ms = 0.0
        self.hottest_c = AMBIENT_C
        self.energised_at_ms: float | None = None
        self.on_change: Callable[[], None] = lambda: None

    @property
    def energised(self) -> bool:
        """Current flows."""
        return self._energised

    @property
    def burnt(self) -> bool:
        """It was once too hot; it never pulls again."""
        return max(self.hottest_c, self.temperature_c) >= BURNT_C

    @property
    def energised_ms(self) -> float:
        """The time it was energised in all."""
        return self._total_ms + self._running_ms()

    @property
    def longest_ms(self) -> float:
        """The longest time it was energised without a rest."""
        return max(self._longest_ms, self._running_ms())

    @property
    def temperature_c(self) -> float:
        """Degrees Celsius now."""
        elapsed_s = (self._timeline.now_ms - self._since_ms) / 1000
        end_c = AMBIENT_C + (HEATING_C_PER_S * COOLING_S if self._energised else 0.0)
        return end_c + (self._temperature_c - end_c) * math.exp(-elapsed_s / COOLING_S)

    def feed(self, energised: bool) -> None:
        """The relay's contact closed or opened."""
        if energised == self._energised:
            return
        self._settle()
        self._energised = energised
        if energised:
            self.energised_at_ms = self._timeline.now_ms
        self.on_change()

    def _settle(self) -> None:
        self._temperature_c = self.temperature_c
        self.hottest_c = max(self.hottest_c, self._temperature_c)
        self._total_ms, self._longest_ms = self.energised_ms, self.longest_ms
        self._since_ms = self._timeline.now_ms

    def _running_ms(self) -> float:
        return self._timeline.now_ms - self._since_ms if self._energised else 0.0
