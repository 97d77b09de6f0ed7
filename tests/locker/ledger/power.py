"""What a power cut leaves of the ledger's files: whole commits, and of the last one a part, nothing, or rubbish.

The disk keeps what it was asked to keep (``synchronous=FULL``); of what was being written it may keep anything.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from locker.contract.events import AnyEvent, DoorOrdered
from locker.contract.facts import Purpose, Service
from locker.contract.ids import BootId, CompartmentId, RequestId
from locker.domain.recovery import recover
from locker.ledger.ledger import Ledger
from locker.ledger.trouble import LedgerDamagedError
from tests.locker.story import Story

BLOCK = 8
CHECKPOINTS = {"far apart": 1000, "after every few pages": 4}
"""Pages of the write-ahead log between two checkpoints."""

ORDER = DoorOrdered(compartment=CompartmentId("A1"), purpose=Purpose.CHECK, pulse_ms=200)

Harm = Callable[["Files", "Files", random.Random], bytes]
"""The files before a write and after it, and chance: what is left of the write-ahead log."""


@dataclass(frozen=True, slots=True)
class Files:
    """The ledger's bytes at one moment."""

    database: bytes
    log: bytes

    def written(self, after: "Files") -> tuple[int, int]:
        """Where the log of ``after`` differs: the last transaction, wherever a checkpoint made it begin."""
        longest = max(len(self.log), len(after.log))
        old, new = self.log.ljust(longest, b"\0"), after.log.ljust(longest, b"\0")
        changed = [at for at in range(0, longest, BLOCK) if old[at : at + BLOCK] != new[at : at + BLOCK]]
        return changed[0], min(changed[-1] + BLOCK, len(after.log))


@dataclass(frozen=True, slots=True)
class Books:
    """What can be read in the ledger at one moment."""

    head: int
    hash: str
    cursor: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The power went while ``moment`` was written (from 0); ``books`` are those that must be read afterwards."""

    moment: int
    kind: str
    path: Path
    books: Books


def _torn(before: Files, after: Files, chance: random.Random) -> bytes:
    first, last = before.written(after)
    at = chance.randrange(first, last - BLOCK)
    return after.log[:at] + before.log[at:]


def _flipped(before: Files, after: Files, chance: random.Random) -> bytes:
    at = chance.randrange(*before.written(after))
    return after.log[:at] + bytes([after.log[at] ^ (1 << chance.randrange(8))]) + after.log[at + 1 :]


def _empty(before: Files, after: Files, _chance: random.Random) -> bytes:
    first, last = before.written(after)
    return after.log[:first] + bytes(last - first) + after.log[last:]


def _rubbish_behind(_before: Files, after: Files, chance: random.Random) -> bytes:
    return after.log + chance.randbytes(chance.randrange(1, 9000))


LOSES: dict[str, Harm] = {"torn off": _torn, "a bit flipped": _flipped, "room without content": _empty}
KEEPS: dict[str, Harm] = {"whole": lambda _before, after, _chance: after.log, "rubbish behind": _rubbish_behind}


def acts() -> list[tuple[RequestId | None, list[AnyEvent]]]:
    """Days at a cabinet, act by act: deposits, pickups, a door that stays shut, originals handed in."""
    story = Story()
    for number in range(4):
        deposit = story.deposited(f"C-{number}")
        story.visitor_enters("00000000")
        story.visitor_enters(story.code_of(deposit))
        if number % 2:
            story.opens(deposit.compartment)
            story.shuts(deposit.compartment)
        story.wait(200)
    story.handed_in("C-9")
    return [(request, [e for _, _, e in group]) for request, group in groupby(story.log, lambda entry: entry[1])]


def cuts(folder: Path, seed: int, checkpoint_pages: int) -> Iterator[Cut]:
    """Write the days, and cut the power at every write in every way."""
    chance = random.Random(seed)
    files = folder / "ledger.sqlite"
    ledger = Ledger(files, BootId("boot-1"))
    ledger._db.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_pages}")
    moment = 0
    try:
        for write in _writes(ledger):
            was, old = _books(ledger), _read(files)
            write()
            now, new = _books(ledger), _read(files)
            for kinds, database, books in ((KEEPS, new.database, now), (LOSES, old.database, was)):
                for kind, harm in kinds.items():
                    left = Files(database, harm(old, new, chance))
                    yield Cut(moment, kind, _put(folder / f"{moment}-{kind}", left), books)
            moment += 1
    finally:
        ledger.close()


def _writes(ledger: Ledger) -> Iterator[Callable[[], object]]:
    for number, (request, events) in enumerate(acts()):
        yield lambda events=events, request=request: _commit(ledger, events, request)  # type: ignore[misc]
        if number % 3 == 2:
            yield lambda: ledger.acknowledged(ledger.head, ledger.head_hash)


def _commit(ledger: Ledger, events: Sequence[AnyEvent], request: RequestId | None) -> None:
    ledger.commit(events, 1_795_420_000_000 + ledger.head, request)


def _books(ledger: Ledger) -> Books:
    return Books(ledger.head, ledger.head_hash, ledger.cursor)


def _read(path: Path) -> Files:
    return Files(path.read_bytes(), _log_of(path).read_bytes())


def _put(folder: Path, files: Files) -> Path:
    folder.mkdir()
    path = folder / "ledger.sqlite"
    path.write_bytes(files.database)
    _log_of(path).write_bytes(files.log)
    return path


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def tear(path: Path, chance: random.Random, kind: str = "") -> None:
    """The power went while one more order was being written to a ledger nobody has open: how, or in any way."""
    with TemporaryDirectory(dir=path.parent) as folder:
        old = _read(path)
        copy = _put(Path(folder) / "copy", old)
        ledger = Ledger(copy, BootId("torn"))
        try:
            _commit(ledger, [ORDER], RequestId("torn"))
            new = _read(copy)
        finally:
            ledger.close()
    harm = LOSES[kind or chance.choice(list(LOSES))]
    _log_of(path).write_bytes(harm(old, new, chance))


def verdict(cut: Cut) -> str:
    """Open what is left as lockerd would: what is wrong with it, or nothing. Its files are removed."""
    try:
        ledger = Ledger(cut.path, BootId("boot-2"))
    except LedgerDamagedError as error:
        return str(error)
    try:
        if Books(ledger.head, ledger.head_hash, ledger.cursor) != cut.books:
            return f"the books are at {ledger.head}, cursor {ledger.cursor}, not at {cut.books}"
        return "" if _tells_the_truth(ledger) else "what was under way is neither ended nor doubted"
    finally:
        ledger.close()
        shutil.rmtree(cut.path.parent)


def _tells_the_truth(ledger: Ledger) -> bool:
    """What was under way is in doubt or has its end; nothing is ordered anew."""
    story = Story()
    story.cabinet = ledger.cabinet
    written: list[AnyEvent] = []
    while events := recover(story.situation()):
        written += events
        story.write(events)
    under_way = [c for c in ledger.cabinet.compartments.values() if c.cycle and c.cycle.outcome is None]
    doubted = all(story.compartment(one.id).service is Service.NEEDS_CHECK for one in under_way)
    return doubted and not any(isinstance(event, DoorOrdered) for event in written)
