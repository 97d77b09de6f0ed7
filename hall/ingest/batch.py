"""One batch of messages, one transaction: events, what follows from them, cursors and counters, or nothing."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from hall.ingest import tables
from hall.ingest.chain import Continued, Cursor, continue_log
from hall.ingest.changes import Changes, Place
from hall.ingest.messages import (
    Addresses,
    Cause,
    Envelope,
    Message,
    Part,
    Sorted,
    read_envelope,
    read_event,
    read_kind,
    refused,
)
from hall.ingest.states import apply_state
from hall.ingest.tables import EventRow

LOG_FORKED = "log_forked"


@dataclass(slots=True)
class Batch:
    """A batch while it is worked on."""

    now_ms: int
    logs: defaultdict[str, list[Envelope]] = field(default_factory=lambda: defaultdict(list))
    states: list[tuple[Sorted, Message]] = field(default_factory=list)
    dropped: Counter[tuple[str, Cause]] = field(default_factory=Counter)
    changes: Changes = field(default_factory=Changes)
    rows: list[EventRow] = field(default_factory=list)

    def speaking(self) -> list[str]:
        """The kiosks of which something is to be written."""
        return list({*self.logs, *(to.kiosk for to, _ in self.states)})


def take(addresses: Addresses, messages: Sequence[Message], now_ms: int) -> dict[str, Cursor]:
    """Store and apply what arrived; returns, after the commit, how far the log of each kiosk that spoke is held."""
    batch = Batch(now_ms)
    for message in messages:
        _sort(batch, addresses, message)
    with transaction.atomic():
        held = _continue_logs(batch, tables.taken_cursors(batch.speaking()))
        _apply_states(batch)
        tables.count_dropped(batch.dropped, now_ms)
    return held


def _sort(batch: Batch, addresses: Addresses, message: Message) -> None:
    to = addresses.sort(message.topic)
    if to is None:
        batch.dropped["", Cause.FOREIGN] += 1
    elif cause := refused(message, to.part):
        batch.dropped[to.kiosk, cause] += 1
    elif to.part is not Part.LOG:
        batch.states.append((to, message))
    elif (entry := read_envelope(message.payload)) is None:
        batch.dropped[to.kiosk, Cause.MALFORMED] += 1
    else:
        batch.logs[to.kiosk].append(entry)


def _continue_logs(batch: Batch, held: dict[str, Cursor]) -> dict[str, Cursor]:
    runs = {kiosk: continue_log(held[kiosk], entries) for kiosk, entries in batch.logs.items()}
    for kiosk, run in runs.items():
        _judge(batch, kiosk, run)
        _accept(batch, kiosk, run.accepted)
    tables.add_events(batch.rows)
    moved = {kiosk: run.cursor for kiosk, run in runs.items()}
    tables.move_cursors({kiosk: to for kiosk, to in moved.items() if runs[kiosk].accepted})
    tables.heard(runs, batch.now_ms)
    tables.write_changes(batch.changes, batch.now_ms)
    return moved


def _judge(batch: Batch, kiosk: str, run: Continued) -> None:
    batch.dropped[kiosk, Cause.GAP] += run.gaps
    if run.forked or _contradicts(kiosk, run):
        batch.dropped[kiosk, Cause.FORKED] += 1
        detail = f"seq {run.cursor.seq}"
        batch.changes.raise_alarm(kiosk, LOG_FORKED, "", batch.now_ms, detail)
    if not batch.dropped[kiosk, Cause.GAP]:
        del batch.dropped[kiosk, Cause.GAP]


def _contradicts(kiosk: str, run: Continued) -> bool:
    """A repeat that is not what we hold: the kiosk's ledger was restored from an old copy."""
    if not run.repeated:
        return False
    numbers = [entry.seq for entry in run.repeated]
    held = tables.held_hashes(kiosk, min(numbers), max(numbers))
    held.update((entry.seq, entry.hash) for entry in run.accepted)
    return any(held.get(entry.seq) != entry.hash for entry in run.repeated)


def _accept(batch: Batch, kiosk: str, entries: Sequence[Envelope]) -> None:
    for entry in entries:
        body = bytes(entry.body)
        event = read_event(entry.body)
        if event is None:
            batch.dropped[kiosk, Cause.NOT_UNDERSTOOD] += 1
            kind = read_kind(entry.body)
        else:
            kind = str(event.__struct_config__.tag)
            batch.changes.apply(Place(kiosk, entry.seq, entry.at_ms, entry.request), event)
        row = (kiosk, entry.seq, entry.at_ms, entry.boot, entry.request, kind, body.decode(), entry.hash)
        batch.rows.append(row)


def _apply_states(batch: Batch) -> None:
    for to, message in batch.states:
        if cause := apply_state(to, message, batch.now_ms):
            batch.dropped[to.kiosk, cause] += 1
