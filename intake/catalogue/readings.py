"""How Chinese characters are read, from a table given as text: ``zhong 中钟种 重``, a syllable a line."""

from collections.abc import Iterator

from msgspec import Struct

VARIANTS_MAX = 12
"""Ways to read one name that are kept; names have few characters with several readings."""


class Readings(Struct, frozen=True):
    """Character to its readings without tones, the usual one first. ``ü`` is ``v``, as on keyboards."""

    of: dict[str, tuple[str, ...]]

    def syllables(self, text: str) -> Iterator[list[str]]:
        """Ways to read a text, one syllable a character, the usual one first; unknown characters stay themselves."""
        ways = [self.of.get(one, (one,)) for one in text]
        usual = [way[0] for way in ways]
        yield usual
        others = [(place, reading) for place, way in enumerate(ways) for reading in way[1:]]
        for place, reading in others[: VARIANTS_MAX - 1]:
            yield [*usual[:place], reading, *usual[place + 1 :]]


def read_table(text: str) -> Readings:
    """The table: syllable, characters read so first (or ``-``), characters read so besides. Bad lines read nothing."""
    first: dict[str, str] = {}
    besides: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        syllable, *groups = line.split()[:3] or ["#"]
        if not syllable.isalpha():
            continue
        first |= dict.fromkeys(groups[0].strip("-") if groups else "", syllable)
        for one in "".join(groups[1:]):
            besides[one] = (*besides.get(one, ()), syllable)
    return Readings({one: (*filter(None, [first.get(one)]), *besides.get(one, ())) for one in first | besides})
