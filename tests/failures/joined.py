"""The whole way of an entry: the real lockerd process, a real broker, the hall's real ingest process."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

from tests.hall.process import Hall
from tests.locker.process.machine import Kiosk
from tests.real.broker import Broker
from tests.real.wait import until


def joins(broker: Broker) -> Callable[[Path], None]:
    """A kiosk that logs in at ``broker`` as k1."""

    def change(folder: Path) -> None:
        machine = folder / "kiosk.toml"
        machine.write_text(machine.read_text().replace("port = 1\ntls", f"port = {broker.port}\ntls"))
        (folder / "secrets" / "mqtt_password").write_text(broker.passwords["k1"])

    return change


def head(machine: Kiosk) -> int:
    """The number of the last entry on the kiosk's disk."""
    return _asks(machine.folder / "ledger.sqlite", "SELECT COALESCE(MAX(seq), 0) FROM events")


def cursor(machine: Kiosk) -> int:
    """Up to where the kiosk knows that the hall has it."""
    return _asks(machine.folder / "ledger.sqlite", "SELECT cursor FROM uplink")


async def all_arrived(machine: Kiosk, hall: Hall) -> None:
    """Wait until the hall holds what the kiosk wrote, and the kiosk knows it."""
    await until(lambda: cursor(machine) == head(machine) == hall.asks("SELECT cursor_seq FROM kiosk WHERE id = 'k1'"))


def each_once(machine: Kiosk, hall: Hall) -> bool:
    """The hall's books are the kiosk's, entry by entry."""
    count, distinct, last = (
        hall.asks(f"SELECT {what} FROM event WHERE kiosk_id = 'k1'")
        for what in ("COUNT(*)", "COUNT(DISTINCT seq)", "MAX(seq)")
    )
    return bool(count == distinct == last == head(machine))


@asynccontextmanager
async def ingesting(hall: Hall) -> AsyncIterator[None]:
    """The hall's ingest process serves, without holding up the world meanwhile."""
    serving = hall.serving("ingest")
    await asyncio.to_thread(serving.__enter__)
    try:
        yield
    finally:
        await asyncio.to_thread(serving.__exit__, None, None, None)


def _asks(database: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        (number,) = connection.execute(query).fetchone()
    return int(number)
