"""A ledger from a copy: a new file is built beside the place, checked whole, and put in the place in one step.

What was in the place is never thrown away: what the copy contradicts is set aside, and only when that was asked for.
"""

import os
import sqlite3
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec

from locker.contract.ids import BootId
from locker.contract.log_file import LogLine
from locker.domain.recovery import restored
from locker.ledger.copies import Copy
from locker.ledger.ledger import (
    Ledger,
    LedgerDamagedError,
    StorageFullError,
    connect,
    lock_beside,
    reading,
    verify,
)

_BESIDE = ("", "-wal", "-shm", ".lock")
_INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)"


class RestoreRefusedError(Exception):
    """Nothing was changed, and why."""


@dataclass(frozen=True, slots=True)
class Restored:
    """``added`` entries of the copy the place did not have; ``lost`` entries it had and the copy did not, kept in
    ``set_aside``; the ledger ends with ``seq`` now (the words about the restoring itself among them).
    """

    added: int
    lost: int
    seq: int
    hash: str
    set_aside: Path | None


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands in the place. ``sound`` False: a file that cannot be believed, so nothing of it counts."""

    seq: int = 0
    cursor: int = 0
    present: bool = True
    sound: bool = True


class _Kind(msgspec.Struct):
    kind: str


def restore(copy: Copy, place: Path, boot: BootId, at_ms: int, *, set_aside: bool = False) -> Restored:
    """Bring the ledger at ``place`` to what ``copy`` tells, or make it. lockerd must not run.

    ``set_aside``: also where the place holds entries that the copy contradicts (they are kept in a file beside it).

    :raises RestoreRefusedError: nothing to restore, or the copy and the place do not fit; nothing changed.
    :raises LogFileError, LedgerDamagedError: the copy cannot be believed; says where; nothing changed.
    :raises LedgerInUseError, StorageFullError: as opening a ledger.
    """
    with lock_beside(place):
        held = _held(place)
        common = _last_shared(copy, place, held)
        _refuse(copy, held, common, set_aside=set_aside)
        new = place.with_name(place.name + ".restoring")
        try:
            seq, hash_ = _build(new, copy, place, held, common, boot, at_ms)
            aside = place.with_name(f"{place.name}.aside-{at_ms}") if held.present and _parts(held, common) else None
            _hand_over(new, place)
            _put_in_place(new, place, aside)
        finally:
            _remove(new)
    return Restored(copy.head.seq - common, max(0, held.seq - common), seq, hash_, aside)


def _held(place: Path) -> _Held:
    if not place.exists():
        return _Held(present=False)
    try:
        with reading(place) as db:
            replayed = verify(db)
            (cursor,) = db.execute("SELECT cursor FROM uplink").fetchone()
            return _Held(replayed.seq, cursor)
    except (LedgerDamagedError, sqlite3.DatabaseError):
        return _Held(sound=False)


def _last_shared(copy: Copy, place: Path, held: _Held) -> int:
    """The last entry that both have. Reads the copy whole, so a copy that cannot be believed ends here."""
    if not held.seq:
        deque(copy.lines(), maxlen=0)
        return 0
    with reading(place) as db:
        begins = copy.head.after if _has(db, copy.head.after, copy.head.after_hash) else 0
        return max((line.seq for line in copy.lines() if _has(db, line.seq, line.hash)), default=begins)


def _has(db: sqlite3.Connection, seq: int, hash_: str) -> bool:
    return db.execute("SELECT 1 FROM events WHERE seq = ? AND hash = ?", (seq, hash_)).fetchone() is not None


def _parts(held: _Held, common: int) -> bool:
    return held.seq > common or not held.sound


def _refuse(copy: Copy, held: _Held, common: int, *, set_aside: bool) -> None:
    head = copy.head
    if head.after > common:
        earlier = held.seq if head.after > held.seq else 0
        raise RestoreRefusedError(
            f"the copy begins after entry {head.after}, and the ledger here does not have that one:"
            f" a copy that begins earlier is needed (hall log --after {earlier})"
        )
    if head.seq == common:
        raise RestoreRefusedError(
            f"the copy ends with entry {head.seq}; the ledger has it and goes on to {held.seq}: nothing to restore"
        )
    if held.cursor > common:
        raise RestoreRefusedError(
            f"the hall has acknowledged this ledger up to entry {held.cursor}; the copy contradicts entry {common + 1}"
        )
    if _parts(held, common) and not set_aside:
        what = f"has {held.seq - common} entries the copy does not have" if held.sound else "cannot be believed"
        raise RestoreRefusedError(f"the ledger here {what}; --set-aside keeps it in a file beside and goes on")


def _build(new: Path, copy: Copy, place: Path, held: _Held, common: int, boot: BootId, at_ms: int) -> tuple[int, str]:
    _remove(new)
    with closing(connect(new)) as db:
        try:
            db.execute("BEGIN IMMEDIATE")
            if copy.head.after:
                _take_over(db, place, copy.head.after)
            db.executemany(_INSERT, map(_row, copy.lines()))
            db.execute("UPDATE uplink SET cursor = ?", (min(held.cursor, common),))
            db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise StorageFullError(str(error)) from error
    ledger = Ledger(new, boot)
    try:
        ledger.commit(restored(ledger.cabinet, copy.kind, max(0, held.seq - common)), at_ms)
        return ledger.head, ledger.head_hash
    finally:
        ledger.close()


def _take_over(db: sqlite3.Connection, place: Path, up_to: int) -> None:
    with reading(place) as held:
        rows = held.execute("SELECT * FROM events WHERE seq <= ? ORDER BY seq", (up_to,))
        db.executemany(_INSERT, rows)


def _row(line: LogLine) -> tuple[int, int, str, str | None, str, bytes, str]:
    body = line.body.encode()
    try:
        kind = msgspec.json.decode(body, type=_Kind).kind
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise LedgerDamagedError(f"entry {line.seq} cannot be read") from None
    return line.seq, line.at_ms, line.boot, line.request, kind, body, line.hash


def _hand_over(new: Path, place: Path) -> None:
    """Root restores for lockerd's user, whom the folder belongs to: a file of root's would keep lockerd out."""
    if os.geteuid() != 0:
        return
    owner = place.parent.stat()
    for file in (new, place.with_name(place.name + ".lock")):
        os.chown(file, owner.st_uid, owner.st_gid)


def _put_in_place(new: Path, place: Path, aside: Path | None) -> None:
    """One rename decides. SQLite's file beside the old one must be gone before: it would be taken for the new one's."""
    if place.exists():
        _fold(place, aside)
    if aside is not None:
        aside.hardlink_to(place)
    new.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _fold(place: Path, aside: Path | None) -> None:
    """All of a ledger into its one file; of one that is too damaged for that, the other files are set aside."""
    try:
        with closing(sqlite3.connect(place)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError:
        for beside in ("-wal", "-shm"):
            file = place.with_name(place.name + beside)
            if file.exists() and aside is not None:
                file.rename(aside.with_name(aside.name + beside))


def _remove(new: Path) -> None:
    for beside in _BESIDE:
        new.with_name(new.name + beside).unlink(missing_ok=True)
