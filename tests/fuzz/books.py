"""Books that come on a stick, or lie on a disk that failed: exports, the hall's log, ledgers."""

import gzip
import tempfile
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from locker.contract import log_file
from locker.contract.codec import GENESIS_HASH, encode_event, entry_hash
from locker.contract.ids import BootId
from locker.ledger.copies import export, open_copy
from locker.ledger.files import cursor_of
from locker.ledger.ledger import Ledger
from locker.ledger.replay import replay
from locker.ledger.trouble import LedgerDamagedError, StorageFullError
from tests.fuzz.target import Target
from tests.locker.story import NOON_MS, Story

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
REFUSES = (log_file.LogFileError, LedgerDamagedError)
ENTRIES = 6


def _exported(data: bytes) -> None:
    deque(log_file.read(BytesIO(data))[1], maxlen=0)


def _unpacked(data: bytes) -> None:
    """What is inside the packed file, changed."""
    _exported(gzip.compress(data, 1))


def _events(data: bytes) -> None:
    """A line is an event; the chain of hashes is right, as a forger would make it."""
    replay(_chained(data.split(b"\n")))


def _chained(bodies: list[bytes]) -> Iterator[tuple[int, int, str, None, bytes, str]]:
    hash_ = GENESIS_HASH
    for seq, body in enumerate(bodies, start=1):
        hash_ = entry_hash(hash_, seq, NOON_MS, "b", None, body)
        yield seq, NOON_MS, "b", None, body, hash_


def _ledger(data: bytes) -> None:
    """Somebody's copy, and what lockerd finds at its start."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        place = Path(folder) / "l"
        place.write_bytes(data)
        try:
            deque(open_copy(place).lines(), maxlen=0)
            cursor_of(place)
        finally:
            Ledger(place, BootId("b")).close()


def _day() -> Story:
    story = Story()
    deposit = story.deposited()
    story.visitor_enters(story.code_of(deposit))
    story.opens(deposit.compartment)
    story.shuts(deposit.compartment)
    story.wait(100)
    return story


def _books() -> tuple[bytes, bytes]:
    """A ledger and its export."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        place, out = Path(folder) / "l", Path(folder) / "e"
        ledger = Ledger(place, BootId("b"))
        for at_ms, request, event in _day().log[:ENTRIES]:
            ledger.commit([event], at_ms, request)
        ledger.close()
        export(place, "k1", out)
        return place.read_bytes(), out.read_bytes()


LEDGER, EXPORT = _books()
EVENTS = b"\n".join(encode_event(event) for _, _, event in _day().log)

TARGETS = [
    Target("exported log", _exported, [EXPORT], REFUSES),
    Target("exported log unpacked", _unpacked, [gzip.decompress(EXPORT)], REFUSES),
    Target("events of a copy", _events, [EVENTS], REFUSES),
    Target("ledger", _ledger, [LEDGER], (*REFUSES, StorageFullError)),
]
