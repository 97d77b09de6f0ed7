"""Who stands at the cabinet, as the walk sees them: told things, asked with a few keys, never guessed."""

from collections.abc import Sequence
from typing import Protocol

QUIT = "q"
"""The key that stops everywhere; what was done is kept."""
GO_ON = "y"
NOTHING = "-"
"""No sensor changed."""


class Technician(Protocol):
    """``what`` names a text of ``texts/``; its values fill the text's places."""

    def say(self, what: str, **values: object) -> None:
        """Tell something."""

    async def ask(self, what: str, choices: Sequence[str], **values: object) -> str:
        """One of ``choices``, each one key, or QUIT. The first is the one that Enter stands for."""

    async def write(self, what: str, **values: object) -> str:
        """A line of text; empty when nothing was written."""

    def progress(self, done: int, of: int) -> bool:
        """How far a long thing has come. False: it shall end here; what was done is kept."""
