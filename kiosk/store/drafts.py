"""Sealed drafts. Their keys are on the applicants' slips and nowhere else, so nobody here can read one."""

import sqlite3
from datetime import date, timedelta
from typing import Any

from intake.contract.submission import DRAFT_DAYS
from kiosk.store.books import Books, StoreTrouble


class Drafts:
    """Boxes by id: here for 30 days, at the hall too as soon as it is reached."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def keep(self, draft: str, box: bytes, today: date) -> date | StoreTrouble:
        """Keep it, in place of an older one of this id; the last day it is kept."""
        until = today + timedelta(days=DRAFT_DAYS)

        def do(db: sqlite3.Connection) -> date:
            _expire(db, today)
            db.execute("DELETE FROM ended_drafts WHERE id = ?", (draft,))
            db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, 0, ?)", (draft, until.isoformat(), box))
            return until

        return self._books.act(do)

    def box(self, draft: str, today: date) -> bytes | StoreTrouble | None:
        """The box; None when there is none, or no longer."""
        sql = "SELECT box FROM drafts WHERE id = ? AND until >= ?"

        def do(db: sqlite3.Connection) -> bytes | None:
            row = db.execute(sql, (draft, today.isoformat())).fetchone()
            return bytes(row[0]) if row else None

        return self._books.act(do)

    def end(self, draft: str, today: date) -> StoreTrouble | None:
        """It was handed in: forget it here now, and remember to tell the hall."""
        until = (today + timedelta(days=DRAFT_DAYS)).isoformat()

        def do(db: sqlite3.Connection) -> None:
            _expire(db, today)
            db.execute("DELETE FROM drafts WHERE id = ?", (draft,))
            db.execute("INSERT OR REPLACE INTO ended_drafts VALUES (?, ?)", (draft, until))

        return self._books.act(do)

    def to_upload(self, behind: str = "") -> tuple[str, bytes] | None:
        """One that the hall does not have yet, and its box: the next id behind this one, else from the beginning."""
        found = self._first("SELECT id, box FROM drafts WHERE NOT uploaded ORDER BY id <= ?, id LIMIT 1", behind)
        return (str(found[0]), bytes(found[1])) if found else None

    def to_end(self, behind: str = "") -> str | None:
        """One that the hall has still to forget: the next id behind this one."""
        found = self._first("SELECT id FROM ended_drafts WHERE id > ? ORDER BY id LIMIT 1", behind)
        return str(found[0]) if found else None

    def uploaded(self, draft: str, box: bytes) -> StoreTrouble | None:
        """The hall has this box; a newer one of the draft is still to be uploaded."""
        return self._books.change("UPDATE drafts SET uploaded = 1 WHERE id = ? AND box = ?", draft, box)

    def forgotten(self, draft: str) -> StoreTrouble | None:
        """The hall has forgotten it."""
        return self._books.change("DELETE FROM ended_drafts WHERE id = ?", draft)

    def _first(self, sql: str, *values: str) -> tuple[Any, ...] | None:
        found = self._books.act(lambda db: db.execute(sql, values).fetchone())
        return None if isinstance(found, StoreTrouble) else found


def _expire(db: sqlite3.Connection, today: date) -> None:
    """Both tables, by the day they were kept until."""
    db.execute("DELETE FROM drafts WHERE until < ?", (today.isoformat(),))
    db.execute("DELETE FROM ended_drafts WHERE until < ?", (today.isoformat(),))
