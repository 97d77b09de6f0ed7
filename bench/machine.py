"""What the whole system takes of the machine while nobody is there: memory and processor of each process.

The demonstration's system, as it stands, some seconds after its start. ``python -m bench --only machine``.
Memory is PSS (proc(5), smaps_rollup): what several processes share is shared out among them, so the column adds up.
"""

import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.row import Row
from demo.house import House
from demo.system import System
from kiosk.display import display

IDLE_S, IDLE_QUICK_S = 20.0, 3.0
SETTLE_S = 5.0
CPU_AIM_PERCENT = 0.5
AIMED = ("kiosk", "lockerd")
OURS = (*AIMED, "hall-web", "hall-ingest", "hall-sms")
SESSION_FIELD, USER_FIELD, SYSTEM_FIELD = 3, 11, 12


@dataclass(frozen=True)
class Use:
    """One part with all its processes. MiB; percent of one core."""

    memory_mib: float
    cpu_percent: float


def run(quick: bool) -> list[Row]:
    """Memory and idle CPU of our own processes."""
    used = measure(IDLE_QUICK_S if quick else IDLE_S)
    cpu = [_cpu_row(name, used[name]) for name in OURS]
    return [*cpu, *(Row(f"{name}: memory (PSS)", used[name].memory_mib, "MiB") for name in OURS)]


def measure(idle_s: float) -> dict[str, Use]:
    """Start everything, let it come to rest, look twice."""
    with tempfile.TemporaryDirectory(prefix="bench-machine-") as folder, display(1080, 1920) as name:
        os.environ["DISPLAY"] = name
        house = House(Path(folder))
        system = System(house)
        try:
            system.start()
            time.sleep(SETTLE_S)
            return _idle(_sessions(house), idle_s)
        finally:
            system.stop()


def _sessions(house: House) -> dict[str, int]:
    """Each part leads a session of its own, so its children are found by that."""
    return {name: pid for name, (pid, _) in json.loads((house.root / "processes.json").read_text()).items()}


def _idle(sessions: Mapping[str, int], idle_s: float) -> dict[str, Use]:
    before = {name: sum(map(_cpu_s, _members(session))) for name, session in sessions.items()}
    time.sleep(idle_s)
    return {
        name: Use(
            memory_mib=sum(map(_pss_mib, _members(session))),
            cpu_percent=100 * (sum(map(_cpu_s, _members(session))) - before[name]) / idle_s,
        )
        for name, session in sessions.items()
    }


def _members(session: int) -> list[int]:
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [pid for pid in pids if (fields := _stat(pid)) and int(fields[SESSION_FIELD]) == session]


def _cpu_s(pid: int) -> float:
    """Processor seconds so far (proc(5), stat, fields 14 and 15)."""
    fields = _stat(pid)
    return (int(fields[USER_FIELD]) + int(fields[SYSTEM_FIELD])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields after the name; none when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _pss_mib(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rollup.partition("\nPss:")[2].split()[0]) / 1024


def _cpu_row(name: str, use: Use) -> Row:
    aim = CPU_AIM_PERCENT if name in AIMED else None
    return Row(f"{name}: processor, idle", use.cpu_percent, "%", "of one core", target=aim)
