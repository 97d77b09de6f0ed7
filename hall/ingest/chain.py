"""Whether entries continue a kiosk's log: contiguous numbers, and each hash covering the one before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hall.ingest.messages import Envelope
from locker.contract.codec import entry_hash
from locker.contract.ids import RequestId


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a kiosk's log is held: the last entry's number and hash."""

    seq: int
    hash: str


@dataclass(slots=True)
class Continued:
    """What a run of entries came to.

    ``accepted`` in order; ``repeated`` we hold already (if their hashes agree); ``gaps``: entries beyond a missing
    one; ``forked``: an entry that does not continue this log, after which nothing is taken.
    """

    cursor: Cursor
    accepted: list[Envelope] = field(default_factory=list)
    repeated: list[Envelope] = field(default_factory=list)
    gaps: int = 0
    forked: bool = False


def continue_log(cursor: Cursor, entries: Iterable[Envelope]) -> Continued:
    """Take the entries that follow ``cursor``, one after the other, and say what became of the rest."""
    run = Continued(cursor)
    for entry in entries:
        _take(run, entry)
        if run.forked:
            break
    return run


def _take(run: Continued, entry: Envelope) -> None:
    if entry.seq <= run.cursor.seq:
        run.repeated.append(entry)
    elif entry.seq > run.cursor.seq + 1:
        run.gaps += 1
    elif _hash_of(entry, run.cursor.hash) != entry.hash:
        run.forked = True
    else:
        run.accepted.append(entry)
        run.cursor = Cursor(entry.seq, entry.hash)


def _hash_of(entry: Envelope, prev_hash: str) -> str:
    request = RequestId(entry.request) if entry.request is not None else None
    return entry_hash(prev_hash, entry.seq, entry.at_ms, entry.boot, request, bytes(entry.body))
