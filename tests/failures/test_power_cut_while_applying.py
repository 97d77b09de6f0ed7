"""The power goes while somebody applies: at every commit, request and print of the kiosk, and at those of the hall.

Afterwards the application is at the hall whole and once, or still on the kiosk and shown as waiting, or was never told
to be handed in; nothing personal is in clear on the kiosk's disk; and the hall holds the notice, to be printed again.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.failures.kiosk_cut_off import PRINTED, STORE, colours
from tests.failures.power import CUT, PASSED, WHERE
from tests.hall.counter.counter import Counter
from tests.hall.process import until
from tests.kiosk.acts.story import SECRETS, jpeg

KILLED = -9
PAGES, NOTICES = 2, 1


class CutOffCounter(Counter):
    """The hall's counter, whose worker may die."""

    program = ("-m", "tests.failures.counter_cut_off")


class Kiosk:
    """Switched on again and again; ``folder`` is its disk, and its paper."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        self.folder = folder
        self._process = process
        self._visits = 0

    def someone_applies(self) -> tuple[str, int]:
        """Their visit's id; and how the process ended."""
        self._visits += 1
        visit = f"{self._visits:032x}"
        return visit, self._does("hands_in", visit)["status"]

    def comes_back(self) -> int:
        """The power is back, the hall is reached; how many the screen said were waiting."""
        told = self._does("comes_back", "-")
        assert told["status"] == 0
        return int(told["waiting"])

    def kept(self, visit: str) -> str:
        """What the disk says of it; nothing when it was never kept."""
        with closing(sqlite3.connect(self.folder / STORE / "kiosk.sqlite")) as books:
            row = books.execute("SELECT state FROM submissions WHERE id = ?", (visit,)).fetchone()
        return row[0] if row else ""

    def draft_kept(self, visit: str) -> bool:
        with closing(sqlite3.connect(self.folder / STORE / "kiosk.sqlite")) as books:
            return bool(books.execute("SELECT 1 FROM drafts WHERE id = ?", (visit,)).fetchone())

    def papers(self) -> list[str]:
        """What came out of the printer."""
        path = self.folder / PRINTED
        return path.read_text().splitlines() if path.exists() else []

    def in_clear(self, visit: str) -> list[str]:
        """Files in which something of this person can be read."""
        secrets = [*(secret.encode() for secret in SECRETS), *map(jpeg, colours(visit).values())]
        files = [path for path in (self.folder / STORE).rglob("*") if path.is_file()]
        return [path.name for path in files if any(secret in path.read_bytes() for secret in secrets)]

    def _does(self, *words: str) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


@contextmanager
def kiosk_of(hall: Counter, folder: Path) -> Iterator[Kiosk]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.failures.kiosk_cut_off", str(folder), hall.url]
    with (folder / "log").open("wb") as log:
        command += [str(hall.ca_file), str(hall.folder / "keys")]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, text=True, stdin=pipe, stdout=pipe, stderr=log) as process:
            yield Kiosk(folder, process)
            assert process.stdin
            process.stdin.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Counter]:
    with CutOffCounter(tmp_path / "hall").serving() as serving:
        until(lambda: bool(serving.asks("SELECT 1 FROM cases_catalogue")))  # not by whoever comes first
        yield serving


@pytest.fixture
def kiosk(hall: Counter, tmp_path: Path) -> Iterator[Kiosk]:
    with kiosk_of(hall, tmp_path / "kiosk") as one:
        yield one


def rehearsed(folder: Path, kiosk: Kiosk) -> list[str]:
    """The moments of one whole visit, in their order."""
    (folder / CUT).write_text("0")
    assert kiosk.someone_applies()[1] == 0
    (folder / CUT).unlink()
    return (folder / PASSED).read_text().splitlines()


def arrived(hall: Counter, visit: str) -> list[tuple[int, int]]:
    """Pages and notices of each case the hall made of a visit."""
    pages = "SELECT count(*) FROM cases_page WHERE case_id = h.case_id"
    notices = "SELECT count(*) FROM cases_notice WHERE case_id = h.case_id"
    return hall.asks(f"SELECT ({pages}), ({notices}) FROM cases_handed h WHERE h.id = '{visit}'")


def test_at_every_moment_of_the_kiosk_nothing_is_lost_doubled_or_in_clear(hall: Counter, kiosk: Kiosk) -> None:
    moments = rehearsed(kiosk.folder, kiosk)
    for number, moment in enumerate(moments, start=1):
        papers = len(kiosk.papers())
        (kiosk.folder / CUT).write_text(str(number))
        visit, status = kiosk.someone_applies()

        assert (status, (kiosk.folder / WHERE).read_text()) == (KILLED, moment)
        assert kiosk.in_clear(visit) == []
        state, printed = kiosk.kept(visit), kiosk.papers()[papers:]
        assert len(printed) < 2 or state, "a notice is on paper of what the disk does not know"
        assert not printed or state or kiosk.draft_kept(visit), "a slip is on paper of what the disk does not know"
        assert kiosk.comes_back() == (state == "waiting"), moment
        assert arrived(hall, visit) == ([(PAGES, NOTICES)] if state else []), moment
        assert kiosk.kept(visit) == ("done" if state else "")
    assert hall.asks("SELECT count(*) FROM cases_case") == hall.asks("SELECT count(*) FROM cases_handed")


def test_at_every_kind_of_moment_of_the_hall_it_arrives_whole_and_once(hall: Counter, kiosk: Kiosk) -> None:
    for moment in dict.fromkeys(rehearsed(hall.folder, kiosk)):
        (hall.folder / CUT).write_text(moment)
        visit, status = kiosk.someone_applies()

        assert (status, (hall.folder / WHERE).read_text()) == (0, moment)
        assert arrived(hall, visit) == [(PAGES, NOTICES)], moment
        assert kiosk.kept(visit) == "done"
    assert len(set(hall.asks("SELECT count(*) FROM cases_case UNION ALL SELECT count(*) FROM sms"))) == 1
