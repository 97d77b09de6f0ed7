"""A mutant is killed by a test that sees it, and by nothing else."""

from pathlib import Path

import pytest

from tests.mutants.mutant import Mutant, copy_of_the_code, not_green, play

LOCK = "def opens(code):\n    return code == '1234'\n"
SEES = "tests/test_lock.py::test_a_wrong_code_opens_nothing"
LOOKS_AWAY = "tests/test_lock.py::test_a_right_code_opens"
WITHOUT_A_DOOR = "tests/test_lock.py::test_a_door_that_cannot_be_hung"
ALWAYS_FAILS = "tests/test_lock.py::test_that_never_passes"
TESTS = """
import pytest
from lock import opens

@pytest.fixture
def door():
    raise OSError("no port is free")

def test_a_wrong_code_opens_nothing():
    assert not opens("0000")

def test_a_right_code_opens():
    assert opens("1234")

def test_a_door_that_cannot_be_hung(door):
    assert not opens("0000")

def test_that_never_passes():
    assert False
"""
WAIT_S = 60.0


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """Code of one rule, and its tests."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "lock.py").write_text(LOCK)
    (tmp_path / "tests" / "test_lock.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    return tmp_path


def any_code_opens(killed_by: str) -> Mutant:
    return Mutant(
        name="any code opens", rule="S7", file="lock.py", before="code == '1234'", after="True", killed_by=killed_by
    )


def test_a_test_that_fails_where_the_rule_is_broken_kills_and_the_rule_is_whole_again(code: Path) -> None:
    verdict = play(any_code_opens(SEES), code, WAIT_S)
    assert verdict.killed
    assert verdict.by == SEES
    assert (code / "lock.py").read_text() == LOCK


def test_a_test_that_sees_nothing_kills_nothing(code: Path) -> None:
    assert not play(any_code_opens(LOOKS_AWAY), code, WAIT_S).killed


def test_a_fixture_that_fails_kills_nothing(code: Path) -> None:
    verdict = play(any_code_opens(WITHOUT_A_DOOR), code, WAIT_S)
    assert not verdict.killed
    assert "no port is free" in verdict.says


def test_tests_that_do_not_pass_where_nothing_is_broken_are_known(code: Path) -> None:
    assert not_green([SEES, LOOKS_AWAY, WITHOUT_A_DOOR, ALWAYS_FAILS], code, WAIT_S) == {WITHOUT_A_DOOR, ALWAYS_FAILS}


def test_where_a_test_is_missing_none_is_believed(code: Path) -> None:
    assert not_green([SEES, "tests/test_lock.py::test_of_yesterday"], code, WAIT_S) != set()


def test_a_copy_of_the_code_is_whole_enough_to_be_tested(tmp_path: Path) -> None:
    copy_of_the_code(tmp_path / "copy")
    rules = "tests/mutants/test_list.py::test_at_least_thirty_mutants_break_every_safety_rule_of_the_doors"
    assert not_green([rules], tmp_path / "copy", WAIT_S) == set()
