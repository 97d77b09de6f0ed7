"""The books: written whole or not at all, believed only when they add up."""

import resource
import signal
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from locker.contract.answers import Done
from locker.contract.events import AnyEvent, CodeRefused, DoorSeen, LockerdStarted
from locker.contract.facts import Door
from locker.contract.ids import BootId, CompartmentId, RequestId
from locker.ledger.files import verify_file
from locker.ledger.ledger import ANSWERS_KEPT_MAX, PRUNE_EVERY, Ledger
from locker.ledger.trouble import LedgerDamagedError, LedgerInUseError, StorageFullError
from tests.locker.story import NOON_MS, Story

BOOT = BootId("boot-1")
FULL = 2
"""SQLite's number for synchronous = FULL: each commit waits for the disk."""


@contextmanager
def opened(path: Path, boot: str = "boot-1") -> Iterator[Ledger]:
    ledger = Ledger(path, BootId(boot))
    try:
        yield ledger
    finally:
        ledger.close()


def a_day_of_events() -> list[AnyEvent]:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.wait(100)
    return [event for _, _, event in story.log]


def test_what_was_committed_is_on_the_disk_before_anything_moves(tmp_path: Path) -> None:
    with opened(tmp_path / "ledger.sqlite") as ledger:
        assert ledger._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        (synchronous,) = ledger._db.execute("PRAGMA synchronous").fetchone()

    assert synchronous == FULL


def test_what_was_committed_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with opened(path) as ledger:
        for event in a_day_of_events():
            ledger.commit([event], NOON_MS, RequestId("r"))
        before = ledger.cabinet, ledger.head, ledger.head_hash
    with opened(path, "boot-2") as ledger:
        assert (ledger.cabinet, ledger.head, ledger.head_hash) == before


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    with opened(tmp_path / "ledger.sqlite"):
        assert stat.S_IMODE((tmp_path / "ledger.sqlite").stat().st_mode) == 0o600


def test_a_second_lockerd_is_told_so(tmp_path: Path) -> None:
    with opened(tmp_path / "l"), pytest.raises(LedgerInUseError):
        Ledger(tmp_path / "l", BOOT)


def test_events_cannot_be_changed_or_deleted(tmp_path: Path) -> None:
    with opened(tmp_path / "l") as ledger:
        ledger.commit([DoorSeen(compartment=CompartmentId("A1"), door=Door.OPEN)], NOON_MS)
    with closing(sqlite3.connect(tmp_path / "l")) as db:
        for forgery in ("UPDATE events SET at_ms = 0", "DELETE FROM events"):
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                db.execute(forgery)


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE rows SET body = CAST(replace(body, 'closed', 'open') AS BLOB) WHERE room = 'compartments'",
        "DELETE FROM rows WHERE room = 'deposits'",
        "INSERT INTO rows VALUES ('alarms', 'x', x'7b7d')",
        "UPDATE uplink SET cursor = 100000",
        "DROP TRIGGER events_are_never_changed; UPDATE events SET at_ms = at_ms + 1 WHERE seq = 3",
        "DROP TRIGGER events_are_never_deleted; DELETE FROM events WHERE seq = 5",
        "DROP TRIGGER events_are_never_changed; UPDATE events SET body = x'00' WHERE seq = 4",
    ],
)
def test_a_ledger_that_contradicts_itself_is_refused(tmp_path: Path, forgery: str) -> None:
    path = tmp_path / "l"
    with opened(path) as ledger:
        for event in a_day_of_events():
            ledger.commit([event], NOON_MS, RequestId("r"))
    with closing(sqlite3.connect(path)) as db:
        db.executescript(forgery)
    with pytest.raises(LedgerDamagedError):
        Ledger(path, BOOT)
    with pytest.raises(LedgerDamagedError):
        verify_file(path)


def test_rows_of_another_version_are_made_anew_from_the_log_and_then_believed_only_if_they_fit(tmp_path: Path) -> None:
    path = tmp_path / "l"
    with opened(path) as ledger:
        for event in a_day_of_events():
            ledger.commit([event], NOON_MS, RequestId("r"))
        before = ledger.cabinet
    with closing(sqlite3.connect(path)) as db:
        db.executescript("UPDATE made_by SET fingerprint = 'older'; UPDATE rows SET body = x'7b7d'")
    with opened(path) as ledger:
        assert ledger.cabinet == before
    with closing(sqlite3.connect(path)) as db:
        db.executescript("UPDATE rows SET body = x'7b7d'")
    with pytest.raises(LedgerDamagedError):
        Ledger(path, BOOT)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l").write_bytes(content)
    with pytest.raises(LedgerDamagedError):
        Ledger(tmp_path / "l", BOOT)


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path / "l"):
        pass
    with closing(sqlite3.connect(tmp_path / "l")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerDamagedError, match="version 99"):
        Ledger(tmp_path / "l", BOOT)


