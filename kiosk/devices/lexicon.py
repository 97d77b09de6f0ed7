"""Chinese from pinyin without an input engine: single characters by their readings, and phrases of our own trade."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intake.catalogue.readings import Readings, read_table

PHRASES = (
    *("不动产登记", "不动产", "登记", "取件", "办件", "补正", "受理", "容缺受理", "身份证", "户口簿", "结婚证"),
    *("营业执照", "承诺书", "委托书", "二连浩特市", "锡林郭勒盟", "内蒙古自治区", "社区", "苏木", "嘎查", "居民委员会"),
)
SYLLABLE_LETTERS_MAX = 6
MARK = "'"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``by_syllable``: characters, the usual reading first. ``by_letters``: phrases, by all letters or initials.

    ``rare``: characters of names that everyday tables lack, by syllable.
    """

    by_syllable: dict[str, tuple[str, ...]] = field(repr=False)
    by_letters: dict[str, tuple[str, ...]] = field(repr=False)
    rare: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def phrases(self, letters: str) -> tuple[str, ...]:
        """Phrases of the trade that are spelt so, or begin so letter by letter."""
        return self.by_letters.get(letters.replace(MARK, ""), ())

    def characters(self, letters: str) -> tuple[tuple[str, ...], int]:
        """Characters for the first syllable, as long as one can be read, and how many letters it takes."""
        part = letters.partition(MARK)[0]
        if end := _syllable(part, self.by_syllable):
            return self.by_syllable[part[:end]], end
        begun = [
            one for syllable, all_ in self.by_syllable.items() if part and syllable.startswith(part) for one in all_
        ]
        return tuple(begun), len(part)

    def rarities(self, letters: str) -> tuple[tuple[str, ...], int]:
        """Rare characters for the first syllable, the likelier first, and how many letters it takes."""
        end = _syllable(letters.partition(MARK)[0], self.rare)
        return self.rare.get(letters[:end], ()), end


def lexicon(readings: Readings, phrases: Iterable[str], rare: Readings | None = None) -> Lexicon:
    """Made of tables of readings, of everyday characters and rare ones; phrases of two characters and more."""
    return Lexicon(_by_syllable(readings), _spelt(readings, phrases), _by_syllable(rare) if rare else {})


def rare_readings() -> Readings:
    """The table of rare characters that stands beside this file (``setup/characters.py``). For a worker thread."""
    return read_table((Path(__file__).parent / "rare.txt").read_text(encoding="utf-8"))


def _by_syllable(readings: Readings) -> dict[str, tuple[str, ...]]:
    usual: defaultdict[str, list[str]] = defaultdict(list)
    others: defaultdict[str, list[str]] = defaultdict(list)
    for sign, ways in readings.of.items():
        for number, way in enumerate(ways):
            (others if number else usual)[way].append(sign)
    return {way: tuple(usual[way] + others[way]) for way in usual | others}


def _syllable(part: str, known: Mapping[str, tuple[str, ...]]) -> int:
    """How many letters the longest syllable at the beginning has; 0: there is none."""
    return next((end for end in range(min(len(part), SYLLABLE_LETTERS_MAX), 0, -1) if part[:end] in known), 0)


def _spelt(readings: Readings, phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for phrase in phrases:
        if len(phrase) < 2 or not all(sign in readings.of for sign in phrase):
            continue
        for syllables in readings.syllables(phrase):
            found["".join(syllables)][phrase] = None
            found["".join(one[0] for one in syllables)][phrase] = None
    return {letters: tuple(names) for letters, names in found.items()}
