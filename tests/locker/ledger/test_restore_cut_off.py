"""The power is cut while books are restored, or somebody reads them meanwhile: no false books are left for anybody."""

import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from locker.contract.events import LedgerRestored, LockerdStarted
from locker.contract.ids import BootId
from locker.contract.log_file import LogFileError
from locker.ledger.copies import open_copy
from locker.ledger.files import reading, verify_file
from locker.ledger.restore import RestoreRefusedError, restore
from locker.ledger.trouble import LedgerDamagedError
from tests.locker.ledger.test_copies import (
    LATER_MS,
    a_busy_day,
    command,
    packed,
    put_back,
    the_halls,
    unpacked,
    written,
)
from tests.locker.ledger.test_ledger import opened
from tests.locker.story import Story

STEPS_MAX = 1000
RESTORED, CUT_OFF = "restored", "was cut off"
STEPS = (
    "open",
    "sqlite3.connect",
    *(f"os.{change}" for change in ("chown", "link", "mkdir", "remove", "rename", "truncate")),
)
"""What Python tells of before it does it (PEP 578), and may change a disk."""


def lost(_story: Story, _place: Path) -> None:
    """A new disk: nothing is there."""


def behind(story: Story, place: Path) -> None:
    """Yesterday's books, and beside them what a kill left of the last act."""
    written(place, story, upto=10)
    killed_with(place, 1)


def forked(story: Story, place: Path) -> None:
    """Yesterday's books were put back by hand, and lockerd wrote on them until it was killed."""
    behind(story, place)
    killed_with(place, 3)


def damaged(_story: Story, place: Path) -> None:
    """The file alone would be believed; with what a kill left beside it, it is not."""
    written(place, Story(now_ms=LATER_MS))
    with opened(place) as ledger:
        ledger.commit([LockerdStarted(version="1", compartments=[])], LATER_MS)
    killed_with(place, 2, forged=True)


def killed_with(place: Path, entries: int, *, forged: bool = False) -> None:
    """lockerd wrote so many ``entries`` and was killed: they are in the file beside the ledger only."""
    kept = place.with_name("kept")
    kept.mkdir()
    with opened(place) as ledger:
        ledger.commit([LockerdStarted(version="2", compartments=[])] * entries, LATER_MS)
        if forged:
            ledger._db.execute("DROP TRIGGER events_are_never_changed")
            ledger._db.execute("UPDATE events SET at_ms = at_ms + 1 WHERE seq = 2")
        for beside in ("", "-wal"):
            shutil.copy(place.with_name(place.name + beside), kept)
    for file in kept.iterdir():
        file.replace(place.with_name(file.name))
    kept.rmdir()


@pytest.mark.parametrize("forge", [behind, forked])
def test_nothing_is_restored_while_somebody_reads_what_a_kill_left(
    tmp_path: Path, forge: Callable[[Story, Path], None]
) -> None:
    story = a_busy_day()
    written(tmp_path / "whole", story)
    halls = the_halls(tmp_path / "whole", tmp_path / "hall")
    forge(story, tmp_path / "l")
    before = verify_file(tmp_path / "l")

    with reading(tmp_path / "l"), pytest.raises(RestoreRefusedError, match="somebody reads"):
        put_back(halls, tmp_path / "l", set_aside=True)
    assert verify_file(tmp_path / "l") == before

    put_back(halls, tmp_path / "l", set_aside=True)
    assert verify_file(tmp_path / "l").cabinet.deposits == story.cabinet.deposits


def steps(folder: Path, template: Path) -> Iterator[Path]:
    """The place, each time as a restore of it left it that was killed one step later; the last one is done."""
    for number in range(STEPS_MAX):
        machine = folder / str(number)
        shutil.copytree(template, machine)
        if not killed_at(number, lambda place=machine / "l": restored_with_all(place)):  # type: ignore[misc]
            return
        yield machine / "l"
    raise AssertionError("the restore came to no end")


def restored_with_all(place: Path) -> None:
    """As a person does it, at another moment each time; whose books are whole already is told so."""
    with suppress(RestoreRefusedError):
        restore(
            open_copy(place.with_name("hall")), place, BootId("restoring"), time.time_ns() // 1_000_000, set_aside=True
        )


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child process, which gets SIGKILL before that step of it. False: it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            work_until(step, work)
        except BaseException:
            traceback.print_exc()
            os._exit(os.EX_SOFTWARE)
        os._exit(os.EX_OK)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    assert os.waitstatus_to_exitcode(status) == os.EX_OK
    return False


