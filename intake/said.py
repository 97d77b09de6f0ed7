"""A text for people in the languages of the hall."""

from msgspec import Struct


class Said(Struct, frozen=True):
    """One text. ``zh`` is what counts; ``en`` stands beside it and is fuzzy until somebody fluent has reviewed it."""

    zh: str
    en: str = ""

    def filled(self, **words: object) -> "Said":
        """The text with its ``{places}`` filled; the words themselves are never read as templates.

        :raises KeyError: a place without a word.
        """
        return Said(self.zh.format(**words), self.en.format(**words))
