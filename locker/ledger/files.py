"""The ledger's file and what lies beside it: opened to write by one process, read by anybody at any time."""

import errno
import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from locker.ledger.replay import Replayed, believed, cursor_in
from locker.ledger.schema import migrate
from locker.ledger.trouble import LedgerDamagedError, LedgerInUseError, StorageFullError, place_taken


def connect(path: Path) -> sqlite3.Connection:
    """The file, made or brought forward. :raises LedgerDamagedError, StorageFullError: as :class:`Ledger`."""
    with place_taken():
        path.touch(0o600)
        path.chmod(0o600)
    db = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA wal_autocheckpoint = 1000")
        migrate(db)
    except sqlite3.OperationalError as error:
        db.close()
        raise StorageFullError(str(error)) from error
    except (sqlite3.DatabaseError, ValueError) as error:
        db.close()
        raise LedgerDamagedError(str(error)) from error
    return db


def lock_beside(path: Path) -> IO[bytes]:
    """Keep everybody else from writing this ledger until it is closed. :raises LedgerInUseError: somebody has it."""
    lock_path = path.with_name(path.name + ".lock")
    with place_taken():
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_path.open("wb")
    try:
        lock_path.chmod(0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            raise LedgerInUseError(f"another lockerd has {path}") from None
        raise
    return lock


def unfinished(path: Path) -> Path:
    """The file beside a ledger that is there from the first step of a restore to its last."""
    return path.with_name(path.name + ".restoring")


def refuse_unfinished(path: Path) -> None:
    """What is at the place may be nothing, or a part. :raises LedgerDamagedError: a restore has not ended."""
    if unfinished(path).exists():
        raise LedgerDamagedError(f"a restore of {path.name} was cut off, or is under way: run it again")


def verify_file(path: Path) -> Replayed:
    """Read a ledger whole without changing it, also while lockerd runs. :raises LedgerDamagedError: says where."""
    with reading(path) as db:
        return believed(db)


def cursor_of(path: Path) -> int:
    """How far the hall has acknowledged this ledger. :raises LedgerDamagedError: it cannot be opened."""
    with reading(path) as db:
        return cursor_in(db)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file at one moment, whatever lockerd writes meanwhile; nothing can be written to it.

    :raises LedgerDamagedError: it cannot be opened, or a restore of it was cut off.
    """
    refuse_unfinished(path)
    with as_it_lies(path) as db:
        yield db


@contextmanager
def as_it_lies(path: Path) -> Iterator[sqlite3.Connection]:
    """As :func:`reading`, whatever became of a restore."""
    try:
        db = _snapshot(path)
    except sqlite3.DatabaseError as error:
        raise LedgerDamagedError(str(error)) from error
    with closing(db):
        yield db


def _snapshot(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        return _begun(address)
    except sqlite3.OperationalError:
        # A copy on a medium that cannot be written: SQLite cannot make there what it keeps beside a file with a WAL.
        return _begun(f"{address}&immutable=1")


def _begun(address: str) -> sqlite3.Connection:
    db = sqlite3.connect(address, uri=True, isolation_level=None)
    try:
        db.execute("BEGIN")
        db.execute("SELECT 1 FROM sqlite_master")  # the moment is that of the first look
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
