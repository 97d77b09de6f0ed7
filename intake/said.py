"""A text for people in the languages of the hall."""

from datetime import date

from msgspec import Struct


class Said(Struct, frozen=True):
    """One text. ``zh`` is what counts; ``en`` stands beside it and is fuzzy until somebody fluent has reviewed it."""

    zh: str
    en: str = ""

    def filled(self, **words: object) -> "Said":
        """The text with its ``{places}`` filled, by texts, dates or anything; they are never read as templates.

        :raises KeyError: a place without a word.
        """
        places = {key: spoken(word) for key, word in words.items()}
        chinese = {key: said.zh for key, said in places.items()}
        return Said(self.zh.format(**chinese), self.en.format(**{key: said.en for key, said in places.items()}))


def spoken(word: object) -> Said:
    """A word, number or date as it is said in each language: 2026年11月23日 and 2026-11-23."""
    if isinstance(word, Said):
        return word
    if isinstance(word, date):
        return Said(f"{word.year}年{word.month}月{word.day}日", word.isoformat())
    return Said(str(word), str(word))
