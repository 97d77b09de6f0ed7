"""Numbers are given once, whatever happens to the machine; a submission is on the disk whole, sealed, or not at all."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from intake.identity.case_number import is_case_number
from intake.notices.notice import Kind, NoticeNumber
from kiosk.store import Kept, Numbers, Store, StoreTrouble, Waiting, Wanted, open_store

TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)
WANTED = Wanted(letter="E", series=1, day=TODAY, kinds=(Kind.ACCEPTANCE,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from opened(tmp_path / "store")


def opened(folder: Path, bytes_max: int = 64 * 1024 * 1024) -> Iterator[Store]:
    store = open_store(folder, bytes_max)
    assert isinstance(store, Store)
    yield store
    store.close()


def name(number: int) -> str:
    return f"{number:032x}"


def keep(store: Store, number: int, wanted: Wanted = WANTED, parts: tuple[bytes, ...] = (b"sealed",)) -> Kept:
    kept = store.submissions.keep(name(number), 1000, wanted, lambda _numbers: parts)
    assert isinstance(kept, Kept)
    return kept


def test_cases_of_a_day_are_counted_in_the_kiosks_own_series(store: Store) -> None:
    cases = [keep(store, n).numbers.case for n in range(3)]

    assert [case[:11] for case in cases] == ["E2611231001", "E2611231002", "E2611231003"]
    assert all(map(is_case_number, cases))
    assert keep(store, 9, replace(WANTED, series=2)).numbers.case.startswith("E2611232001")


def test_notices_of_each_kind_are_counted_through_the_year(store: Store) -> None:
    both = replace(WANTED, kinds=(Kind.TOLERANCE, Kind.COMMITMENT))

    first, second = keep(store, 1, both).numbers, keep(store, 2, replace(both, day=YESTERDAY)).numbers

    assert first.notices == (
        NoticeNumber(Kind.TOLERANCE, 2026, 1_000_001),
        NoticeNumber(Kind.COMMITMENT, 2026, 1_000_001),
    )
    assert second.notices[0].sequence == 1_000_002


def test_a_clock_set_back_gives_no_number_twice(store: Store) -> None:
    days = [TODAY, TODAY, YESTERDAY, TODAY, YESTERDAY]

    cases = [keep(store, n, replace(WANTED, day=day)).numbers.case for n, day in enumerate(days)]

    assert len(set(cases)) == len(cases)


def test_a_repeat_gets_the_first_numbers_and_is_kept_once(store: Store) -> None:
    first = keep(store, 1)

    again = store.submissions.keep(name(1), 2000, WANTED, lambda _numbers: pytest.fail("it was sealed already"))

    assert again == Kept(first.numbers, again=True)
    assert store.submissions.not_sent() == (1, 0)


def test_a_correction_keeps_the_number_of_its_case(store: Store) -> None:
    kept = keep(store, 1, replace(WANTED, case="E26110100017"))

    assert kept.numbers.case == "E26110100017"
    assert keep(store, 2).numbers.case.startswith("E2611231001"), "no number was used up"


def test_the_thousandth_case_of_a_day_is_told_not_numbered(store: Store) -> None:
    last = replace(WANTED, kinds=())
    store.books.change("INSERT INTO sequences VALUES ('case 1 2026-11-23', 998)")

    assert keep(store, 999, last).numbers.case.startswith("E2611231999")
    assert store.submissions.keep(name(1000), 0, last, lambda _numbers: ()) is StoreTrouble.NO_NUMBER


def test_what_is_told_is_sealed_with_its_numbers(store: Store) -> None:
    told: list[Numbers] = []

    def write(numbers: Numbers) -> tuple[bytes, ...]:
        told.append(numbers)
        return (b"a", b"b")

    kept = store.submissions.keep(name(1), 0, WANTED, write)

    assert isinstance(kept, Kept)
    assert told == [kept.numbers]
    assert store.submissions.part(name(1), 1) == b"b"


def test_the_oldest_goes_first_and_is_forgotten_when_the_hall_has_it(store: Store) -> None:
    keep(store, 2)
    keep(store, 1)

    first = store.submissions.oldest()
    assert isinstance(first, Waiting)
    assert first.id == name(2)
    store.submissions.acknowledged(first.id, 2000)

    after = store.submissions.oldest()
    assert isinstance(after, Waiting)
    assert after.id == name(1)
    assert keep(store, 2).again, "its numbers are remembered"


def test_what_the_hall_cannot_take_is_set_aside_and_counted(store: Store) -> None:
    keep(store, 1)
    keep(store, 2)

    store.submissions.set_aside(name(1))

    after = store.submissions.oldest()
    assert isinstance(after, Waiting)
    assert after.id == name(2)
    assert store.submissions.not_sent() == (1, 1)
    assert store.submissions.part(name(1), 0) == b"sealed"


def test_a_full_disk_is_told_and_uses_no_number_up(tmp_path: Path) -> None:
    for store in opened(tmp_path, bytes_max=200_000):
        big = store.submissions.keep(name(1), 0, WANTED, lambda _numbers: (bytes(400_000),))

        assert big is StoreTrouble.FULL
        assert keep(store, 2).numbers.case.startswith("E2611231001")


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "kiosk.sqlite").write_bytes(b"this is no database, and nobody shall write over it" * 40)
    (tmp_path / "file").touch()

    assert open_store(tmp_path) is StoreTrouble.BROKEN
    assert open_store(tmp_path / "file") is StoreTrouble.BROKEN
    assert (tmp_path / "kiosk.sqlite").read_bytes().startswith(b"this is no database")


CUT = """
import os, sys
from datetime import date
from pathlib import Path
from kiosk.store import Wanted, open_store

def write(numbers):
    if sys.argv[2] == "while it is sealed":
        os._exit(9)
    return [b"sealed"] if sys.argv[2] != "in the middle of writing" else cut_short()

def cut_short():
    yield b"sealed"
    os._exit(9)

store = open_store(Path(sys.argv[1]))
kept = store.submissions.keep("f" * 32, 0, Wanted(letter="E", series=1, day=date(2026, 11, 23)), write)
if sys.argv[2] == "before it is told":
    os._exit(9)
"""


@pytest.mark.parametrize(
    ("moment", "kept"), [("while it is sealed", 0), ("in the middle of writing", 0), ("before it is told", 1)]
)
def test_a_power_cut_leaves_all_or_nothing_and_no_number_is_given_twice(tmp_path: Path, moment: str, kept: int) -> None:
    before = [given(tmp_path, 1)]

    status = subprocess.run([sys.executable, "-c", CUT, str(tmp_path), moment], timeout=30, check=False).returncode

    assert status == 9
    cases = [*before, given(tmp_path, 2)]
    assert [int(case[8:11]) for case in cases] == [1, 2 + kept], "a number that was kept is not given again"
    for store in opened(tmp_path):
        assert store.submissions.not_sent() == (2 + kept, 0)


def given(folder: Path, number: int) -> str:
    for store in opened(folder):
        return keep(store, number).numbers.case
    raise AssertionError
