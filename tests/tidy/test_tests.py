"""Tests wait for facts and leave our own code as it is (CONTRIBUTING.md, "Tests")."""

import ast
import re

import pytest

from tests.tidy.tree import named, parsed, python_files

TESTS = [path for path in python_files() if named(path).startswith("tests/")]
POLL_S_MAX = 0.1


def calls(dotted: str) -> list[tuple[str, ast.Call]]:
    """Every call written like ``time.sleep`` in the tests, with its place."""
    return [
        (f"{named(path)}:{node.lineno}", node)
        for path in TESTS
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == dotted
    ]


@pytest.mark.parametrize("sleep", ["time.sleep", "asyncio.sleep"])
def test_nobody_sleeps_longer_than_the_pause_between_two_looks(sleep: str) -> None:
    def lazy(call: ast.Call) -> bool:
        length = call.args[0] if call.args else None
        return isinstance(length, ast.Constant) and float(str(length.value)) > POLL_S_MAX

    assert not [place for place, call in calls(sleep) if lazy(call)]


def test_our_own_code_is_never_patched() -> None:
    patched = [place for place, _ in calls("monkeypatch.setattr")]
    mocked = [
        named(path) for path in TESTS if re.search(r"^(from|import) unittest\.mock|mocker", path.read_text(), re.M)
    ]

    assert not patched + [name for name in mocked if not name.startswith("tests/tidy/")]


def test_no_port_is_fixed() -> None:
    fixed = re.compile(r"(?:\bport=|bind\(\(.*?, ?|:)(1883|8883|5020|8000|6080)\b(?!\d)")
    lines = [(named(path), line) for path in TESTS for line in path.read_text().splitlines() if fixed.search(line)]

    # A name that does not resolve, and a TOML that nobody serves, may have any port.
    assert not [(name, line) for name, line in lines if ".invalid" not in line and "tests/config/" not in name]
