"""``python -m demo.stop``: end what a demonstration left behind, and nothing else."""

import json
import os
import signal
import sys
import time
from pathlib import Path

from demo.process import END_S_MAX, started

REGISTER = Path("var/demo/processes.json")


def main() -> int:
    """Ask each process of the register to end, then make it."""
    try:
        register: dict[str, list[object]] = json.loads(REGISTER.read_text())
    except (OSError, ValueError):
        sys.stdout.write("no demonstration is running\n")
        return 0
    alive = {
        name: int(str(pid)) for name, (pid, since) in register.items() if since and started(int(str(pid))) == since
    }
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in alive.values():
            _send(pid, number)
        _wait(alive)
    REGISTER.unlink(missing_ok=True)
    sys.stdout.write(f"ended: {', '.join(alive) or 'nothing was running'}\n")
    return 0


def _send(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _wait(alive: dict[str, int]) -> None:
    deadline = time.monotonic() + END_S_MAX
    while any(map(started, alive.values())) and time.monotonic() < deadline:
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
