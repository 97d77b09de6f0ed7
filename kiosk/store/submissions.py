"""Sealed submissions until the hall has acknowledged them. Everything given in here was sealed before."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from kiosk.store.books import Books, StoreTrouble, UndoneError
from kiosk.store.numbers import Numbers, Wanted, take

REMEMBERED_MS = 90 * 24 * 3600 * 1000
"""A repeat of a submission gets the numbers of the first for so long after it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A submission on the disk. ``again``: it was there already, and nothing was written."""

    numbers: Numbers
    again: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """One to be uploaded: its place in the queue, its case, the SHA-256 of each sealed part, part 0 first."""

    number: int
    id: str
    case: str
    digests: tuple[str, ...]


Write = Callable[[Numbers], Sequence[bytes] | None]
"""Seals with these numbers; None when nobody waits for it any more, and the numbers go back."""


class Submissions:
    """The queue to the hall, the oldest first."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def keep(self, submission: str, at_ms: int, wanted: Wanted, write: Write) -> Kept | StoreTrouble:
        """Number it, have ``write`` seal it with these numbers into its parts, keep them: one act.

        A submission that was kept before gets its first numbers; ``write`` is not called.
        """

        def do(db: sqlite3.Connection) -> Kept:
            row = db.execute("SELECT numbers FROM submissions WHERE id = ?", (submission,)).fetchone()
            if row:
                return Kept(msgspec.json.decode(row[0], type=Numbers), again=True)
            numbers = take(db, wanted)
            sealed = write(numbers)
            if sealed is None:
                raise UndoneError(StoreTrouble.TOO_LATE)
            told = msgspec.json.encode(numbers).decode()
            sql = "INSERT INTO submissions (id, at_ms, state, numbers) VALUES (?, ?, 'waiting', ?)"
            db.execute(sql, (submission, at_ms, told))
            rows = [(submission, part, hashlib.sha256(box).hexdigest(), box) for part, box in enumerate(sealed)]
            db.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", rows)
            return Kept(numbers)

        return self._books.act(do)

    def oldest(self, after: int = 0) -> Waiting | StoreTrouble | None:
        """The next to be uploaded, behind the place ``after``; None when all are."""
        sql = "SELECT number, id, numbers FROM submissions WHERE state = 'waiting' AND number > ? ORDER BY 1 LIMIT 1"

        def do(db: sqlite3.Connection) -> Waiting | None:
            row = db.execute(sql, (after,)).fetchone()
            if row is None:
                return None
            parts = db.execute("SELECT digest FROM parts WHERE submission = ? ORDER BY part", (row[1],))
            case = msgspec.json.decode(row[2], type=Numbers).case
            return Waiting(row[0], row[1], case, tuple(digest for (digest,) in parts))

        return self._books.act(do)

    def part(self, submission: str, number: int) -> bytes | StoreTrouble:
        """One sealed part."""
        sql = "SELECT sealed FROM parts WHERE submission = ? AND part = ?"
        return self._books.act(lambda db: bytes(db.execute(sql, (submission, number)).fetchone()[0]))

    def acknowledged(self, submission: str, now_ms: int) -> StoreTrouble | None:
        """The hall has it for good: forget all but its numbers; those too after 90 days."""

        def do(db: sqlite3.Connection) -> None:
            db.execute("UPDATE submissions SET state = 'done' WHERE id = ?", (submission,))
            db.execute("DELETE FROM parts WHERE submission = ?", (submission,))
            old = (now_ms - REMEMBERED_MS,)
            db.execute("DELETE FROM submissions WHERE state = 'done' AND at_ms < ?", old)

        return self._books.act(do)

    def set_aside(self, submission: str) -> StoreTrouble | None:
        """The hall cannot take it as it is: others go before, and people must look."""
        return self._books.change("UPDATE submissions SET state = 'aside' WHERE id = ?", submission)

    def not_sent(self) -> tuple[int, int]:
        """How many wait, and how many were set aside; none when the disk does not tell."""
        sql = (
            "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'aside') FROM submissions"
        )
        found = self._books.act(lambda db: db.execute(sql).fetchone())
        return (0, 0) if isinstance(found, StoreTrouble) else (found[0], found[1])
