"""The texts of the walk, by language."""

import tomllib
from pathlib import Path
from string import Formatter
from typing import Protocol

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("zh", "en")


class Says(Protocol):
    """The texts in the language of whoever reads them."""

    def say(self, what: str, **values: object) -> str:
        """The text with its places filled."""


class Words:
    """All texts of one language. :raises KeyError: a text nobody wrote."""

    def __init__(self, language: str) -> None:
        self._texts: dict[str, str] = tomllib.loads((TEXTS / f"{language}.toml").read_text(encoding="utf-8"))

    @property
    def names(self) -> frozenset[str]:
        """What there is to say."""
        return frozenset(self._texts)

    def places(self, what: str) -> frozenset[str]:
        """The names of the values that a text needs."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self._texts[what]) if name)

    def say(self, what: str, **values: object) -> str:
        """The text with its places filled."""
        return self._texts[what].format(**values)
