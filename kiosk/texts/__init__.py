"""What the screens say: a folder a language, a file a room. ``zh_CN`` is the source; fuzzy entries fall back to it."""

from collections.abc import Mapping
from pathlib import Path

import polib

FILES = {"zh": "zh_CN", "en": "en"}


class Texts:
    """One language. ``say(key, name=value)`` gives the text of ``key`` with its values put in."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __call__(self, key: str, **values: object) -> str:
        """The text. :raises KeyError: no such key, which a test would have found."""
        return self._texts[key].format(**values)

    def noted(self) -> "NotedTexts":
        """The same for one page, which notes what it says."""
        return NotedTexts(self.language, self._texts)


class NotedTexts(Texts):
    """One page's words. ``said``: the keys of its texts so far, without the values put in."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        super().__init__(language, texts)
        self.said: set[str] = set()

    def __call__(self, key: str, **values: object) -> str:
        """As :meth:`Texts.__call__`, noted."""
        self.said.add(key)
        return super().__call__(key, **values)


def read_texts(language: str) -> dict[str, str]:
    """All reviewed entries of one language, by key."""
    files = sorted((Path(__file__).parent / FILES[language]).glob("*.po"))
    return {entry.msgid: entry.msgstr for file in files for entry in polib.pofile(str(file)) if entry.translated()}


def load_texts(languages: tuple[str, ...]) -> dict[str, Texts]:
    """Texts by language, each filled up from the source language."""
    source = read_texts("zh")
    return {language: Texts(language, source | read_texts(language)) for language in languages}
