"""The SQL of the hot path, by hand: one statement a table and batch, through Django's connection.

Understood by SQLite (3.24 on) and PostgreSQL alike; only how many rows go at once differs (``bulk.py``). Every function
runs inside the caller's transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from hall.ingest import bulk
from hall.ingest.chain import Cursor
from hall.ingest.changes import Changes
from hall.ingest.messages import Cause

EventRow = tuple[str, int, int, str, str | None, str, str, str]

_EVENT = "event (kiosk_id, seq, at_ms, boot, request, kind, body, hash)"
_ADD_EVENT = f"INSERT INTO {_EVENT} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
_COPY_EVENTS = f"COPY {_EVENT} FROM STDIN"
_MOVE_CURSOR = "UPDATE kiosk SET cursor_seq = %s, cursor_hash = %s WHERE id = %s"
_HEARD = "UPDATE kiosk SET heard_at_ms = %s WHERE id = %s"
_DOOR = (
    "INSERT INTO compartment (kiosk_id, name, door, service)"
    " VALUES (%s, %s, COALESCE(%s, 'unknown'), COALESCE(%s, 'in_service'))"
    " ON CONFLICT (kiosk_id, name) DO UPDATE SET"
    " door = COALESCE(%s, compartment.door), service = COALESCE(%s, compartment.service)"
)
_BEGUN = (
    'INSERT INTO deposit (kiosk_id, deposit, kind, "case", compartment, size, staff, counter, phone_sealed,'
    " phone_masked, state, disputed, overdue, begun_at_ms)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'placing', FALSE, FALSE, %s)"
    " ON CONFLICT (kiosk_id, deposit) DO NOTHING"
)
_DEPOSIT = (
    "UPDATE deposit SET state = COALESCE(%s, state), compartment = COALESCE(%s, compartment),"
    " disputed = COALESCE(%s, disputed), overdue = COALESCE(%s, overdue),"
    " placed_at_ms = COALESCE(%s, placed_at_ms), due_at_ms = COALESCE(%s, due_at_ms),"
    " ended_at_ms = COALESCE(%s, ended_at_ms) WHERE kiosk_id = %s AND deposit = %s"
)
_ALARM_GONE = "DELETE FROM alarm WHERE kiosk_id = %s AND alarm = %s AND subject = %s"
_ALARM = (
    "INSERT INTO alarm (kiosk_id, alarm, subject, since_ms, detail, call) VALUES (%s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (kiosk_id, alarm, subject) DO UPDATE SET"
    " since_ms = excluded.since_ms, detail = excluded.detail, call = excluded.call"
    " WHERE excluded.call <> alarm.call AND excluded.since_ms >= alarm.since_ms"
)
_OWED = (
    "INSERT INTO sms (kiosk, deposit, reason, event_seq, copy, compartment, counter, due_at_ms, phone_sealed,"
    " phone_masked, phone_key, state, attempts, next_try_ms, owed_at_ms, changed_ms, refs, reported, trouble)"
    " SELECT kiosk_id, deposit, %s, %s, 0, compartment, counter, due_at_ms, phone_sealed, phone_masked, '', 'owed',"
    " 0, 0, %s, %s, '', '', '' FROM deposit WHERE kiosk_id = %s AND deposit = %s AND kind = 'result'"
    ' ON CONFLICT (kiosk, "case", event_seq, recipient, copy) DO NOTHING'
)
_DROPPED = (
    "INSERT INTO dropped (kiosk, cause, count, last_at_ms) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (kiosk, cause) DO UPDATE SET count = dropped.count + excluded.count,"
    " last_at_ms = excluded.last_at_ms"
)


def cursors(kiosks: Sequence[str]) -> dict[str, Cursor]:
    """How far the logs of ``kiosks`` (known ones) are held."""
    return _cursors(kiosks, "")


def taken_cursors(kiosks: Sequence[str]) -> dict[str, Cursor]:
    """The same, and until the transaction ends nobody else writes what these kiosks say.

    SQLite has one writer anyway. In one order, so that two who take the same kiosks never wait for each other.
    """
    return _cursors(kiosks, "ORDER BY id FOR UPDATE" if connection.features.has_select_for_update else "")


def _cursors(kiosks: Sequence[str], taking: str) -> dict[str, Cursor]:
    if not kiosks:
        return {}
    marks = ", ".join(["%s"] * len(kiosks))
    query = f"SELECT id, cursor_seq, cursor_hash FROM kiosk WHERE id IN ({marks}) {taking}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, kiosks)
        return {kiosk: Cursor(seq, hash_) for kiosk, seq, hash_ in cursor.fetchall()}


def held_hashes(kiosk: str, first: int, last: int) -> dict[int, str]:
    """The hashes we hold for the entries ``first`` to ``last`` of a kiosk's log."""
    with connection.cursor() as cursor:
        query = "SELECT seq, hash FROM event WHERE kiosk_id = %s AND seq BETWEEN %s AND %s"
        cursor.execute(query, (kiosk, first, last))
        return dict(cursor.fetchall())


def add_events(rows: Sequence[EventRow]) -> None:
    """Store entries, each once: a second one of the same number is a bug and raises IntegrityError."""
    if rows and _on_postgresql():
        bulk.copy(_COPY_EVENTS, rows)
    else:
        _many(_ADD_EVENT, rows)


def move_cursors(moved: Mapping[str, Cursor]) -> None:
    """The logs are held up to here."""
    _many(_MOVE_CURSOR, [(to.seq, to.hash, kiosk) for kiosk, to in moved.items()])


def heard(kiosks: Iterable[str], now_ms: int) -> None:
    """These kiosks said something."""
    _many(_HEARD, [(now_ms, kiosk) for kiosk in kiosks])


def write_changes(changes: Changes, now_ms: int) -> None:
    """Bring the read tables up to the batch; deposits before the SMS that are taken from them."""
    _many(_DOOR, [(*key, d.door, d.service, d.door, d.service) for key, d in changes.doors.items()])
    _write_deposits(changes)
    _many(_ALARM_GONE, list(changes.alarms_cleared))
    _many(_ALARM, [(*key, *raised) for key, raised in changes.alarms_raised.items()])
    _many(_OWED, [(o.reason, o.seq, now_ms, now_ms, o.kiosk, o.deposit) for o in changes.owed])


def count_dropped(dropped: Mapping[tuple[str, Cause], int], now_ms: int) -> None:
    """Add to the counters of what was refused."""
    _many(_DROPPED, [(kiosk, cause, count, now_ms) for (kiosk, cause), count in sorted(dropped.items())])


def _write_deposits(changes: Changes) -> None:
    begun = [
        (at.kiosk, e.deposit, e.deposit_kind, e.case, e.compartment, e.size, e.staff, e.counter, e.phone_sealed,
         e.phone_masked, at.at_ms)
        for at, e in changes.begun
    ]  # fmt: skip
    _many(_BEGUN, begun)
    changed = [
        (d.state, d.compartment, d.disputed, d.overdue, d.placed_at_ms, d.due_at_ms, d.ended_at_ms, *key)
        for key, d in changes.deposits.items()
    ]
    _many(_DEPOSIT, changed)


def _many(sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows and _on_postgresql():
        bulk.execute_each(sql, rows)
    elif rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _on_postgresql() -> bool:
    return connection.vendor == "postgresql"
