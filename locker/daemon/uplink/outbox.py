"""The ledger's entries on their way to the hall, in order, and what the hall says it holds."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Protocol

from locker.contract.codec import GENESIS_HASH, encode_entry
from locker.contract.topics import LogAck
from locker.daemon.uplink.ports import Log
from locker.daemon.uplink.settings import UplinkSettings
from locker.daemon.uplink.window import Window

log = logging.getLogger(__name__)

BATCH = 50
"""Entries read and sent in one go: about 2 ms, so that a door never waits longer for the loop."""


class Publish(Protocol):
    """Where entries go."""

    def publish(self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False) -> None:
        """Hand one message to the broker."""
        ...


class Outbox:
    """Sends what the hall lacks, through one link at a time.

    Only the hall's acknowledgement of an entry that is ours, hash and all, moves the ledger's cursor. One that is
    beyond the ledger or has another hash is refused and told to ``on_doubt`` (seq, why) once until a good one
    comes: this ledger is an old copy, or the hall's books are another kiosk's.
    """

    def __init__(
        self, entries: Log, topic: str, settings: UplinkSettings, on_doubt: Callable[[int, str], None]
    ) -> None:
        self._log = entries
        self._topic = topic
        self._settings = settings
        self._on_doubt = on_doubt
        self._doubted = False
        self._window = self._new_window()

    async def send(self, link: Publish) -> None:
        """Send from the cursor on, for as long as the link lives (until cancelled)."""
        self._window = self._new_window()
        while True:
            self._log.changed.clear()
            if self._window.start_anew_when_due(_now_s()):
                log.warning("hall acknowledges nothing new, sending again from %d", self._window.sent + 1)
            sent = self._send_some(link)
            await (asyncio.sleep(0) if sent else self._something_to_do())

    def acknowledged(self, ack: LogAck) -> bool:
        """Take the hall's word for what it holds. False when it cannot be true."""
        if why := self._doubt(ack):
            self._tell_doubt(ack.seq, why)
            return False
        self._doubted = False
        if ack.seq > self._log.cursor:
            self._log.acknowledged(ack.seq, ack.hash)
        self._window.acknowledged(ack.seq, _now_s())
        self._log.changed.set()
        return True

    def _send_some(self, link: Publish) -> int:
        room = min(self._window.room(self._log.head), BATCH)
        entries = self._log.after(self._window.sent, room) if room else []
        for entry in entries:
            link.publish(self._topic, encode_entry(entry))
        if entries:
            self._window.sending(entries[-1].seq, _now_s())
        return len(entries)

    async def _something_to_do(self) -> None:
        due_s = self._window.due_s
        wait_s = None if due_s is None else max(0.0, due_s - _now_s())
        # not wait_for: in Python 3.11 it swallows a cancellation that meets the event
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                await self._log.changed.wait()

    def _doubt(self, ack: LogAck) -> str:
        if ack.seq > self._log.head:
            return f"the hall holds {ack.seq} events, this ledger {self._log.head}"
        if ack.hash != self._hash(ack.seq):
            return f"event {ack.seq} is another one in the hall's books"
        return ""

    def _hash(self, seq: int) -> str:
        return self._log.after(seq - 1, 1)[0].hash if seq else GENESIS_HASH

    def _tell_doubt(self, seq: int, why: str) -> None:
        if not self._doubted:
            self._doubted = True
            log.error("acknowledgement refused: %s", why)
            self._on_doubt(seq, why)

    def _new_window(self) -> Window:
        s = self._settings
        return Window(self._log.cursor, s.window, s.resend_s, s.gap_s, s.resend_s_max)


def _now_s() -> float:
    return asyncio.get_running_loop().time()
