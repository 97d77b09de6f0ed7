"""Whether the books can be believed: the log read whole, chained, and adding up to the rows."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from locker.contract.codec import GENESIS_HASH, decode_event, entry_hash
from locker.contract.ids import RequestId
from locker.domain.evolve import evolve
from locker.domain.state import Cabinet
from locker.ledger.rows import fingerprint, to_rows
from locker.ledger.trouble import LedgerDamagedError

SELECT_ENTRIES = "SELECT seq, at_ms, boot, request, body, hash FROM events"

EntryRow = tuple[int, int, str, RequestId | None, bytes, str]
_REQUEST_TYPES = (str, type(None))
T = TypeVar("T")


class Replayed(msgspec.Struct, frozen=True):
    """What a full reading of the log gave."""

    cabinet: Cabinet
    seq: int
    hash: str


def believed(db: sqlite3.Connection) -> Replayed:
    """As :func:`verify`; a file SQLite cannot read is damaged as well."""
    try:
        return verify(db)
    except sqlite3.Error as error:
        raise LedgerDamagedError(str(error)) from error


def verify(db: sqlite3.Connection) -> Replayed:
    """Read the whole log: contiguous, chained, and adding up to the rows, if this program made them.

    :raises LedgerDamagedError: says where.
    """
    replayed = replay(db.execute(SELECT_ENTRIES + " ORDER BY seq"))
    if made_by(db) == fingerprint():
        _compare(db, replayed)
    if (cursor := cursor_in(db)) > replayed.seq:
        raise LedgerDamagedError(f"the hall holds {cursor} events, this ledger {replayed.seq}")
    return replayed


def made_by(db: sqlite3.Connection) -> str:
    """Which code made the rows (:func:`locker.ledger.rows.fingerprint`). :raises LedgerDamagedError: nobody knows."""
    return _one(db, "SELECT fingerprint FROM made_by", str)


def cursor_in(db: sqlite3.Connection) -> int:
    """How far the hall has acknowledged it. :raises LedgerDamagedError: nobody knows."""
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


def replay(rows: Iterator[EntryRow] | sqlite3.Cursor) -> Replayed:
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
