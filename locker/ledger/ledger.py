"""The log and the rows in one file, changed together or not at all (DESIGN section 6, rules 4 and 5).

WAL with ``synchronous=FULL``: what :meth:`Ledger.commit` returned is on the disk. One process at a time, held by a
lock on a file beside the ledger. SQLite's own waits are none: there is no second writer.
"""

import errno
import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from locker.contract.answers import AnyAnswer
from locker.contract.codec import (
    GENESIS_HASH,
    decode_event,
    decode_reply,
    encode_event,
    encode_line,
    entry_hash,
)
from locker.contract.events import AnyEvent, Entry
from locker.contract.ids import BootId, RequestId
from locker.domain.evolve import evolve
from locker.domain.state import Cabinet
from locker.ledger.rows import Key, changed_rows, fingerprint, to_rows
from locker.ledger.schema import migrate

ANSWERS_KEPT_MAX = 1000
PRUNE_EVERY = 64
"""Old answers are dropped once in so many acts: looking for them in each would make a person wait for it."""

T = TypeVar("T")
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY})
_NO_PLACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""The same of a file system: full, over quota, or mounted for reading only after it failed."""


class LedgerDamagedError(Exception):
    """The file contradicts itself. Says where; nothing may be opened on its word."""


class LedgerInUseError(Exception):
    """Another lockerd has this ledger."""


class StorageFullError(Exception):
    """The disk did not take the transaction. Nothing changed, neither on it nor in memory."""


class Ledger:
    """The open ledger. ``cabinet`` is what the log adds up to; ``head`` and ``cursor`` are sequence numbers."""

    def __init__(self, path: Path, boot: BootId) -> None:
        """Open or make the file and check all of it.

        :raises LedgerInUseError: a second lockerd has it.
        :raises LedgerDamagedError: replay and rows differ, the chain of hashes breaks, or a restore was cut off.
        :raises StorageFullError: the disk does not take what SQLite writes to open a file.
        """
        self._boot = boot
        self._answers_since_pruned = PRUNE_EVERY  # the first act of a life prunes
        with ExitStack() as undo:
            self._lock = undo.enter_context(lock_beside(path))
            _refuse_unfinished(path)
            self._db = undo.enter_context(closing(connect(path)))
            replayed = believed(self._db)
            self._adopt(replayed)
            undo.pop_all()
        self.cabinet = replayed.cabinet
        self.head = replayed.seq
        self.head_hash = replayed.hash
        self.cursor = _cursor(self._db)

    def commit(
        self,
        events: Sequence[AnyEvent],
        at_ms: int,
        request: RequestId | None = None,
        answer: AnyAnswer | None = None,
        verb: str = "",
    ) -> list[Entry]:
        """Write events, rows and the answer to ``request`` (which asked ``verb``) in one transaction.

        :raises StorageFullError: the disk is full or read-only; nothing changed.
        :raises sqlite3.OperationalError: the disk failed; nobody knows what is on it, so the process must end.
        """
        entries, after, bodies = self._next(events, at_ms, request)
        written, dropped = changed_rows(self.cabinet, after) if self.head else (to_rows(after), [])
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._write_events(entries, bodies)
            self._write_rows(written, dropped)
            if answer is not None and request is not None:
                self._write_answer(request, verb, answer, entries)
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if error.sqlite_errorcode & 0xFF in _NO_ROOM:
                raise StorageFullError(str(error)) from error
            raise
        self.cabinet = after
        if entries:
            self.head, self.head_hash = entries[-1].seq, entries[-1].hash
        return entries

    def answer_to(self, request: RequestId) -> tuple[str, AnyAnswer] | None:
        """What was asked by an act that was carried out already, and the answer it got."""
        row = self._db.execute("SELECT verb, body FROM answers WHERE request = ?", (request,)).fetchone()
        if row is None:
            return None
        answer = decode_reply(row[1])
        return row[0], answer  # type: ignore[return-value]  # only answers are stored

    def after(self, seq: int, limit: int) -> list[Entry]:
        """Up to ``limit`` entries above ``seq``, in order."""
        rows = self._db.execute(SELECT_ENTRIES + " WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
        return [_entry(row) for row in rows]

    def hash_at(self, seq: int) -> str | None:
        """The hash of an entry, the genesis hash for 0, None for one that is not here."""
        if seq == 0:
            return GENESIS_HASH
        row = self._db.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
        return row[0] if row else None

    def acknowledged(self, seq: int, hash_: str) -> bool:
        """The hall holds everything up to ``seq``: move the cursor. False for an entry that is not ours."""
        if self.hash_at(seq) != hash_:
            return False
        if seq > self.cursor:
            try:
                self._db.execute("UPDATE uplink SET cursor = ?", (seq,))
            except sqlite3.OperationalError:
                return True  # a full disk: the hall will say it again
            self.cursor = seq
        return True

    def close(self) -> None:
        """Let go of the file and its lock."""
        self._db.close()
        self._lock.close()

    def _adopt(self, replayed: "Replayed") -> None:
        """Rows of another program version are made anew from the log, which has just been found sound."""
        if _made_by(self._db) == fingerprint():
            return
        rows = to_rows(replayed.cabinet) if replayed.seq else {}
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM rows")
        self._write_rows(rows, [])
        self._db.execute("UPDATE made_by SET fingerprint = ?", (fingerprint(),))
        self._db.execute("COMMIT")

    def _next(
        self, events: Sequence[AnyEvent], at_ms: int, request: RequestId | None
    ) -> tuple[list[Entry], Cabinet, list[bytes]]:
        cabinet, hash_ = self.cabinet, self.head_hash
        entries: list[Entry] = []
        bodies = [encode_event(event) for event in events]
        for seq, (event, body) in enumerate(zip(events, bodies, strict=True), self.head + 1):
            hash_ = entry_hash(hash_, seq, at_ms, self._boot, request, body)
            cabinet = evolve(cabinet, at_ms, request, event)
            entry = Entry(seq=seq, at_ms=at_ms, boot=self._boot, request=request, body=event, hash=hash_)
            entries.append(entry)
        return entries, cabinet, bodies

    def _write_events(self, entries: list[Entry], bodies: list[bytes]) -> None:
        self._db.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (e.seq, e.at_ms, e.boot, e.request, e.body.__struct_config__.tag, body, e.hash)
                for e, body in zip(entries, bodies, strict=True)
            ],
        )

    def _write_rows(self, written: dict[Key, bytes], dropped: list[Key]) -> None:
        self._db.executemany("DELETE FROM rows WHERE room = ? AND id = ?", dropped)
        self._db.executemany(
            "INSERT INTO rows VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
            [(room, id_, body) for (room, id_), body in written.items()],
        )

    def _write_answer(self, request: RequestId, verb: str, answer: AnyAnswer, entries: list[Entry]) -> None:
        seq = entries[-1].seq if entries else self.head
        self._db.execute("INSERT INTO answers VALUES (?, ?, ?, ?)", (request, seq, verb, encode_line(answer)))
        self._answers_since_pruned += 1
        if self._answers_since_pruned < PRUNE_EVERY:
            return
        self._answers_since_pruned = 0
        self._db.execute(
            "DELETE FROM answers WHERE request IN (SELECT request FROM answers ORDER BY seq DESC LIMIT -1 OFFSET ?)",
            (ANSWERS_KEPT_MAX,),
        )


class Replayed(msgspec.Struct, frozen=True):
    """What a full reading of the log gave."""

    cabinet: Cabinet
    seq: int
    hash: str


SELECT_ENTRIES = "SELECT seq, at_ms, boot, request, body, hash FROM events"


def verify(db: sqlite3.Connection) -> Replayed:
    """Read the whole log: contiguous, chained, and adding up to the rows, if this program made them.

    :raises LedgerDamagedError: says where.
    """
    replayed = replay(db.execute(SELECT_ENTRIES + " ORDER BY seq"))
    if _made_by(db) == fingerprint():
        _compare(db, replayed)
    if (cursor := _cursor(db)) > replayed.seq:
        raise LedgerDamagedError(f"the hall holds {cursor} events, this ledger {replayed.seq}")
    return replayed


def _made_by(db: sqlite3.Connection) -> str:
    return _one(db, "SELECT fingerprint FROM made_by", str)


def _cursor(db: sqlite3.Connection) -> int:
    return _one(db, "SELECT cursor FROM uplink", int)


def _one(db: sqlite3.Connection, asked: str, kind: type[T]) -> T:
    """SQLite gives whatever type is written in the file. :raises LedgerDamagedError: it is not there, or no such."""
    row = db.execute(asked).fetchone()
    if row is None or not isinstance(row[0], kind):
        raise LedgerDamagedError(f"no answer to {asked}")
    return row[0]


def _compare(db: sqlite3.Connection, replayed: Replayed) -> None:
    rows = {(room, id_): body for room, id_, body in db.execute("SELECT room, id, body FROM rows")}
    expected = to_rows(replayed.cabinet) if replayed.seq else {}
    for key in rows.keys() | expected.keys():
        if rows.get(key) != expected.get(key):
            raise LedgerDamagedError(f"the log and the row {key[0]}/{key[1]} tell different stories")


def verify_file(path: Path) -> Replayed:
    """Read a ledger whole without changing it, also while lockerd runs. :raises LedgerDamagedError: says where."""
    with reading(path) as db:
        return believed(db)


def cursor_of(path: Path) -> int:
    """How far the hall has acknowledged this ledger. :raises LedgerDamagedError: it cannot be opened."""
    with reading(path) as db:
        return _cursor(db)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file at one moment, whatever lockerd writes meanwhile; nothing can be written to it.

    :raises LedgerDamagedError: it cannot be opened, or a restore of it was cut off.
    """
    _refuse_unfinished(path)
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


