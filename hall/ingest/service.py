"""The ingest process: take what has arrived, commit, acknowledge; then again. It never gives up on the broker."""

import asyncio
import logging
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
from django.db import connection

from config.hall import HallMachine, KnownKiosk
from hall.ingest import tables
from hall.ingest.batch import take
from hall.ingest.chain import Cursor
from hall.ingest.link import Link
from hall.ingest.messages import Addresses, Cause, Message
from hall.kiosks.models import Kiosk
from hall.watchdog import Watchdog
from locker.contract.ids import KioskId, SiteId
from locker.contract.topics import LogAck, Topics

BATCH_MAX = 2_000
WAITING_MAX = 50_000
PAUSE_S_MAX = 30.0
IDLE_S = 5.0

_log = logging.getLogger(__name__)


class Inbox:
    """What has arrived and is not yet committed, at most :data:`WAITING_MAX`; beyond that it is dropped and counted."""

    def __init__(self) -> None:
        self._waiting: list[Message] = []
        self._arrived = asyncio.Event()
        self.overrun = 0

    def put(self, message: Message) -> None:
        """Called for every message. A dropped event is sent again by its kiosk."""
        if len(self._waiting) >= WAITING_MAX:
            self.overrun += 1
            return
        self._waiting.append(message)
        self._arrived.set()

    async def take(self, wait_s: float) -> Sequence[Message]:
        """All that is here, up to a batch; empty after ``wait_s`` without anything."""
        try:
            async with asyncio.timeout(wait_s):
                await self._arrived.wait()
        except TimeoutError:
            return []
        batch, self._waiting = self._waiting[:BATCH_MAX], self._waiting[BATCH_MAX:]
        if not self._waiting:
            self._arrived.clear()
        return batch


class Ingest:
    """The process. One thread talks to the database, so that the broker is read while a batch commits."""

    def __init__(self, machine: HallMachine, password: str, watchdog: Watchdog) -> None:
        self._machine = machine
        self._password = password
        self._watchdog = watchdog
        self._addresses = Addresses(machine.kiosk)
        self._ack_topics = {k.id: _topics(k).log_ack for k in machine.kiosk}
        self._inbox = Inbox()
        self._database = ThreadPoolExecutor(1, "database")

    async def run(self) -> None:
        """Serve until cancelled."""
        try:
            await self._in_database(know_kiosks, self._machine.kiosk)
            async with asyncio.TaskGroup() as tasks:
                link_box: list[Link] = []
                tasks.create_task(self._keep_linked(link_box))
                tasks.create_task(self._work(link_box))
        finally:
            await self._in_database(connection.close)
            self._database.shutdown()

    async def _keep_linked(self, current: list[Link]) -> None:
        pause_s = 0.2
        while True:
            link = Link(self._inbox.put)
            if await link.open(self._machine.mqtt, self._password, "hall-ingest"):
                _log.info("linked to the broker")
                pause_s = 0.2
                await self._greet(link)
                current[:] = [link]
                await self._until_lost(link)
                current.clear()
            _log.warning("no broker, next try in %.1f s", pause_s)
            await asyncio.sleep(pause_s * random.uniform(0.8, 1.2))  # noqa: S311
            pause_s = min(PAUSE_S_MAX, pause_s * 2)

    async def _until_lost(self, link: Link) -> None:
        try:
            await link.lost()
        finally:
            await link.close()

    async def _greet(self, link: Link) -> None:
        """Tell every kiosk how far its log is held, so that none waits for its timer to repeat the rest."""
        held = await self._in_database(tables.cursors, list(self._ack_topics))
        self._acknowledge(link, held)

    async def _work(self, current: list[Link]) -> None:
        while True:
            batch = await self._inbox.take(IDLE_S)
            self._watchdog.alive()
            if batch:
                held = await self._in_database(self._store, batch)
                for link in current:
                    self._acknowledge(link, held)

    def _store(self, batch: Sequence[Message]) -> dict[str, Cursor]:
        now_ms = time.time_ns() // 1_000_000
        overrun, self._inbox.overrun = self._inbox.overrun, 0
        if overrun:
            tables.count_dropped({("", Cause.OVERRUN): overrun}, now_ms)
        return take(self._addresses, batch, now_ms)

    def _acknowledge(self, link: Link, held: dict[str, Cursor]) -> None:
        now_ms = time.time_ns() // 1_000_000
        for kiosk, cursor in held.items():
            ack = LogAck(seq=cursor.seq, hash=cursor.hash, hall_at_ms=now_ms)
            link.publish(self._ack_topics[kiosk], msgspec.json.encode(ack))

    async def _in_database(self, function, *arguments):  # type: ignore[no-untyped-def]
        return await asyncio.get_running_loop().run_in_executor(self._database, function, *arguments)


def know_kiosks(kiosks: Sequence[KnownKiosk]) -> None:
    """A row for every kiosk of the TOML."""
    for kiosk in kiosks:
        Kiosk.objects.update_or_create(pk=kiosk.id, defaults={"site": kiosk.site})


def _topics(kiosk: KnownKiosk) -> Topics:
    return Topics(SiteId(kiosk.site), KioskId(kiosk.id))
