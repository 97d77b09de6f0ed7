"""A ledger from a copy: a new file is built beside the place, checked whole, and put in the place in one step.

What was in the place is never thrown away: what the copy contradicts is set aside, and only when that was asked for.
From the first step to the last a file ``.restoring`` stands beside the place: after a cut in between lockerd serves
nobody until the restore was run again.
"""

import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from durable.files import settle
from locker.contract.ids import BootId
from locker.contract.log_file import LogLine
from locker.domain.recovery import restored
from locker.ledger.copies import Copy
from locker.ledger.files import as_it_lies, connect, lock_beside, unfinished
from locker.ledger.ledger import Ledger
from locker.ledger.replay import verify
from locker.ledger.trouble import LedgerDamagedError, StorageFullError

_OF_SQLITE = ("", "-wal", "-shm", "-journal")
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
    """What stands in the place. ``sound`` False: files that cannot be believed, so nothing of them counts."""

    seq: int = 0
    cursor: int = 0
    present: bool = True
    sound: bool = True

    @property
    def whole(self) -> bool:
        """There is a ledger, and it is good."""
        return self.present and self.sound


class _Kind(msgspec.Struct):
    kind: str


def restore(copy: Copy, place: Path, boot: BootId, at_ms: int, *, set_aside: bool = False) -> Restored:
    """Bring the ledger at ``place`` to what ``copy`` tells, or make it. lockerd must not run.

    ``set_aside``: also where the place holds entries that the copy contradicts (they are kept in a file beside it).

    :raises RestoreRefusedError: nothing to restore, or the copy and the place do not fit; nothing changed.
    :raises LogFileError, LedgerDamagedError: the copy cannot be believed; says where; nothing changed.
    :raises LedgerInUseError, StorageFullError: as opening a ledger.
    """
    with lock_beside(place) as lock:
        _hand_over(Path(lock.name))
        held = _held(place)
        with _begun(place, held) as new:
            common = _last_shared(copy, place, held)
            _refuse(copy, held, common, set_aside=set_aside)
            if held.whole:
                _fold(place)
            seq, hash_ = _build(new, copy, place, held, common, boot, at_ms)
            _hand_over(new)
        aside = place.with_name(f"{place.name}.aside-{at_ms}") if held.present and _parts(held, common) else None
        if aside is not None:
            _set_aside(place, aside, held)
        _put_in_place(new, place)
    return Restored(copy.head.seq - common, max(0, held.seq - common), seq, hash_, aside)


def _held(place: Path) -> _Held:
    if not any(file.exists() for file in _files(place)):
        return _Held(present=False)
    try:
        with as_it_lies(place) as db:
            replayed = verify(db)
            (cursor,) = db.execute("SELECT cursor FROM uplink").fetchone()
            return _Held(replayed.seq, cursor)
    except (LedgerDamagedError, sqlite3.DatabaseError):
        return _Held(sound=False)


@contextmanager
def _begun(place: Path, held: _Held) -> Iterator[Path]:
    """The file that tells lockerd, and becomes the ledger. Given up, it goes: but not where one cut off before may
    have left nothing that can be believed.
    """
    new = unfinished(place)
    cut_off = new.exists()
    new.touch(0o600)
    settle(new.parent)
    try:
        yield new
    except BaseException:
        if held.whole or not cut_off:
            _clear_beside(new)
            new.unlink()
        raise


def _last_shared(copy: Copy, place: Path, held: _Held) -> int:
    """The last entry that both have. Reads the copy whole, so a copy that cannot be believed ends here."""
    if not held.seq:
        deque(copy.lines(), maxlen=0)
        return 0
    with as_it_lies(place) as db:
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
    _clear_beside(new)
    os.truncate(new, 0)  # never away: it tells that a restore was begun
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
    with as_it_lies(place) as held:
        rows = held.execute("SELECT * FROM events WHERE seq <= ? ORDER BY seq", (up_to,))
        db.executemany(_INSERT, rows)


def _row(line: LogLine) -> tuple[int, int, str, str | None, str, bytes, str]:
    body = line.body.encode()
    try:
        kind = msgspec.json.decode(body, type=_Kind).kind
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise LedgerDamagedError(f"entry {line.seq} cannot be read") from None
    return line.seq, line.at_ms, line.boot, line.request, kind, body, line.hash


def _hand_over(file: Path) -> None:
    """Root restores for lockerd's user, whom the folder belongs to: a file of root's would keep lockerd out."""
    if os.geteuid() == 0:
        owner = file.parent.stat()
        os.chown(file, owner.st_uid, owner.st_gid)


def _fold(place: Path) -> None:
    """All of a good ledger into its one file: what SQLite keeps beside it would be taken for the new one's."""
    try:
        with closing(sqlite3.connect(place, timeout=0)) as db:
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise RestoreRefusedError(f"somebody reads the ledger here, so it cannot be replaced: {error}") from error
    if any(file.exists() for file in _files(place)[1:]):
        raise RestoreRefusedError("somebody reads the ledger here, so it cannot be replaced")


def _set_aside(place: Path, aside: Path, held: _Held) -> None:
    """A second name for all of it, before the first name of anything that cannot be believed is taken away."""
    there = [(old, kept) for old, kept in zip(_files(place), _files(aside), strict=True) if old.exists()]
    for old, kept in there:
        kept.hardlink_to(old)
    settle(place.parent)
    if not held.sound:
        for old, _ in there:
            old.unlink()


def _put_in_place(new: Path, place: Path) -> None:
    """One rename decides."""
    _clear_beside(new)
    settle(place.parent)
    new.replace(place)
    settle(place.parent)


def _files(ledger: Path) -> list[Path]:
    return [ledger.with_name(ledger.name + beside) for beside in _OF_SQLITE]


def _clear_beside(new: Path) -> None:
    for file in (*_files(new)[1:], new.with_name(new.name + ".lock")):
        file.unlink(missing_ok=True)
