"""The catalogue in use: read from its folder, taken only when it is good, kept in the database.

A change of the folder is seen by the files' times at the next question. One with mistakes is not used, the one before
stays, also over a restart, and the desk shows the mistakes.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from threading import Lock

import msgspec

from hall.cases.models import CatalogueTaken
from hall.cases.settings import cases
from hall.clock import now_ms
from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue, load_catalogue
from intake.clock.calendar import Calendar, load_calendar
from intake.contract.answers import SAMPLE_BYTES_MAX, SAMPLES_MAX, CatalogueBundle
from intake.tables.mistakes import Mistake, Mistakes, all_of

FILE_BYTES_MAX = 1024 * 1024
FILES_MAX = 500
HOLIDAYS_NEEDED = timedelta(days=45)
"""Thirty working days. The State Council announces the next year in autumn; whoever keeps the catalogue adds it."""
JPEG = b"\xff\xd8\xff"

NOTHING = CatalogueBundle(revision="", files={}, holidays={}, readings="")

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class InUse:
    """A good catalogue with its calendar."""

    catalogue: Catalogue = field(repr=False)
    calendar: Calendar = field(repr=False)
    bundle: CatalogueBundle = field(repr=False)


def bundle() -> CatalogueBundle:
    """The catalogue as files, for kiosks."""
    return in_use().bundle


def in_use() -> InUse:
    """The newest good one. A hall without any yet has an empty one."""
    return _folder(cases().catalogue).now()


def mistakes() -> Mistakes | None:
    """What is wrong in the folder now; None: it is in use as it is."""
    shelf = _folder(cases().catalogue)
    shelf.now()
    return shelf.refused


def holidays_end(today: date) -> date | None:
    """The last day whose holidays were announced, when terms begun today may reach beyond it."""
    known = in_use().calendar.known_through
    return known if known - today < HOLIDAYS_NEEDED else None


def item_of(code: str, version: int) -> Item | None:
    """Exactly this version, of the catalogue in use or the newest earlier one that holds it."""
    found = in_use().catalogue.version(code, version)
    if found:
        return found
    earlier = (row.bundle for row in CatalogueTaken.objects.order_by("-id").iterator())
    return next((item for item in (_item_in(text, code, version) for text in earlier) if item), None)


class Folder:
    """One folder of TOML files with ``holidays``, ``samples`` and ``pinyin.txt``, read again when a file changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reading = Lock()
        self._stamp: Stamp | None = None
        self._now = InUse(Catalogue((), {}, {}, {}), Calendar(), NOTHING)
        self.refused: Mistakes | None = None

    def now(self) -> InUse:
        """Look at the files' times; read, check and take what is new."""
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            with self._reading:
                if stamp != self._stamp:
                    self._read()
                    self._stamp = stamp  # last: a reading that failed is tried again, and nobody is served without it
        return self._now

    def _read(self) -> None:
        kept = CatalogueTaken.objects.order_by("-id").first()
        before = _loaded(msgspec.json.decode(kept.bundle, type=CatalogueBundle)) if kept else self._now
        read = read_folder(self._path)
        if isinstance(before, InUse):
            self._now = before
        loaded = read if isinstance(read, Mistakes) else _loaded(read, self._now.catalogue)
        self.refused = loaded if isinstance(loaded, Mistakes) else None
        if isinstance(loaded, InUse) and loaded.bundle.revision != self._now.bundle.revision:
            self._take(loaded)

    def _take(self, loaded: InUse) -> None:
        text = msgspec.json.encode(loaded.bundle).decode()
        CatalogueTaken.objects.create(revision=loaded.bundle.revision, taken_ms=now_ms(), bundle=text)
        self._now = loaded


def read_folder(path: Path) -> CatalogueBundle | Mistakes:
    """The folder's texts with their digest, or what cannot be read."""
    found: list[Mistake] = []
    files = dict(_texts(path, "*.toml", found))
    holidays = dict(_texts(path / "holidays", "*.toml", found))
    readings = dict(_texts(path, "pinyin.txt", found)).get("pinyin.txt", "")
    samples = dict(_digests(path / "samples", found))
    if found:
        return all_of(found)
    whole = CatalogueBundle(revision="", files=files, holidays=holidays, readings=readings, samples=samples)
    return msgspec.structs.replace(whole, revision=hashlib.sha256(msgspec.json.encode(whole)).hexdigest())


@cache
def _folder(path: str) -> Folder:
    return Folder(Path(path))


def _loaded(read: CatalogueBundle, before: Catalogue | None = None) -> InUse | Mistakes:
    catalogue, calendar = load_catalogue(read.files, before), load_calendar(read.holidays)
    if isinstance(catalogue, Mistakes):
        return catalogue
    if isinstance(calendar, Mistakes):
        return calendar
    return InUse(catalogue, calendar, read)


def _item_in(text: str, code: str, version: int) -> Item | None:
    loaded = load_catalogue(msgspec.json.decode(text, type=CatalogueBundle).files)
    return None if isinstance(loaded, Mistakes) else loaded.version(code, version)


def _texts(folder: Path, pattern: str, found: list[Mistake]) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob(pattern))[:FILES_MAX]:
        try:
            content = path.read_bytes()[: FILE_BYTES_MAX + 1]
            yield path.name, content.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            found.append(Mistake(path.name, "", "cannot be read as UTF-8 text"))
            continue
        if len(content) > FILE_BYTES_MAX:
            found.append(Mistake(path.name, "", f"is over {FILE_BYTES_MAX} bytes"))


def _digests(folder: Path, found: list[Mistake]) -> Iterator[tuple[str, str]]:
    for path in _pictures(folder):
        jpeg = _jpeg(path)
        if jpeg is None:
            found.append(Mistake(f"samples/{path.name}", "", f"is no JPEG of at most {SAMPLE_BYTES_MAX} bytes"))
        else:
            yield path.stem, hashlib.sha256(jpeg).hexdigest()


def sample(digest: str) -> bytes | None:
    """The picture of the catalogue in use with this digest; None: there is none, or it is another one by now."""
    folder, named = Path(cases().catalogue) / "samples", in_use().bundle.samples
    found = (_jpeg(folder / f"{name}.jpg") for name, known in named.items() if known == digest)
    return next((jpeg for jpeg in found if jpeg and hashlib.sha256(jpeg).hexdigest() == digest), None)


def _pictures(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jpg"))[:SAMPLES_MAX]


def _jpeg(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(SAMPLE_BYTES_MAX + 1)
    except OSError:
        return None
    return content if content.startswith(JPEG) and len(content) <= SAMPLE_BYTES_MAX else None


def _stamp(path: Path) -> Stamp:
    texts = [*sorted(path.glob("*.toml"))[:FILES_MAX], *sorted((path / "holidays").glob("*.toml")), path / "pinyin.txt"]
    found = [(one, _times(one)) for one in (*texts, *_pictures(path / "samples"))]
    return tuple((one.name, *times) for one, times in found if times)


def _times(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
