"""The power is cut while a file is written: it is the old one or the new one, asked of the disk in the right order."""

import os
import signal
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from durable import files

OLD, NEW = b"yesterday's books", b"today's books, which are longer"
STEPS = ("open", "fchmod", "write", "flush", "close", "fsync", "rename", "unlink")
STEPS_MAX = 60


class Watch:
    """Hears of each step before Python asks the system for it; kills its own process before step ``cut``."""

    def __init__(self, cut: int | None = None) -> None:
        self.steps: list[str] = []
        self._cut = cut

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        name = getattr(called, "__name__", "").replace("replace", "rename")
        if event == "c_call" and name in STEPS:
            if len(self.steps) == self._cut:
                os.kill(os.getpid(), signal.SIGKILL)
            path = frame.f_locals.get("path") if name == "fsync" else None
            self.steps.append(f"{name} of the {'folder' if Path(path).is_dir() else 'file'}" if path else name)


def watched(work: Callable[[], None], cut: int | None = None) -> list[str]:
    watch = Watch(cut)
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return watch.steps


def killed_before(step: int, work: Callable[[], None]) -> bool:
    """Do it in a child process. False: it came to its end."""
    child = os.fork()
    if child == 0:
        watched(work, step)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def test_a_cut_at_any_step_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path, found = tmp_path / "books", []
    for step in range(STEPS_MAX):
        files.write(path, OLD)
        if not killed_before(step, lambda: files.write(path, NEW)):
            break
        found.append(path.read_bytes())
        assert {file.name for file in tmp_path.iterdir()} <= {"books", "books.new"}

    assert found == sorted(found, key=NEW.__eq__)
    assert {OLD, NEW} == set(found)
    assert path.read_bytes() == NEW


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_anybody_is_told(tmp_path: Path) -> None:
    steps = watched(lambda: files.write(tmp_path / "books", NEW))

    asked = [step for step in steps if step.startswith(("fsync", "rename"))]
    assert asked == ["fsync of the file", "rename", "fsync of the folder"]


def test_the_next_writing_clears_what_a_cut_left(tmp_path: Path) -> None:
    (tmp_path / "books.new").write_bytes(b"half of a much longer file than the next one" * 100)

    files.write(tmp_path / "books", NEW)

    assert [file.name for file in tmp_path.iterdir()] == ["books"]
    assert (tmp_path / "books").read_bytes() == NEW


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    files.write(tmp_path / "books", OLD)

    with suppress(ValueError), files.written(tmp_path / "books") as file:
        file.write(NEW)
        raise ValueError("the books do not add up")

    assert [file.name for file in tmp_path.iterdir()] == ["books"]
    assert (tmp_path / "books").read_bytes() == OLD


def test_a_place_that_takes_no_file_is_told_and_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()

    with pytest.raises(IsADirectoryError):
        files.write(tmp_path / "books", NEW)

    assert [file.name for file in tmp_path.iterdir()] == ["books"]


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_who_may_read_it_does_not_depend_on_who_wrote_it_before(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "books"
    path.write_bytes(OLD)
    path.chmod(0o640)
    path.with_name("books.new").touch(0o666)

    files.write(path, NEW, mode)

    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_two_who_write_one_file_at_once_do_not_spoil_it(tmp_path: Path) -> None:
    path = tmp_path / "page"

    with files.written(path, mark="first") as first:
        first.write(OLD)
        files.write(path, NEW, mark="second")
        assert path.read_bytes() == NEW

    assert path.read_bytes() == OLD
    assert [file.name for file in tmp_path.iterdir()] == ["page"]