def work_until(step: int, work: Callable[[], object]) -> None:
    left = step

    def count(event: str, _arguments: object) -> None:
        nonlocal left
        if event in STEPS:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    sys.addaudithook(count)
    work()


@pytest.mark.parametrize("before", [lost, behind, forked, damaged])
def test_after_a_cut_at_any_step_lockerd_has_whole_books_or_none_and_the_restore_is_run_again(
    tmp_path: Path, before: Callable[[Story, Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    story, template = a_busy_day(), tmp_path / "template"
    template.mkdir()
    written(tmp_path / "whole", story)
    the_halls(tmp_path / "whole", template / "hall")
    before(story, template / "l")
    was, begun, cuts = books(template / "l"), False, 0

    for place in steps(tmp_path, template):
        begun = begun or place.with_name("l.restoring").exists()
        assert books(place) in ({CUT_OFF, RESTORED} if begun else {was})
        restored_with_all(place)
        assert books(place) == RESTORED
        assert not [*place.parent.glob("l.restoring*")]
        cuts += 1

    assert cuts > 20
    with capsys.disabled():
        print(f"\n{cuts} cuts of a restore, {before.__name__}")


def books(place: Path) -> str:
    """What lockerd would serve people with, if it started on a copy of these files."""
    looked_at = Path(shutil.copytree(place.parent, tempfile.mkdtemp(dir=place.parents[1]), dirs_exist_ok=True))
    try:
        with opened(looked_at / "l", "boot-9") as ledger:
            restored = any(isinstance(entry.body, LedgerRestored) for entry in ledger.after(0, 10_000))
            return RESTORED if restored else f"{ledger.head} entries"
    except LedgerDamagedError as error:
        return CUT_OFF if CUT_OFF in str(error) else "damaged"


def cut_off(place: Path) -> None:
    """A restore was begun here and the power went."""
    place.with_name(place.name + ".restoring").write_bytes(b"SQLite")


def no_copy(folder: Path) -> Path:
    """A file whose head can be read, and nothing else."""
    written(folder / "whole", a_busy_day())
    lines = unpacked(the_halls(folder / "whole", folder / "hall"))
    return packed(folder / "torn", lines[:5])


def test_where_a_restore_was_cut_off_a_copy_that_is_none_leaves_the_cabinet_closed(tmp_path: Path) -> None:
    torn = no_copy(tmp_path)
    cut_off(tmp_path / "l")

    with pytest.raises(LogFileError):
        put_back(torn, tmp_path / "l")
    with pytest.raises(LedgerDamagedError, match=CUT_OFF):
        verify_file(tmp_path / "l")
    put_back(tmp_path / "hall", tmp_path / "l")

    assert verify_file(tmp_path / "l").cabinet.deposits == a_busy_day().cabinet.deposits


def test_good_books_that_a_restore_gave_up_serve_on(tmp_path: Path) -> None:
    torn = no_copy(tmp_path)
    written(tmp_path / "l", a_busy_day(), upto=10)
    cut_off(tmp_path / "l")

    with pytest.raises(LogFileError):
        put_back(torn, tmp_path / "l")

    assert verify_file(tmp_path / "l").seq == 10


def test_books_whose_restore_was_cut_off_are_neither_called_good_nor_copied(tmp_path: Path) -> None:
    written(tmp_path / "l", a_busy_day())
    cut_off(tmp_path / "l")

    place = tmp_path / "l"
    said = [
        command("verify", place),
        command("export", place, "--out", tmp_path / "e"),
        command("restore", place, "--onto", tmp_path / "new"),
    ]

    assert [(one.returncode, CUT_OFF in one.stderr) for one in said] == [(1, True)] * 3


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_restore_that_root_gave_up_keeps_lockerd_from_nothing(tmp_path: Path) -> None:
    torn = no_copy(tmp_path)
    folder = tmp_path / "lockerd"
    folder.mkdir()
    os.chown(folder, 12345, 12345)

    with pytest.raises(LogFileError):
        put_back(torn, folder / "l")

    assert [(file.name, file.stat().st_uid) for file in folder.iterdir()] == [("l.lock", 12345)]
