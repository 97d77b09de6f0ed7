"""Code stays short and is called what it is (CONTRIBUTING.md, "Design")."""

import ast
import re
from statistics import median

from tests.tidy.tree import ROOT, files, functions, named, parsed, python_files

FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 400
MEDIAN_LINES_MAX = 10

# Names that say nothing of what is inside.
EMPTY_WORDS = re.compile(r"(^|_|(?<=[a-z]))(?i:manager|helpers?|utils?|utility|common|misc)($|_|(?=[A-Z]))")


def test_no_function_is_over_60_lines() -> None:
    long = [f for path in python_files() for f in functions(path) if f.lines > FUNCTION_LINES_MAX]

    assert not long


def test_no_file_is_over_400_lines() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}

    assert not {name: lines for name, lines in lengths.items() if lines > FILE_LINES_MAX}


def test_most_functions_are_short() -> None:
    ours = [path for path in python_files() if not named(path).startswith("tests/")]

    assert median(function.lines for path in ours for function in functions(path)) < MEDIAN_LINES_MAX


def test_an_empty_name_is_known_when_it_is_seen() -> None:
    assert all(map(EMPTY_WORDS.search, ["DoorManager", "utils", "test_helper", "string_util", "common"]))
    assert not any(map(EMPTY_WORDS.search, ["commonly", "managed", "futile"]))


def test_nothing_has_a_name_that_says_nothing() -> None:
    names = {named(path): path.stem for path in files()}
    for path in python_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                names[f"{named(path)}:{node.lineno}"] = node.name

    assert not {place: name for place, name in names.items() if EMPTY_WORDS.search(name)}


def test_every_module_says_what_it_is() -> None:
    silent = [named(path) for path in python_files() if not ast.get_docstring(parsed(path))]

    assert not [
        name for name in silent if not re.search(r"(^|/)(tests|migrations)/", name) and (ROOT / name).stat().st_size
    ]