def test_a_full_disk_changes_nothing_and_the_ledger_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """SQLite's own page limit stands for the full disk: it gives the same SQLITE_FULL."""
    with opened(tmp_path / "l") as ledger:
        ledger.commit([LockerdStarted(version="1", compartments=[CompartmentId("A1")])], NOON_MS)
        before = ledger.cabinet, ledger.head
        (pages,) = ledger._db.execute("PRAGMA page_count").fetchone()
        ledger._db.execute(f"PRAGMA max_page_count = {pages}")
        big = CodeRefused(refusal="x" * 20_000)
        with pytest.raises(StorageFullError):
            ledger.commit([big], NOON_MS, RequestId("r"), Done(re=RequestId("r")), "verb")
        assert (ledger.cabinet, ledger.head) == before
        assert ledger.answer_to(RequestId("r")) is None
        ledger._db.execute("PRAGMA max_page_count = 1000000")
        assert ledger.commit([big], NOON_MS)[0].seq == before[1] + 1


def test_only_an_entry_of_ours_moves_the_cursor_and_never_back(tmp_path: Path) -> None:
    with opened(tmp_path / "l") as ledger:
        entries = ledger.commit([CodeRefused(refusal="x")] * 3, NOON_MS)
        assert not ledger.acknowledged(2, entries[0].hash)
        assert not ledger.acknowledged(7, entries[2].hash)
        assert ledger.cursor == 0
        assert ledger.acknowledged(3, entries[2].hash)
        assert ledger.acknowledged(1, entries[0].hash)
        assert ledger.cursor == 3
    with opened(tmp_path / "l") as ledger:
        assert ledger.cursor == 3


def test_the_answer_to_an_act_is_remembered_with_what_was_asked(tmp_path: Path) -> None:
    with opened(tmp_path / "l") as ledger:
        answer = Done(re=RequestId("r"))
        ledger.commit([CodeRefused(refusal="x")], NOON_MS, RequestId("r"), answer, "OpenForPickup")
    with opened(tmp_path / "l") as ledger:
        assert ledger.answer_to(RequestId("r")) == ("OpenForPickup", answer)


def test_a_file_size_limit_of_the_machine_is_a_full_disk_too(tmp_path: Path) -> None:
    """RLIMIT_FSIZE makes write(2) fail as a quota does; it is put back at once."""
    with opened(tmp_path / "l") as ledger:
        ledger.commit([CodeRefused(refusal="x")], NOON_MS)
        size = (tmp_path / "l-wal").stat().st_size
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
        try:
            with pytest.raises((StorageFullError, sqlite3.OperationalError)):
                ledger.commit([CodeRefused(refusal="y" * 30_000)], NOON_MS)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)
        assert ledger.head == 1
    assert verify_file(tmp_path / "l").seq == 1


def test_answers_are_kept_for_a_while_and_not_for_ever(tmp_path: Path) -> None:
    acts = ANSWERS_KEPT_MAX + 3 * PRUNE_EVERY
    with opened(tmp_path / "l") as ledger:
        for number in range(acts):
            request = RequestId(f"r{number}")
            ledger.commit([CodeRefused(refusal="x")], NOON_MS, request, Done(re=request), "verb")
        assert ledger.answer_to(RequestId("r0")) is None
        assert ledger.answer_to(RequestId(f"r{acts - ANSWERS_KEPT_MAX}")) is not None


@pytest.mark.parametrize(
    "rot",
    [
        "UPDATE events SET body = NULL WHERE seq = 2",
        "UPDATE events SET at_ms = 'noon' WHERE seq = 2",
        "UPDATE events SET hash = x'00' WHERE seq = 2",
        "UPDATE uplink SET cursor = 'all'",
        "DELETE FROM uplink",
        "DELETE FROM made_by",
    ],
)
def test_what_a_failing_disk_made_of_a_row_is_damage_and_no_crash(tmp_path: Path, rot: str) -> None:
    with opened(tmp_path / "ledger.sqlite") as ledger:
        ledger.commit(a_day_of_events(), NOON_MS)
    lax = "UPDATE sqlite_schema SET sql = replace(replace(sql, 'NOT NULL', ''), 'STRICT', '')"
    for step in (f"DROP TRIGGER events_are_never_changed; PRAGMA writable_schema = ON; {lax}", rot):
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
            db.executescript(step)

    with pytest.raises(LedgerDamagedError), opened(tmp_path / "ledger.sqlite"):
        pass
