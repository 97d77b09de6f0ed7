"""A kiosk's uplink with a ledger on paper, at a real broker."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

from locker.contract.codec import GENESIS_HASH, encode_event, entry_hash
from locker.contract.events import DoorClosed, Entry
from locker.contract.ids import CompartmentId, KioskId, SiteId
from locker.contract.topics import (
    CabinetSnapshot,
    CommandAnswer,
    CompartmentSnapshot,
    Telemetry,
    Topics,
)
from locker.daemon.uplink import CommandMessage, Uplink, UplinkSettings
from tests.real.broker import Broker
from tests.real.wait import until

A1 = CompartmentId("A1")
HALL_AT_MS = 1_795_400_000_000


def topics(kiosk: str = "k1", site: str = "erenhot") -> Topics:
    return Topics(SiteId(site), KioskId(kiosk))


def entry(seq: int, prev_hash: str) -> Entry:
    body, at_ms = DoorClosed(compartment=A1), 1_795_000_000_000 + seq
    digest = entry_hash(prev_hash, seq, at_ms, "boot", None, encode_event(body))
    return Entry(seq=seq, at_ms=at_ms, boot="boot", request=None, body=body, hash=digest)


class PaperLog:
    """A ledger in memory, with the real chain of hashes."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.cursor = 0
        self.changed = asyncio.Event()

    @property
    def head(self) -> int:
        return len(self.entries)

    def after(self, seq: int, limit: int) -> list[Entry]:
        return self.entries[seq : seq + limit]

    def acknowledged(self, seq: int, hash: str) -> None:  # noqa: A002
        assert self.cursor < seq <= self.head
        assert hash == self.entries[seq - 1].hash
        self.cursor = seq

    def happen(self, count: int) -> None:
        for _ in range(count):
            prev = self.entries[-1].hash if self.entries else GENESIS_HASH
            self.entries.append(entry(self.head + 1, prev))
        self.changed.set()

    def copy_of_old(self, head: int) -> "PaperLog":
        """What a restored backup would be: the first ``head`` entries."""
        old = PaperLog()
        old.entries = self.entries[:head]
        return old


class Doors:
    """What the cabinet shows."""

    def __init__(self) -> None:
        self.door = "closed"
        self.changed = asyncio.Event()

    def cabinet(self) -> CabinetSnapshot:
        return CabinetSnapshot(accepting=True, why_not="", alarms=[], boards={"upper": "answers"})

    def compartments(self) -> dict[CompartmentId, CompartmentSnapshot]:
        one = CompartmentSnapshot(door=self.door, service="in_service", occupied=False, deposit_state="")
        return {A1: one}

    def move(self, door: str) -> None:
        self.door = door
        self.changed.set()


def telemetry() -> Telemetry:
    return Telemetry(
        at_ms=HALL_AT_MS,
        uptime_s=60,
        disk_free_mib=1000,
        memory_mib=40,
        cpu_temperature_c=None,
        clock_trusted=True,
        poll_ms={"upper": 26.0},
        events_waiting=0,
    )


@dataclass
class KioskBench:
    """A kiosk's uplink, with waits short enough for a test, and all it tells its daemon."""

    settings: UplinkSettings
    log: PaperLog = field(default_factory=PaperLog)
    doors: Doors = field(default_factory=Doors)
    hall_clock: list[int] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    onlines: list[bool] = field(default_factory=list)
    commands: list[CommandMessage] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    site: str = "erenhot"

    def __post_init__(self) -> None:
        self.may_answer.set()
        self.uplink = Uplink(
            self.settings,
            topics(self.settings.user, self.site),
            self.log,
            self.doors,
            telemetry,
            self._answer,
            self.hall_clock.append,
            lambda _seq, why: self.doubts.append(why),
            self.onlines.append,
        )

    async def _answer(self, message: CommandMessage) -> CommandAnswer:
        self.commands.append(message)
        await self.may_answer.wait()
        return CommandAnswer(command=message.token.decode(errors="replace"), ok=True)  # type: ignore[arg-type]

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["KioskBench"]:
        task = asyncio.create_task(self.uplink.run())
        try:
            yield self
        finally:
            assert not task.done(), task.exception()
            task.cancel()
            await asyncio.wait((task,))

    async def delivered(self) -> None:
        await until(lambda: self.log.cursor == self.log.head)


def settings(broker: Broker, kiosk: str = "k1", **changes: Any) -> UplinkSettings:
    quick = UplinkSettings(
        host=broker.host,
        port=broker.port,
        user=kiosk,
        password=broker.passwords[kiosk],
        boot="b00t",
        version="1.2",
        tls=False,
        resend_s=0.3,
        gap_s=0.05,
        resend_s_max=1.0,
        pause_s=0.02,
        pause_s_max=0.1,
        will_delay_s=0,
    )
    return replace(quick, **changes)
