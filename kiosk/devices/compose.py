"""Pinyin to Chinese at the kiosk: phrases of the trade, then librime's candidates, or single characters without it."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.devices.lexicon import MARK, Lexicon
from kiosk.devices.rime import Rime, RimeMissingError
from kiosk.devices.surnames import begins_as_name
from kiosk.flows.inputs import Composed

LETTERS_MAX = 40
CANDIDATES_MAX = 120
RARE_MAX = 60

log = logging.getLogger(__name__)

Candidate = tuple[str, int]
"""A text, and how many of the letters it uses."""


class InputMethod:
    """Answers beside the screen's loop, in one thread of its own: librime is of one thread."""

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        """``folder``: where librime keeps what it made of its dictionary."""
        self._folder = folder
        self.lexicon = lexicon
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pinyin")
        self._rime: Rime | None = None

    async def open(self) -> None:
        """Begin librime; until then, and without it, the lexicon answers."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._begin)

    async def compose(self, letters: str, *, names: bool, rare: bool = False) -> Composed:
        """What these letters may mean; ``names``: what begins with a surname first; ``rare``: rare characters only."""
        loop, known = asyncio.get_running_loop(), letters[:LETTERS_MAX].lower()
        found = [] if rare else await loop.run_in_executor(self._thread, self._found, known)
        usual = list(dict(_names_first(found) if names else found).items())[: CANDIDATES_MAX - RARE_MAX]
        seen = {text for text, _ in usual}
        chosen = usual + [one for one in self._of_rare(known) if one[0] not in seen]
        return Composed(letters, tuple(text for text, _ in chosen), tuple(takes for _, takes in chosen))

    def forget(self) -> None:
        """Nothing is held between two questions."""

    async def close(self) -> None:
        """End librime and the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._end)
        self._thread.shutdown(wait=False)

    def _begin(self) -> None:
        try:
            self._rime = Rime(self._folder)
        except (RimeMissingError, OSError) as error:
            log.warning("no input engine, single characters only: %s", error)

    def _end(self) -> None:
        if self._rime is not None:
            self._rime.close()
            self._rime = None

    def _found(self, letters: str) -> list[Candidate]:
        phrases = [(phrase, len(letters)) for phrase in self.lexicon.phrases(letters)]
        return [*phrases, *(self._of_rime(letters) or self._of_lexicon(letters))]

    def _of_rare(self, letters: str) -> list[Candidate]:
        signs, takes = self.lexicon.rarities(letters)
        return [(sign, takes) for sign in signs[:RARE_MAX]]

    def _of_rime(self, letters: str) -> list[Candidate]:
        if self._rime is None:
            return []
        parted, texts = self._rime.lookup(letters)
        ends = list(_ends(letters, parted))
        return [(text, ends[min(len(text), len(ends)) - 1] if ends else len(letters)) for text in texts]

    def _of_lexicon(self, letters: str) -> list[Candidate]:
        signs, takes = self.lexicon.characters(letters)
        return [(sign, takes) for sign in signs]


def _ends(letters: str, parted: str) -> Iterator[int]:
    """Where each syllable of ``zhang wei`` ends in the letters as they were typed, marks counted."""
    at = 0
    for syllable in parted.replace(MARK, " ").split():
        at += len(syllable)
        while at < len(letters) and letters[at] == MARK:
            at += 1
        yield min(at, len(letters))


def _names_first(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda one: not begins_as_name(one[0]))
