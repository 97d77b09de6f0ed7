"""How the machine is: disk, memory, temperature, uptime. Read from Linux's own files (proc(5), sysfs thermal)."""

import resource
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from locker.contract.topics import Telemetry
from locker.daemon.doors import Doors
from locker.domain import observe

MIB = 1 << 20
TEMPERATURE = Path("/sys/class/thermal/thermal_zone0/temp")
DISK_EVERY_S = 30.0


class Health:
    """Watches the disk the ledger lies on, and tells the machine's state when asked."""

    def __init__(self, doors: Doors, folder: Path, disk_free_mib_min: int) -> None:
        self._doors = doors
        self._folder = folder
        self._free_mib_min = disk_free_mib_min
        self._started_s = time.monotonic()
        self._looked_s = -DISK_EVERY_S

    def watch(self) -> None:
        """Raise or end the alarm of a low disk; looks at most every half minute."""
        if time.monotonic() - self._looked_s < DISK_EVERY_S:
            return
        self._looked_s = time.monotonic()
        free = self._free_mib()
        self._doors.record(lambda s: observe.disk(s, free, self._free_mib_min))

    def telemetry(self, poll_ms: Mapping[str, float]) -> Telemetry:
        """Everything for the dashboard, now."""
        ledger = self._doors.ledger
        return Telemetry(
            at_ms=self._doors.clock.now_ms(),
            uptime_s=int(time.monotonic() - self._started_s),
            disk_free_mib=self._free_mib(),
            memory_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            cpu_temperature_c=_temperature_c(),
            clock_trusted=self._doors.clock.trusted,
            poll_ms=dict(poll_ms),
            events_waiting=ledger.head - ledger.cursor,
        )

    def _free_mib(self) -> int:
        return shutil.disk_usage(self._folder).free // MIB


def _temperature_c() -> float | None:
    try:
        return int(TEMPERATURE.read_text()) / 1000
    except (OSError, ValueError):
        return None
