"""The catalogue out of its files, or every mistake in them at once; a catalogue with a mistake is not used."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from msgspec import Struct

from intake.catalogue.checks import item_mistakes
from intake.catalogue.item import CatalogueFile, Department, Item, Shelf
from intake.tables.mistakes import Mistake, Mistakes, all_of
from intake.tables.typed import typed

FILES_MAX = 500
ITEMS_MAX = 5000

Named = TypeVar("Named", Department, Shelf)


class Catalogue(Struct, frozen=True):
    """All versions of all items, and the shelves they stand on, by key in the order of the files."""

    items: tuple[Item, ...]
    departments: dict[str, Department]
    themes: dict[str, Shelf]
    life_events: dict[str, Shelf]

    def in_force(self, today: date) -> dict[str, Item]:
        """Code to the newest version that is valid ``today``."""
        valid = sorted((item for item in self.items if item.valid_from <= today), key=lambda item: item.version)
        newest = {item.code: item for item in valid}
        return {item.code: newest[item.code] for item in self.items if newest.get(item.code) is item}

    def version(self, code: str, version: int) -> Item | None:
        """Exactly the version an application was made for."""
        return next((item for item in self.items if (item.code, item.version) == (code, version)), None)


def load_catalogue(files: Mapping[str, str], before: Catalogue | None = None) -> Catalogue | Mistakes:
    """Read all files, name to text, in the order of their names.

    ``before``: the catalogue in use. What a version says stays as it was when people applied for it.
    """
    if len(files) > FILES_MAX:
        return Mistakes((Mistake("", "", f"more than {FILES_MAX} files"),))
    read = {file: typed(file, text, CatalogueFile) for file, text in sorted(files.items())}
    found = [mistake for one in read.values() if isinstance(one, list) for mistake in one]
    good = {file: one for file, one in read.items() if not isinstance(one, list)}
    if not found:
        found = [*_together(good), *_rewritten(good, before)] if before else list(_together(good))
    return all_of(found) if found else _catalogue(good)


def _catalogue(files: Mapping[str, CatalogueFile]) -> Catalogue:
    return Catalogue(
        items=tuple(item for one in files.values() for item in one.item),
        departments=_by_key(row for one in files.values() for row in one.department),
        themes=_by_key(row for one in files.values() for row in one.theme),
        life_events=_by_key(row for one in files.values() for row in one.life_event),
    )


def _by_key(rows: Iterable[Named]) -> dict[str, Named]:
    return {row.key: row for row in rows}


def _together(files: Mapping[str, CatalogueFile]) -> Iterator[Mistake]:
    """What no file shows alone: twins, references, versions."""
    catalogue = _catalogue(files)
    yield from _twins(files)
    if not 1 <= len(catalogue.items) <= ITEMS_MAX:
        yield Mistake("", "item", f"{len(catalogue.items)} items; allowed: 1 to {ITEMS_MAX}")
    for file, one in files.items():
        for item in one.item:
            where = f"item[{item.code}]"
            yield from (Mistake(file, f"{where}.{key}", text) for key, text in _references(item, catalogue))
            yield from (Mistake(file, f"{where}.{key}", text) for key, text in item_mistakes(item))


def _twins(files: Mapping[str, CatalogueFile]) -> Iterator[Mistake]:
    seen: set[tuple[str, str, int]] = set()
    newest: dict[str, Item] = {}
    for file, one in files.items():
        for kind, key, version in _names(one):
            if (kind, key, version) in seen:
                yield Mistake(file, f"{kind}[{key}]", f"is told twice{f' as version {version}' if version else ''}")
            seen.add((kind, key, version))
        for item in one.item:
            other = newest.get(item.code)
            if other and (item.version - other.version) * (item.valid_from - other.valid_from).days < 0:
                yield Mistake(file, f"item[{item.code}].valid_from", "a later version cannot be valid earlier")
            newest[item.code] = item


def _rewritten(files: Mapping[str, CatalogueFile], before: Catalogue) -> Iterator[Mistake]:
    """Versions in use that now say something else: cases of them are open, and nobody would be told."""
    known = {(item.code, item.version): item for item in before.items}
    for file, one in files.items():
        for item in one.item:
            if known.get((item.code, item.version), item) != item:
                text = f"{item.version} is in use and says something else; raise the version to change the item"
                yield Mistake(file, f"item[{item.code}].version", text)


def _names(one: CatalogueFile) -> Iterator[tuple[str, str, int]]:
    yield from (("department", row.key, 0) for row in one.department)
    yield from (("theme", row.key, 0) for row in one.theme)
    yield from (("life_event", row.key, 0) for row in one.life_event)
    yield from (("item", item.code, item.version) for item in one.item)


def _references(item: Item, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    joining = item.joint.departments if item.joint else ()
    wanted = (
        ("theme", (item.theme,), catalogue.themes),
        ("department", (item.department,), catalogue.departments),
        ("joint.departments", joining, catalogue.departments),
        ("life_events", item.life_events, catalogue.life_events),
    )
    for key, names, known in wanted:
        yield from ((key, f"{one} is unknown; known: {', '.join(known)}") for one in names if one not in known)
