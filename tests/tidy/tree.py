"""The files of this repository and the functions in them."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("bench", "config", "demo", "docs", "drivers", "durable", "hall", "intake", "kiosk", "locker", "setup", "systemd"),
    *("tables", "tests"),
)
_NOT_OURS = {"var", "build", "node_modules", "__pycache__"}
_TEXT = {".py", ".md", ".toml", ".txt", ".sh", ".cfg", ".conf", ".html", ".css", ".js", ".po", ".service", ".lock", ""}


@dataclass(frozen=True)
class Function:
    """One function and how many lines it has, docstring included."""

    place: str
    name: str
    lines: int


@cache
def files() -> tuple[Path, ...]:
    """Every text file of ours, without what is made and what begins with a dot (but for .ci)."""
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in _NOT_OURS and (name[0] != "." or name == ".ci")]
        found += [Path(folder, name) for name in names if Path(name).suffix in _TEXT and name != ".git"]
    return tuple(sorted(found))


def python_files() -> list[Path]:
    """Every Python file of ours."""
    return [path for path in files() if path.suffix == ".py"]


def named(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, inner ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(
                f"{named(path)}:{node.lineno}", node.name, (node.end_lineno or node.lineno) - node.lineno + 1
            )


def rooms() -> list[Path]:
    """Top folders and the packages in them."""
    packages = {path.parent for path in python_files() if path.name == "__init__.py"}
    return sorted({ROOT / room for room in ROOMS if (ROOT / room).is_dir()} | packages)
