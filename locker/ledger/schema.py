"""Tables, and the steps that bring an older file to today's. Steps are only ever added."""

import sqlite3

APPLICATION_ID = 0x45524C4B  # "ERLK": a file of another program is refused

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        boot TEXT NOT NULL,
        request TEXT,
        kind TEXT NOT NULL,
        body BLOB NOT NULL,
        hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
    CREATE TABLE rows (
        room TEXT NOT NULL,
        id TEXT NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (room, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE answers (
        request TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        verb TEXT NOT NULL,
        body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX answers_by_age ON answers (seq);
    CREATE TABLE uplink (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        cursor INTEGER NOT NULL
    ) STRICT;
    INSERT INTO uplink VALUES (1, 0);
    """,
    """
    CREATE TABLE made_by (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        fingerprint TEXT NOT NULL
    ) STRICT;
    INSERT INTO made_by VALUES (1, '');
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file forward. :raises ValueError: another program's file, or one of a newer version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version and application != APPLICATION_ID:
        raise ValueError("the file is not a ledger")
    if version > len(STEPS):
        raise ValueError(f"the ledger has version {version}; this program knows {len(STEPS)}")
    for number in range(version, len(STEPS)):
        connection.executescript(
            f"BEGIN IMMEDIATE;{STEPS[number]}"
            f"PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {number + 1};COMMIT;"
        )
