"""The hall at the other end of a bad line: its books by its own rules, the kiosk's own outbox, and what gets lost.

The broker between them is not here (``tests/locker/uplink`` has a real one): a message may vanish, come twice, and its
acknowledgement may stay away; and the line may be down for hours.
"""

import asyncio
import random
from collections.abc import Callable

from hall.ingest.chain import Cursor, continue_log
from hall.ingest.messages import Envelope, read_envelope
from locker.contract.codec import GENESIS_HASH
from locker.contract.topics import LogAck
from locker.daemon.doors import Doors
from locker.daemon.published import PublishedLog
from locker.daemon.uplink.outbox import Outbox
from locker.daemon.uplink.settings import UplinkSettings

TRAVEL_S = 0.05
LOST = REPEATED = UNACKNOWLEDGED = 0.02
SETTINGS = UplinkSettings(host="", port=0, user="k1", password="", boot="boot")


class Hall:
    """What it holds outlives every life of lockerd. ``trouble``: in words, what no hall should ever be sent."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(f"{seed}/hall")
        self.held = Cursor(0, GENESIS_HASH)
        self.applied: list[Envelope] = []
        self.trouble: list[str] = []
        self.is_down = False
        self.moved = asyncio.Event()

    def goes_down(self) -> None:
        """Nothing goes through any more."""
        self.is_down = True
        self.moved.set()

    def comes_back(self) -> None:
        """The line is mended."""
        self.is_down = False
        self.moved.set()

    def take(self, payloads: list[bytes]) -> None:
        """Continue the books by what arrived, as ``hall.ingest`` does."""
        entries = [entry for payload in payloads if (entry := read_envelope(payload)) is not None]
        run = continue_log(self.held, entries)
        if len(entries) < len(payloads):
            self.trouble.append("an entry nobody can read")
        self.applied += run.accepted
        self.held = run.cursor
        if run.forked or any(self.applied[entry.seq - 1].hash != entry.hash for entry in run.repeated):
            self.trouble.append(f"what does not continue entry {run.cursor.seq}")


class Line:
    """One life's way to the hall."""

    def __init__(self, hall: Hall, doors: Doors, true_ms: Callable[[], int]) -> None:
        self.is_cut = False
        self._hall = hall
        self._doors = doors
        self._true_ms = true_ms
        self._outbox = Outbox(PublishedLog(doors), "log", SETTINGS, doors.hall_holds_more)
        self._under_way: list[bytes] = []

    async def run(self) -> None:
        """Send while the line holds, and go on where the hall is when it is back."""
        while True:
            self._hall.moved.clear()
            self._doors.hall_is_online(not self._hall.is_down)
            sending = None if self._hall.is_down else asyncio.ensure_future(self._outbox.send(self))
            await self._hall.moved.wait()
            if sending is not None:
                sending.cancel()
                await asyncio.wait((sending,))

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:  # noqa: ARG002
        """Hand a message to the line; it arrives with what else is under way, or is lost."""
        chance = self._hall.chance.random()
        if self.is_cut or self._hall.is_down or chance < LOST:
            return
        if not self._under_way:
            asyncio.get_running_loop().call_later(TRAVEL_S, self._arrive)
        self._under_way += [payload] * (2 if chance < LOST + REPEATED else 1)

    def _arrive(self) -> None:
        batch, self._under_way = self._under_way, []
        if self._hall.is_down:
            return
        for payloads in [batch] * self._hall.chance.choice([1, 1, 1, 2]):
            self._hall.take(payloads)
        if not self.is_cut and self._hall.chance.random() >= UNACKNOWLEDGED:
            self._acknowledge()

    def _acknowledge(self) -> None:
        held = self._hall.held
        ack = LogAck(seq=held.seq, hash=held.hash, hall_at_ms=self._true_ms())
        if self._outbox.acknowledged(ack):
            self._doors.clock.hall_says(ack.hall_at_ms)
