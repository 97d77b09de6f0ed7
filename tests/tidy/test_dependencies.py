"""What is imported is declared, what is declared is locked with hashes and used."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.tidy.tree import ROOMS, ROOT, named, parsed, python_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = (ROOT / "requirements.lock").read_text()

# Used by name on a command line, or by another package.
NOT_IMPORTED = {
    "django-stubs",
    "import-linter",
    "mypy",
    "pip-tools",
    "pytest-asyncio",
    "pytest-xdist",
    "ruff",
    "types-pyserial",
}


def plain(requirement: str) -> str:
    """``PyJWT[crypto]~=2.15`` as ``pyjwt``."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[._]+", "-", found[0]).lower()


def declared(*, dev: bool) -> set[str]:
    extra = PROJECT["optional-dependencies"]["dev"] if dev else []
    return {plain(one) for one in PROJECT["dependencies"] + extra}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@cache
def installed() -> dict[str, list[str]]:
    """Import name to the packages that bring it (slow to ask for)."""
    return dict(packages_distributions())


def distributions(path: Path) -> set[str]:
    """The packages, as the registry calls them, that a file imports."""
    foreign = set(imported(path)) - sys.stdlib_module_names - set(ROOMS)
    known = installed()
    return {plain(known[name][0]) if name in known else f"{name} (not installed)" for name in foreign}


def test_every_import_is_declared() -> None:
    missing = {}
    for path in python_files():
        runs_at_the_hall = not named(path).startswith(("tests/", "bench/", "demo/"))
        if undeclared := distributions(path) - declared(dev=not runs_at_the_hall):
            missing[named(path)] = undeclared

    assert not missing


def test_every_declared_package_is_used() -> None:
    used = set().union(*map(distributions, python_files()))

    assert declared(dev=True) - used - NOT_IMPORTED == set()


def test_every_declared_package_is_locked_and_every_lock_has_hashes() -> None:
    locked = re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:", LOCK, re.MULTILINE)
    pins = re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)

    assert declared(dev=True) <= set(map(plain, locked))
    assert len(pins) == len(locked)
    assert "--index-url" not in LOCK
    assert "--find-links" not in LOCK
