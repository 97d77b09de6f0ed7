"""A file on somebody's desk: an example with something changed in it, and what the program says about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from config.load import ConfigError, ProfileLimits

EXAMPLES = Path(__file__).parents[2] / "config" / "examples"

PROFILES = {
    "jy-dam-16": ProfileLimits(frozenset({"rtu"}), 16, 16, 38_400, 100, 6_553_500, 100),
    "waveshare-tcp": ProfileLimits(frozenset({"tcp"}), 8, 0, None, 100, 6_553_500, 100),
}


@dataclass(frozen=True)
class Desk:
    """A TOML text and where it will be saved."""

    path: Path
    text: str
    load: Callable[[Path], object]

    def with_change(self, old: str, new: str) -> "Desk":
        assert old in self.text, f"the example no longer says {old!r}"
        return replace(self, text=self.text.replace(old, new, 1))

    def with_more(self, text: str) -> "Desk":
        return replace(self, text=f"{self.text}\n{text}\n")

    def saved(self) -> Path:
        self.path.write_text(self.text, encoding="utf-8")
        return self.path

    def problems(self) -> dict[str, str]:
        """What is told when the file is loaded: key to text."""
        with pytest.raises(ConfigError) as told:
            self.load(self.saved())
        assert told.value.file == self.path
        return {problem.key: problem.text for problem in told.value.problems}
