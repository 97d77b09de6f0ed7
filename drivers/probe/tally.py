"""How often one door opened and how fast, over many times. Pure."""

import math
from collections.abc import Sequence

from msgspec import Struct

from drivers.probe.findings import Finding

TIMES_MAX = 10_000


class Tally(Struct, kw_only=True):
    """One door under repetition. ``open_ms``: each time from the order to the sensor."""

    tried: int = 0
    open_ms: list[int] = []
    failures: dict[str, int] = {}

    def note(self, finding: Finding, open_ms: int | None) -> None:
        """One more opening and what came of it."""
        self.tried += 1
        if finding is not Finding.RIGHT:
            self.failures[finding.value] = self.failures.get(finding.value, 0) + 1
        elif open_ms is not None and len(self.open_ms) < TIMES_MAX:
            self.open_ms.append(open_ms)


def percentile(values: Sequence[int], percent: float) -> int:
    """The smallest value that so many percent do not exceed (nearest rank); 0 of none."""
    if not values:
        return 0
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]
