"""Files that are whole after a power cut: the old one or the new one, never half of either."""

import fcntl
import os
from pathlib import Path
from typing import IO


def write_durably(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write beside ``path``, bring it to the disk, then put it in its place. :raises OSError: no room, no right."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        os.fchmod(file.fileno(), mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
