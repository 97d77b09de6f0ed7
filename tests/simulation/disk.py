"""The ledger as it lies on the disk, read beside lockerd and added up anew, entry by entry (I6)."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from locker.contract import events as ev
from locker.contract.codec import GENESIS_HASH, decode_event, entry_hash
from locker.contract.ids import CompartmentId, RequestId
from locker.domain.evolve import evolve
from locker.domain.state import Cabinet
from locker.ledger.rows import to_rows
from tests.simulation.machine import RULES


@dataclass(frozen=True, slots=True)
class Order:
    """A committed intention to open a door: at which entry, in which life of lockerd, by whose act."""

    seq: int
    life: int
    request: RequestId | None
    compartment: CompartmentId


class Disk:
    """What was read so far. ``hashes`` by number of the entry, the genesis hash first; ``told``: troubles by name."""

    def __init__(self, path: Path) -> None:
        self.cabinet = Cabinet()
        self.hashes = [GENESIS_HASH]
        self.orders: list[Order] = []
        self.opened: list[tuple[int, CompartmentId]] = []
        self.pulsed: list[RequestId | None] = []
        self.told: Counter[str] = Counter()
        self._wrong_codes = 0
        self._db = sqlite3.connect(path, isolation_level=None)

    def close(self) -> None:
        self._db.close()

    def read_on(self, boards_of: dict[CompartmentId, str]) -> Iterator[str]:
        """Read what was written since, and compare the sum with the rows; what does not fit, in words."""
        what = "SELECT seq, at_ms, boot, request, body, hash FROM events WHERE seq > ? ORDER BY seq"
        for seq, at_ms, boot, request, body, stored in self._db.execute(what, (len(self.hashes) - 1,)):
            expected = entry_hash(self.hashes[-1], len(self.hashes), at_ms, boot, request, body)
            if (seq, stored) != (len(self.hashes), expected):
                yield f"I6 entry {seq} does not continue the chain of hashes"
            self.hashes.append(stored)
            event = decode_event(body)
            yield from self._note(seq, int(boot.rpartition("-")[2]), request, event, boards_of)
            self.cabinet = evolve(self.cabinet, at_ms, request, event)
        rows = {(room, id_): body for room, id_, body in self._db.execute("SELECT room, id, body FROM rows")}
        if len(self.hashes) > 1 and rows != to_rows(self.cabinet):
            yield "I6 replaying the log does not give the rows"

    def _note(
        self, seq: int, life: int, request: RequestId | None, event: ev.AnyEvent, boards_of: dict[CompartmentId, str]
    ) -> Iterator[str]:
        if trouble := _trouble(event):
            self.told[trouble] += 1
        if isinstance(event, ev.DoorOrdered):
            self.orders.append(Order(seq, life, request, event.compartment))
            if boards_of[event.compartment] in self.cabinet.boards:
                yield f"entry {seq}: {event.compartment} was ordered although its board is known to be silent"
        elif isinstance(event, ev.DoorOpened):
            self.opened.append((seq, event.compartment))
        elif isinstance(event, ev.DoorPulsed):
            self.pulsed.append(request)
        else:
            yield from self._codes(event)

    def _codes(self, event: ev.AnyEvent) -> Iterator[str]:
        """I4: wrong codes are bounded."""
        if isinstance(event, ev.PickupBegun):
            self._wrong_codes = 0
        elif isinstance(event, ev.CodeRefused) and event.guess:
            self._wrong_codes = 0 if event.paused_until_ms else self._wrong_codes + 1
            if self._wrong_codes >= RULES.wrong_codes_in_a_row_max:
                yield f"I4 {self._wrong_codes} wrong codes in a row without a pause"


def _trouble(event: ev.AnyEvent) -> str:
    """What an event says of trouble; nothing of most."""
    match event:
        case ev.DoorNotPulsed(cause=cause, certain=certain):
            return f"order {'not sent' if certain else 'unanswered'}: {cause}"
        case ev.DoorDidNotOpen(outcome=outcome):
            return f"door did not open: {outcome}"
        case ev.DoorOrderInterrupted():
            return "order interrupted by a power cut"
        case ev.AlarmRaised(alarm=alarm):
            return f"alarm: {alarm}"
    return ""