def believed(db: sqlite3.Connection) -> Replayed:
    """As :func:`verify`; a file SQLite cannot read is damaged as well."""
    try:
        return verify(db)
    except sqlite3.Error as error:
        raise LedgerDamagedError(str(error)) from error


_Row = tuple[int, int, str, RequestId | None, bytes, str]
_REQUEST_TYPES = (str, type(None))


def replay(rows: Iterator[_Row] | sqlite3.Cursor) -> Replayed:
    """Add up a log, checking sequence and hashes on the way. :raises LedgerDamagedError: at which entry."""
    cabinet, seq, hash_ = Cabinet(), 0, GENESIS_HASH
    for row in rows:
        seq += 1
        if not _is_entry(row):
            raise LedgerDamagedError(f"entry {seq} is none")
        at, at_ms, boot, request, body, stored = row
        hash_ = entry_hash(hash_, seq, at_ms, boot, request, body)
        if at != seq or stored != hash_:
            raise LedgerDamagedError(f"the chain of hashes breaks at entry {at}")
        try:
            cabinet = evolve(cabinet, at_ms, request, decode_event(body))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError) as error:
            raise LedgerDamagedError(f"entry {at} cannot be read: {error}") from error
    return Replayed(cabinet, seq, hash_)


def _is_entry(row: Sequence[object]) -> bool:
    at, at_ms, boot, request, body, stored = map(type, row)
    return at is at_ms is int and boot is stored is str and body is bytes and request in _REQUEST_TYPES


