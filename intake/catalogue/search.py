"""Finding an item: pinyin initials (``sydj``), full pinyin (``shengyu``), words, shelf. Indexed once, fast at each key.

Every word of every item, from each of its syllables on, stands in one sorted list; what was typed is a stretch of it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec import Struct

from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue
from intake.catalogue.readings import Readings

QUERY_MAX = 64
WORDS_MAX = 4
FOUND_MAX = 200
_ENTRY_MAX = 32
_LAST = "\U0010ffff"


class Index(Struct, frozen=True):
    """``words`` sorted; ``hits`` beside them: how good a hit is (0 best) and the place of its item."""

    items: tuple[Item, ...]
    words: tuple[str, ...]
    hits: tuple[tuple[int, int], ...]


class Shelves(Struct, frozen=True):
    """Where to look; empty is everywhere."""

    theme: str = ""
    department: str = ""
    life_event: str = ""

    def hold(self, item: Item) -> bool:
        """Whether the item stands on all the shelves named."""
        departments = (item.department, *(item.joint.departments if item.joint else ()))
        return (
            self.theme in {"", item.theme}
            and self.department in {"", *departments}
            and self.life_event in {"", *item.life_events}
        )


def index(catalogue: Catalogue, items: Iterable[Item], readings: Readings) -> Index:
    """Index these items, usually ``catalogue.in_force(today).values()``."""
    kept = tuple(items)
    found = ((word, rank, n) for n, item in enumerate(kept) for word, rank in _entries(item, catalogue, readings))
    entries = sorted({(word[:_ENTRY_MAX], rank, n) for word, rank, n in found})
    return Index(kept, tuple(one[0] for one in entries), tuple(one[1:] for one in entries))


def search(found_in: Index, query: str, shelves: Shelves | None = None, most: int = 30) -> list[Item]:
    """Items in which every word of ``query`` is found, the best first; all of the shelf for an empty query.

    Best: the name begins so, then the name holds it, then its shelf does; of these the most used.
    """
    typed = list(dict.fromkeys(query[:QUERY_MAX].casefold().split()))[:WORDS_MAX]
    ranks = _ranks(found_in, typed) if typed else dict.fromkeys(range(len(found_in.items)), 0)
    chosen = [n for n in ranks if shelves is None or shelves.hold(found_in.items[n])]
    chosen.sort(key=lambda n: (ranks[n], -found_in.items[n].popular, n))
    return [found_in.items[n] for n in chosen[: min(most, FOUND_MAX)]]


def _ranks(found_in: Index, typed: list[str]) -> dict[int, int]:
    first, *others = (_hits(found_in, word) for word in typed)
    for other in others:
        first = {n: max(rank, other[n]) for n, rank in first.items() if n in other}
    return first


def _hits(found_in: Index, word: str) -> dict[int, int]:
    start = bisect_left(found_in.words, word[:_ENTRY_MAX])
    best: dict[int, int] = {}
    for rank, n in found_in.hits[start : bisect_left(found_in.words, word[:_ENTRY_MAX] + _LAST)]:
        if rank < best.get(n, 9):
            best[n] = rank
    return best


def _entries(item: Item, catalogue: Catalogue, readings: Readings) -> Iterator[tuple[str, int]]:
    for name in (item.name, *item.aliases):
        yield from _of_name(name.casefold(), readings)
    yield item.code.casefold(), 0
    yield from ((word, 1) for word in item.name_en.casefold().split())
    shelves = [catalogue.themes[item.theme].name, catalogue.departments[item.department].name]
    for shelf in [*shelves, *(catalogue.life_events[key].name for key in item.life_events)]:
        yield from ((word, 2 + rank) for word, rank in _of_name(shelf.casefold(), readings))


def _of_name(name: str, readings: Readings) -> Iterator[tuple[str, int]]:
    """The name, its pinyin and its initials, from each of its characters on; without marks."""
    plain = "".join(filter(str.isalnum, name))
    for start in range(len(plain)):
        yield plain[start:], min(start, 1)
    for syllables in readings.syllables(plain):
        for start in range(len(syllables)):
            yield "".join(syllables[start:]), min(start, 1)
            yield "".join(one[0] for one in syllables[start:]), min(start, 1)
