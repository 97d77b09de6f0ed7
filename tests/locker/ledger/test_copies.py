"""Books that were lost or are old: exported, restored, added to from what the hall holds, and never on a false word."""

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from locker.contract import log_file
from locker.contract.codec import GENESIS_HASH
from locker.contract.events import AnyEvent, DoorSeen, LedgerRestored, LockerdStarted
from locker.contract.facts import Alarm, DepositState, Door, Service
from locker.contract.ids import BootId, CompartmentId
from locker.contract.log_file import LogFileError, LogHead, LogLine
from locker.ledger.copies import export, open_copy
from locker.ledger.files import reading, verify_file
from locker.ledger.replay import verify
from locker.ledger.restore import Restored, RestoreRefusedError, restore
from locker.ledger.trouble import LedgerDamagedError, LedgerInUseError
from tests.locker.ledger.test_ledger import opened
from tests.locker.story import NOON_MS, Story

LATER_MS = NOON_MS + 86_400_000
A1 = CompartmentId("A1")


def written(path: Path, story: Story, upto: int | None = None, boot: str = "boot-1") -> None:
    """What happened in ``story`` is in the ledger at ``path``, up to the event with that number."""
    with opened(path, boot) as ledger:
        for at_ms, request, event in story.log[ledger.head : upto]:
            ledger.commit([event], at_ms, request)


def a_busy_day() -> Story:
    """One envelope was collected, one waits."""
    story = Story()
    collected = story.deposited("C-1")
    story.visitor_enters(story.code_of(collected))
    story.opens(collected.compartment)
    story.shuts(collected.compartment)
    story.wait(100)
    story.deposited("C-2")
    return story


def the_halls(books: Path, out: Path, after: int = 0) -> Path:
    """The log of ``books`` as the hall would hand it back: the entries above ``after``."""
    lines = list(open_copy(books).lines())
    head = LogHead(
        kiosk="k1",
        after=after,
        after_hash=lines[after - 1].hash if after else GENESIS_HASH,
        seq=lines[-1].seq,
        hash=lines[-1].hash,
    )
    with out.open("wb") as file:
        log_file.write(file, head, lines[after:])
    return out


def put_back(copy: Path, place: Path, *, set_aside: bool = False) -> Restored:
    return restore(open_copy(copy), place, BootId("restoring"), LATER_MS, set_aside=set_aside)


def packed(path: Path, lines: Iterable[bytes]) -> Path:
    with gzip.open(path, "wb") as file:
        file.writelines(lines)
    return path


def unpacked(path: Path) -> list[bytes]:
    with gzip.open(path) as file:
        return file.readlines()


def events_of(path: Path) -> list[AnyEvent]:
    with opened(path) as ledger:
        return [entry.body for entry in ledger.after(0, 10_000)]


