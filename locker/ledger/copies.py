"""Copies of a ledger: written as an export; read from an export, or from a ledger's file."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from durable import files
from locker.contract import log_file
from locker.contract.codec import GENESIS_HASH
from locker.contract.log_file import LogHead, LogLine
from locker.ledger.files import reading
from locker.ledger.replay import SELECT_ENTRIES, believed

SQLITE_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy on this disk. ``kind``: ``export`` (or the hall's log) or ``ledger``."""

    path: Path
    kind: str
    head: LogHead

    def lines(self) -> Iterator[LogLine]:
        """Its entries, checked one by one. :raises LogFileError, LedgerDamagedError: says at which entry."""
        return _of_ledger(self.path, self.head) if self.kind == "ledger" else _of_export(self.path)


def export(ledger: Path, kiosk: str, out: Path) -> LogHead:
    """Write all entries to ``out``, whole or not at all; also while lockerd runs.

    For its owner alone: case numbers, masked phones and sealed ones are in it.

    :raises LedgerDamagedError: the ledger does not add up. :raises OSError: the disk did not take the file.
    """
    with reading(ledger) as db, files.written(out) as file:
        replayed = believed(db)
        head = LogHead(kiosk=kiosk, after=0, after_hash=GENESIS_HASH, seq=replayed.seq, hash=replayed.hash)
        log_file.write(file, head, _lines(db.execute(SELECT_ENTRIES + " ORDER BY seq")))
    return head


def open_copy(path: Path) -> Copy:
    """What kind of copy it is, and what it holds. :raises LogFileError, LedgerDamagedError, OSError: none of ours."""
    with path.open("rb") as file:
        if file.read(len(SQLITE_MAGIC)) != SQLITE_MAGIC:
            file.seek(0)
            head, _ = log_file.read(file)
            return Copy(path, "export", head)
    with reading(path) as db:
        replayed = believed(db)
    head = LogHead(kiosk="", after=0, after_hash=GENESIS_HASH, seq=replayed.seq, hash=replayed.hash)
    return Copy(path, "ledger", head)


def _of_export(path: Path) -> Iterator[LogLine]:
    with path.open("rb") as file:
        yield from log_file.read(file)[1]


def _of_ledger(path: Path, head: LogHead) -> Iterator[LogLine]:
    with reading(path) as db, closing(db.execute(SELECT_ENTRIES + " ORDER BY seq")) as rows:
        yield from log_file.checked(head, _lines(rows))


def _lines(rows: Iterator[tuple[int, int, str, str | None, bytes, str]]) -> Iterator[LogLine]:
    for seq, at_ms, boot, request, body, hash_ in rows:
        yield LogLine(seq=seq, at_ms=at_ms, boot=boot, request=request, body=body.decode(), hash=hash_)