def _entry(row: _Row) -> Entry:
    seq, at_ms, boot, request, body, hash_ = row
    return Entry(seq=seq, at_ms=at_ms, boot=boot, request=request, body=decode_event(body), hash=hash_)


def connect(path: Path) -> sqlite3.Connection:
    """The file, made or brought forward. :raises LedgerDamagedError, StorageFullError: as :class:`Ledger`."""
    with _place_taken():
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


def unfinished(path: Path) -> Path:
    """The file beside a ledger that is there from the first step of a restore to its last."""
    return path.with_name(path.name + ".restoring")


def _refuse_unfinished(path: Path) -> None:
    """What is at the place may be nothing, or a part. :raises LedgerDamagedError: a restore has not ended."""
    if unfinished(path).exists():
        raise LedgerDamagedError(f"a restore of {path.name} was cut off, or is under way: run it again")


@contextmanager
def _place_taken() -> Iterator[None]:
    """What the file system says of its room in our words. :raises StorageFullError: it takes no file."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_PLACE:
            raise StorageFullError(str(error)) from error
        raise


def lock_beside(path: Path) -> IO[bytes]:
    """Keep everybody else from writing this ledger until it is closed. :raises LedgerInUseError: somebody has it."""
    lock_path = path.with_name(path.name + ".lock")
    with _place_taken():
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
