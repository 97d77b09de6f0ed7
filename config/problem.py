"""What is wrong with a file, said so that the person who wrote it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROBLEMS_MAX = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``key``: the path within the file, such as ``compartment[A3].channel``, or empty."""

    key: str
    text: str


class ConfigError(Exception):
    """A file that cannot be used. ``problems`` holds all of them (at most 50), ``file`` where they stand."""

    def __init__(self, file: Path, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> Iterable[str]:
        for problem in self.problems[:PROBLEMS_MAX]:
            yield f"{self.file}: {problem.key}{': ' if problem.key else ''}{problem.text}"
        if len(self.problems) > PROBLEMS_MAX:
            yield f"{self.file}: and {len(self.problems) - PROBLEMS_MAX} more"
