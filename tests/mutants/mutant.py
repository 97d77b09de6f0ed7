"""One rule broken in one place, as ``mutants.toml`` lists them."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "mutants.toml"
KILLED = 1
"""pytest's exit status when tests ran and failed; anything above means that they did not run."""

TestName = Annotated[str, Meta(pattern=r"^tests/[\w/]+\.py::test_\w+(\[.+\])?$")]


class Mutant(Struct, frozen=True, kw_only=True):
    """``before`` becomes ``after`` in ``file``; ``killed_by``: the test that must fail then.

    ``hangs``: what it breaks is an end, so that the test comes to none.
    """

    name: str
    rule: str
    file: str
    before: str
    after: str
    killed_by: TestName
    hangs: bool = False

    @property
    def fits(self) -> bool:
        """Whether its place is still there, once."""
        return (ROOT / self.file).read_text("utf-8").count(self.before) == 1


class _List(Struct, frozen=True):
    mutant: list[Mutant]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``by``: the first test that failed; ``says``: the end of what pytest said, or that it came to none."""

    killed: bool
    by: str = ""
    says: str = ""


def mutants() -> list[Mutant]:
    """All of them, in the order of the rules."""
    return msgspec.toml.decode(LIST.read_bytes(), type=_List).mutant


def copy_of_the_code(to: Path) -> None:
    """What tests need, so that nothing is broken where people work. The virtual environment is shared."""
    to.mkdir(parents=True)
    for package in ROOT.glob("*/__init__.py"):
        room = package.parent
        shutil.copytree(room, to / room.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", to)
    (to / "var").symlink_to(ROOT / "var")


def play(mutant: Mutant, copy: Path, wait_s: float) -> Verdict:
    """Break the rule in ``copy``, run its test, mend it again."""
    place = copy / mutant.file
    sound = place.read_text("utf-8")
    place.write_text(sound.replace(mutant.before, mutant.after), "utf-8")
    try:
        return _verdict(mutant, copy, wait_s)
    finally:
        place.write_text(sound, "utf-8")


def not_green(tests: Sequence[str], copy: Path, wait_s: float) -> set[str]:
    """Those of ``tests`` that do not pass in ``copy`` where nothing is broken: what they say there proves nothing."""
    run = _pytest(tests, copy, wait_s * len(tests))
    if run is None or run.returncode not in {0, KILLED}:
        return set(tests)
    told = _told(run.stdout, "FAILED") + _told(run.stdout, "ERROR")
    names = {name.split("[")[0] for name in told}
    return {test for test in tests if test.split("[")[0] in names}


def _verdict(mutant: Mutant, copy: Path, wait_s: float) -> Verdict:
    """A fixture that failed is no test that noticed."""
    run = _pytest([mutant.killed_by], copy, wait_s, "-x")
    if run is None:
        return Verdict(killed=mutant.hangs, says="the test came to no end")
    failed = _told(run.stdout, "FAILED")
    says = run.stdout[-500:] or run.stderr[-500:]
    return Verdict(run.returncode == KILLED and bool(failed), next(iter(failed), ""), says)


def _pytest(
    tests: Sequence[str], copy: Path, wait_s: float, *options: str
) -> "subprocess.CompletedProcess[str] | None":
    """None: it came to no end."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-header", *options, *tests]
    try:
        return subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=wait_s, check=False)
    except subprocess.TimeoutExpired:
        return None


def _told(said: str, word: str) -> list[str]:
    """The tests that pytest's summary has under this word."""
    return [line.split(" ")[1] for line in said.splitlines() if line.startswith(f"{word} tests")]