def test_an_auditor_checks_an_export_without_any_program_of_ours(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    export(tmp_path / "l", "k1", tmp_path / "log.jsonl.gz")

    with gzip.open(tmp_path / "log.jsonl.gz") as file:
        head = json.loads(next(file))
        before = head["after_hash"]
        for line in map(json.loads, file):
            fields = (before, line["seq"], line["at_ms"], line["boot"], line["request"] or "", line["body"])
            before = hashlib.sha256("\x1f".join(map(str, fields)).encode()).hexdigest()
            assert line["hash"] == before

    assert (before, line["seq"], head["kiosk"]) == (head["hash"], head["seq"], "k1")


def test_a_ledger_made_from_an_export_tells_the_same_and_every_compartment_wants_a_look(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "l", story)
    export(tmp_path / "l", "k1", tmp_path / "e")

    put_back(tmp_path / "e", tmp_path / "new" / "l")

    before, after = verify_file(tmp_path / "l"), verify_file(tmp_path / "new" / "l")
    assert after.cabinet.deposits == before.cabinet.deposits
    assert after.cabinet.next_counter == before.cabinet.next_counter
    assert {c.service for c in after.cabinet.compartments.values()} == {Service.NEEDS_CHECK}
    assert events_of(tmp_path / "new" / "l")[before.seq] == LedgerRestored(source="export")


def test_a_restored_cabinet_opens_nothing_by_code_until_the_hall_has_agreed(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    put_back(tmp_path / "l", tmp_path / "new")

    assert f"{Alarm.LEDGER_BEHIND_HALL}:" in verify_file(tmp_path / "new").cabinet.alarms


def test_a_copy_of_the_file_does_as_well_as_an_export(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "l").write_bytes((tmp_path / "l").read_bytes())

    done = put_back(tmp_path / "stick" / "l", tmp_path / "new")

    assert done.added == verify_file(tmp_path / "l").seq


def test_yesterdays_backup_with_what_the_hall_holds_since_is_whole_again(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "l", story)
    yesterday = len(story.log) - 9
    written(tmp_path / "backup", story, upto=yesterday)

    done = put_back(the_halls(tmp_path / "l", tmp_path / "hall", after=yesterday), tmp_path / "backup")

    assert (done.added, done.lost, done.set_aside) == (9, 0, None)
    assert verify_file(tmp_path / "backup").cabinet.deposits == story.cabinet.deposits
    assert verify_file(tmp_path / "backup").cabinet.next_counter == story.cabinet.next_counter


def test_what_lockerd_wrote_upon_an_old_copy_is_set_aside_and_kept(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "l", story)
    written(tmp_path / "backup", story, upto=10)
    with opened(tmp_path / "backup", "boot-2") as ledger:
        ledger.commit([LockerdStarted(version="2", compartments=[])], LATER_MS)
    halls = the_halls(tmp_path / "l", tmp_path / "hall", after=10)

    with pytest.raises(RestoreRefusedError, match="1 entries the copy does not have"):
        put_back(halls, tmp_path / "backup")
    done = put_back(halls, tmp_path / "backup", set_aside=True)

    assert (done.added, done.lost) == (len(story.log) - 10, 1)
    assert verify_file(tmp_path / "backup").cabinet.deposits == story.cabinet.deposits
    assert done.set_aside is not None
    assert verify_file(done.set_aside).seq == 11


def test_a_lost_disk_is_restored_wholly_from_the_hall(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "lost", story)
    halls = the_halls(tmp_path / "lost", tmp_path / "hall")

    put_back(halls, tmp_path / "l")

    cabinet = verify_file(tmp_path / "l").cabinet
    (waiting,) = [d for d in cabinet.deposits.values() if d.state is DepositState.WAITING]
    assert waiting.case == "C-2"
    assert cabinet.next_counter == story.cabinet.next_counter


def test_a_damaged_ledger_gives_way_to_the_halls_log_and_is_kept(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    halls = the_halls(tmp_path / "l", tmp_path / "hall")
    with (tmp_path / "l").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 9000)

    with pytest.raises(RestoreRefusedError, match="cannot be believed"):
        put_back(halls, tmp_path / "l")
    done = put_back(halls, tmp_path / "l", set_aside=True)

    assert verify_file(tmp_path / "l").seq == done.seq
    assert done.set_aside is not None
    assert done.set_aside.exists()


def test_what_a_cut_left_beside_the_old_file_is_set_aside_with_it_and_not_taken_for_the_new_one(
    tmp_path: Path,
) -> None:
    story = a_busy_day()
    written(tmp_path / "whole", story)
    with opened(tmp_path / "l") as ledger:
        ledger.commit([LockerdStarted(version="2", compartments=[])] * 3, LATER_MS)
        (tmp_path / "cut").mkdir()
        for beside in ("l", "l-wal"):
            shutil.copy(tmp_path / beside, tmp_path / "cut" / beside)

    done = put_back(the_halls(tmp_path / "whole", tmp_path / "hall"), tmp_path / "cut" / "l", set_aside=True)

    assert verify_file(tmp_path / "cut" / "l").cabinet.deposits == story.cabinet.deposits
    assert done.set_aside is not None
    assert verify_file(done.set_aside).seq == 3


def test_a_newer_ledger_is_not_given_up_for_an_older_copy(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "l", story)
    written(tmp_path / "old", story, upto=10)

    with pytest.raises(RestoreRefusedError, match="nothing to restore"):
        put_back(tmp_path / "old", tmp_path / "l", set_aside=True)
    assert verify_file(tmp_path / "l").seq == len(story.log)


def test_what_the_hall_has_acknowledged_is_never_given_up(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "l", story)
    with opened(tmp_path / "l") as ledger:
        ledger.acknowledged(ledger.head, ledger.head_hash)
    written(tmp_path / "other", Story(now_ms=LATER_MS))
    with opened(tmp_path / "other") as ledger:
        ledger.commit([LockerdStarted(version="2", compartments=[])] * 100, LATER_MS)

    with pytest.raises(RestoreRefusedError, match="has acknowledged this ledger"):
        put_back(tmp_path / "other", tmp_path / "l", set_aside=True)


def test_a_part_that_does_not_join_is_refused_and_says_where_to_begin(tmp_path: Path) -> None:
    story = a_busy_day()
    written(tmp_path / "l", story)
    written(tmp_path / "old", story, upto=10)
    halls = the_halls(tmp_path / "l", tmp_path / "hall", after=20)

    with pytest.raises(RestoreRefusedError, match=r"begins after entry 20.*--after 10"):
        put_back(halls, tmp_path / "old")
    with pytest.raises(RestoreRefusedError, match="begins after entry 20"):
        put_back(halls, tmp_path / "nothing-there")
    assert not (tmp_path / "nothing-there").exists()


def test_a_changed_word_in_an_export_is_refused_with_its_place(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    export(tmp_path / "l", "k1", tmp_path / "e")
    lines = unpacked(tmp_path / "e")
    assert b'"at_ms":1' in lines[12]
    lines[12] = lines[12].replace(b'"at_ms":1', b'"at_ms":2')
    packed(tmp_path / "e", lines)

    with pytest.raises(LogFileError, match="entry 12"):
        put_back(tmp_path / "e", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_one_flipped_byte_anywhere_in_an_export_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day(), upto=12)
    export(tmp_path / "l", "k1", tmp_path / "e")
    whole = (tmp_path / "e").read_bytes()
    for place in range(10, len(whole), 7):  # the first ten bytes are gzip's own and name no content
        (tmp_path / "e").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((LogFileError, RestoreRefusedError)):
            put_back(tmp_path / "e", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("cut", ["an entry", "the end", "half a file"])
def test_an_export_with_something_cut_out_is_refused(tmp_path: Path, cut: str) -> None:
    written(tmp_path / "l", a_busy_day())
    export(tmp_path / "l", "k1", tmp_path / "e")
    lines = unpacked(tmp_path / "e")
    if cut == "half a file":
        whole = (tmp_path / "e").read_bytes()
        (tmp_path / "e").write_bytes(whole[: len(whole) // 2])
    else:
        packed(tmp_path / "e", [*lines[:9], *lines[10:]] if cut == "an entry" else lines[:-1])

    with pytest.raises(LogFileError, match=r"entry 9|ends at entry|damaged after its line"):
        put_back(tmp_path / "e", tmp_path / "new")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b"{}\n"],
        [b'{"file":"something_else"}\n'],
        [b"\xff\xfe\n"],
        [b"[" * 100_000],
        [b'{"file":"kiosk_log","kiosk":"","after":9,"after_hash":"' + b"0" * 64 + b'","seq":3,"hash":"' + b"0" * 64],
    ],
)
def test_what_is_no_export_is_told_so(tmp_path: Path, lines: list[bytes]) -> None:
    packed(tmp_path / "e", lines)

    with pytest.raises(LogFileError):
        open_copy(tmp_path / "e")


def test_a_file_that_is_not_even_packed_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "e").write_text("hello")

    with pytest.raises(LogFileError, match="damaged after its line 0"):
        open_copy(tmp_path / "e")


def test_a_torn_copy_of_the_file_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    whole = (tmp_path / "l").read_bytes()
    (tmp_path / "torn").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(LedgerDamagedError):
        open_copy(tmp_path / "torn")


def test_nothing_is_restored_under_a_running_lockerd(tmp_path: Path) -> None:
    written(tmp_path / "copy", a_busy_day())
    with opened(tmp_path / "l"), pytest.raises(LedgerInUseError):
        put_back(tmp_path / "copy", tmp_path / "l")


def test_a_copy_cannot_name_more_than_its_head_says(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    lines: list[LogLine] = list(open_copy(tmp_path / "l").lines())
    head = LogHead(kiosk="k1", after=0, after_hash=GENESIS_HASH, seq=3, hash=lines[2].hash)

    with (tmp_path / "e").open("wb") as file, pytest.raises(LogFileError, match="entry 4"):
        log_file.write(file, head, lines)


def test_a_ledger_is_read_as_it_is_at_one_moment_whatever_lockerd_writes_meanwhile(tmp_path: Path) -> None:
    with opened(tmp_path / "l") as ledger:
        ledger.commit([LockerdStarted(version="1", compartments=[A1])], NOON_MS)
        with reading(tmp_path / "l") as db:
            ledger.commit([DoorSeen(compartment=A1, door=Door.OPEN)], NOON_MS)
            seen = verify(db)
        export(tmp_path / "l", "k1", tmp_path / "e")

    assert (seen.seq, open_copy(tmp_path / "e").head.seq) == (1, 2)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_root_restores_belongs_to_whom_the_folder_belongs_to(tmp_path: Path) -> None:
    written(tmp_path / "copy", a_busy_day())
    folder = tmp_path / "lockerd"
    folder.mkdir()
    os.chown(folder, 12345, 12345)

    put_back(tmp_path / "copy", folder / "l")

    assert {file.stat().st_uid for file in folder.iterdir()} == {12345}


def test_an_export_is_its_owners_alone(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    export(tmp_path / "l", "k1", tmp_path / "e")

    assert (tmp_path / "e").stat().st_mode & 0o077 == 0


def command(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "locker", *map(str, words)], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_person_verifies_exports_and_restores_by_command(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    last = verify_file(tmp_path / "l").hash

    good = command("verify", tmp_path / "l")
    out = command("export", tmp_path / "l", "--out", tmp_path / "e")
    back = command("restore", tmp_path / "e", "--onto", tmp_path / "new")
    again = command("restore", tmp_path / "e", "--onto", tmp_path / "new")

    assert (good.returncode, out.returncode, back.returncode, again.returncode) == (0, 0, 0, 1)
    assert last in good.stdout
    assert "1 deposits inside" in good.stdout
    assert "every compartment wants a look" in back.stdout
    assert "nothing to restore" in again.stderr


def test_a_forged_ledger_is_told_with_its_place_and_status_1(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    with closing(sqlite3.connect(tmp_path / "l")) as db:
        db.executescript("DROP TRIGGER events_are_never_changed; UPDATE events SET at_ms = at_ms + 1 WHERE seq = 3")

    said = command("verify", tmp_path / "l")

    assert said.returncode == 1
    assert "entry 3" in said.stderr
