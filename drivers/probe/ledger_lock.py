"""The lock by which lockerd has its ledger alone."""

import fcntl
from pathlib import Path
from typing import IO


def hold_ledger(ledger: Path) -> IO[bytes] | None:
    """Take lockerd's own lock for as long as the file is open, so that it cannot start beside us.

    None when there never was a ledger here. :raises BlockingIOError: lockerd runs.
    """
    try:
        lock = ledger.with_name(ledger.name + ".lock").open("rb")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise
    return lock
