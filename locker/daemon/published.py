"""The doors and the ledger as the uplink sees them: an outbox, and snapshots for any dashboard."""

import asyncio
from collections.abc import Mapping

from locker.contract.answers import AnyNotice
from locker.contract.events import Entry
from locker.contract.ids import CompartmentId
from locker.contract.topics import CabinetSnapshot, CompartmentSnapshot
from locker.daemon.doors import Doors
from locker.daemon.views import cabinet_snapshot, compartment_snapshots


class PublishedLog:
    """The ledger as an outbox."""

    def __init__(self, doors: Doors) -> None:
        self.changed = asyncio.Event()
        self._ledger = doors.ledger
        self._hall_agrees = doors.hall_agrees
        doors.listen(self._noticed)

    def _noticed(self, _notice: AnyNotice) -> None:
        self.changed.set()

    @property
    def head(self) -> int:
        """Seq of the newest entry."""
        return self._ledger.head

    @property
    def cursor(self) -> int:
        """Seq up to which the hall holds everything."""
        return self._ledger.cursor

    def after(self, seq: int, limit: int) -> list[Entry]:
        """Entries above ``seq``."""
        return self._ledger.after(seq, limit)

    def acknowledged(self, seq: int, hash: str) -> None:  # noqa: A002 (the contract's word)
        """Move the cursor."""
        if self._ledger.acknowledged(seq, hash):
            self._hall_agrees()


class PublishedState:
    """The cabinet as anybody may see it."""

    def __init__(self, doors: Doors) -> None:
        self.changed = asyncio.Event()
        self._doors = doors
        doors.listen(self._noticed)

    def _noticed(self, _notice: AnyNotice) -> None:
        self.changed.set()

    def cabinet(self) -> CabinetSnapshot:
        """The cabinet as a whole."""
        return cabinet_snapshot(self._doors.situation(), self._doors.why_not)

    def compartments(self) -> Mapping[CompartmentId, CompartmentSnapshot]:
        """Every compartment."""
        return compartment_snapshots(self._doors.situation())
