"""The log and the rows in one file, changed together or not at all (DESIGN section 6, rules 4 and 5).

WAL with ``synchronous=FULL``: what :meth:`Ledger.commit` returned is on the disk. One process at a time, held by a
lock on a file beside the ledger. SQLite's own waits are none: there is no second writer.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

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
from locker.ledger.files import connect, lock_beside, refuse_unfinished
from locker.ledger.replay import SELECT_ENTRIES, EntryRow, Replayed, believed, cursor_in, made_by
from locker.ledger.rows import Key, changed_rows, fingerprint, to_rows
from locker.ledger.trouble import transaction

ANSWERS_KEPT_MAX = 1000
PRUNE_EVERY = 64
"""Old answers are dropped once in so many acts: looking for them in each would make a person wait for it."""


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
            refuse_unfinished(path)
            self._db = undo.enter_context(closing(connect(path)))
            replayed = believed(self._db)
            self._adopt(replayed)
            undo.pop_all()
        self.cabinet = replayed.cabinet
        self.head = replayed.seq
        self.head_hash = replayed.hash
        self.cursor = cursor_in(self._db)

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
        with transaction(self._db):
            self._write_events(entries, bodies)
            self._write_rows(written, dropped)
            if answer is not None and request is not None:
                self._write_answer(request, verb, answer, entries)
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

    def _adopt(self, replayed: Replayed) -> None:
        """Rows of another program version are made anew from the log, which has just been found sound."""
        if made_by(self._db) == fingerprint():
            return
        rows = to_rows(replayed.cabinet) if replayed.seq else {}
        with transaction(self._db):
            self._db.execute("DELETE FROM rows")
            self._write_rows(rows, [])
            self._db.execute("UPDATE made_by SET fingerprint = ?", (fingerprint(),))

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


def _entry(row: EntryRow) -> Entry:
    seq, at_ms, boot, request, body, hash_ = row
    return Entry(seq=seq, at_ms=at_ms, boot=boot, request=request, body=decode_event(body), hash=hash_)
