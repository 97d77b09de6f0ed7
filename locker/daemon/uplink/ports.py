"""What the uplink needs of the rest of lockerd."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

from locker.contract.events import Entry
from locker.contract.ids import CompartmentId
from locker.contract.topics import CabinetSnapshot, CompartmentSnapshot


class Log(Protocol):
    """The ledger as an outbox. Calls are quick and synchronous."""

    @property
    def head(self) -> int:
        """Seq of the newest entry, 0 when there is none."""
        ...

    @property
    def cursor(self) -> int:
        """Seq up to which the hall holds everything, 0 when nothing."""
        ...

    @property
    def changed(self) -> asyncio.Event:
        """Set after every commit; the uplink alone waits for it and clears it."""
        ...

    def after(self, seq: int, limit: int) -> list[Entry]:
        """At most ``limit`` entries above ``seq``, in order."""
        ...

    def acknowledged(self, seq: int, hash: str) -> None:  # noqa: A002 (the contract's word)
        """The hall holds everything up to ``seq``, an entry of ours with this hash: move the cursor."""
        ...


class StateSource(Protocol):
    """What any dashboard may see. Snapshots are made when asked for."""

    @property
    def changed(self) -> asyncio.Event:
        """Set after every change; the uplink alone waits for it and clears it."""
        ...

    def cabinet(self) -> CabinetSnapshot:
        """The cabinet as a whole."""
        ...

    def compartments(self) -> Mapping[CompartmentId, CompartmentSnapshot]:
        """Every compartment."""
        ...
