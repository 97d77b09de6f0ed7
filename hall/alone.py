"""What only one process of a hall may be at: a second one waits, and takes over when the first has ended.

On PostgreSQL by an advisory lock of the session (manual, 13.3.5), so the two may be on two machines; whoever loses the
database loses the lock and, at its next query, its life. On SQLite by a lock on a file beside the database.
"""

import fcntl
import logging
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.db import connection

from hall.here import machine
from hall.watchdog import Watchdog

LOOK_S = 0.5
OURS = 20_835
"""Parts our locks from those of others in the same database; any number."""

_log = logging.getLogger(__name__)


@contextmanager
def alone(task: str, watchdog: Watchdog, ending: Callable[[], bool]) -> Iterator[bool]:
    """Wait until no other process is at ``task``, or until ``ending``: then False, and nothing may be begun."""
    with ExitStack() as held:
        mine = _taken(task, held)
        if not mine:
            _log.info("another process is at %s: waiting for its end", task)
        while not (mine or ending()):
            watchdog.alive()
            time.sleep(LOOK_S)
            mine = _taken(task, held)
        yield mine


def _taken(task: str, held: ExitStack) -> bool:
    if connection.vendor == "postgresql":
        return _session_lock(task)
    return _file_lock(Path(f"{machine().database.path}.{task}.lock"), held)


def _session_lock(task: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", (OURS, zlib.crc32(task.encode()) >> 1))
        return bool(cursor.fetchone()[0])


def _file_lock(path: Path, held: ExitStack) -> bool:
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return False
    held.enter_context(file)
    return True
