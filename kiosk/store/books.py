"""One SQLite file, in which an act happens whole or not at all; a disk that does not take it is a value."""

import sqlite3
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

BYTES_MAX = 2 * 1024**3
BUSY_S = 5.0

SCHEMA = """
CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS submissions (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at_ms INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'aside', 'done')), numbers TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS parts (
    submission TEXT NOT NULL, part INTEGER NOT NULL, digest TEXT NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (submission, part)
) STRICT;
CREATE TABLE IF NOT EXISTS drafts (
    id TEXT PRIMARY KEY, until TEXT NOT NULL, uploaded INTEGER NOT NULL DEFAULT 0, box BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS ended_drafts (id TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT;
"""


class StoreTrouble(StrEnum):
    """Why something could not be kept. ``NO_NUMBER``: the day's are all given. ``TOO_LATE``: nobody waits for it."""

    FULL = "full"
    BROKEN = "broken"
    NO_NUMBER = "no_number"
    TOO_LATE = "too_late"


_TROUBLES = {
    sqlite3.SQLITE_FULL: StoreTrouble.FULL,
    sqlite3.SQLITE_READONLY: StoreTrouble.FULL,
    sqlite3.SQLITE_IOERR: StoreTrouble.BROKEN,
    sqlite3.SQLITE_CORRUPT: StoreTrouble.BROKEN,
    sqlite3.SQLITE_NOTADB: StoreTrouble.BROKEN,
    sqlite3.SQLITE_CANTOPEN: StoreTrouble.BROKEN,
    sqlite3.SQLITE_BUSY: StoreTrouble.BROKEN,
}

T = TypeVar("T")
Act = Callable[[sqlite3.Connection], T]


class UndoneError(Exception):
    """Undoes the act it is raised in; told as its ``trouble``."""

    def __init__(self, trouble: StoreTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class Books:
    """The open file. Any thread may act, one at a time. WAL, ``synchronous=FULL``: what was kept is on the disk."""

    def __init__(self, path: Path, bytes_max: int = BYTES_MAX) -> None:
        """Open or make the file, at most ``bytes_max`` large. :raises sqlite3.DatabaseError: it cannot be opened."""
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            (page_bytes,) = self._db.execute("PRAGMA page_size").fetchone()
            self._db.execute(f"PRAGMA max_page_count = {max(1, bytes_max // page_bytes)}")
            self._db.executescript(SCHEMA)
        except sqlite3.DatabaseError:
            self._db.close()
            raise

    def act(self, do: Act[T]) -> T | StoreTrouble:
        """Do it in one transaction; any trouble, and any exception, undoes all of it."""
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                done = do(self._db)
                self._db.execute("COMMIT")
            except UndoneError as error:
                return error.trouble
            except sqlite3.DatabaseError as error:
                return trouble_of(error)
            finally:
                self._roll_back()
        return done

    def change(self, sql: str, *values: str | int | bytes) -> StoreTrouble | None:
        """One statement that gives nothing back."""
        done = self.act(lambda db: db.execute(sql, values))
        return done if isinstance(done, StoreTrouble) else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")


def trouble_of(error: sqlite3.DatabaseError) -> StoreTrouble:
    """The disk's trouble behind an error. :raises sqlite3.DatabaseError: it is a bug of ours."""
    trouble = _TROUBLES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if trouble is None:
        raise error
    return trouble
