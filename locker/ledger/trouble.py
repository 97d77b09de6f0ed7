"""What may be wrong with a ledger or its disk, in our words."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY})
_NO_PLACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""The same of a file system: full, over quota, or mounted for reading only after it failed."""


class LedgerDamagedError(Exception):
    """The file contradicts itself. Says where; nothing may be opened on its word."""


class LedgerInUseError(Exception):
    """Another lockerd has this ledger."""


class StorageFullError(Exception):
    """The disk did not take the transaction. Nothing changed, neither on it nor in memory."""


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written within, or nothing.

    :raises StorageFullError: the disk is full or read-only; nothing changed.
    :raises sqlite3.OperationalError: the disk failed; nobody knows what is on it, so the process must end.
    """
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if error.sqlite_errorcode & 0xFF in _NO_ROOM:
            raise StorageFullError(str(error)) from error
        raise


@contextmanager
def place_taken() -> Iterator[None]:
    """What the file system says of its room in our words. :raises StorageFullError: it takes no file."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_PLACE:
            raise StorageFullError(str(error)) from error
        raise
