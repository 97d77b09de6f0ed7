"""The hall's database is lost and yesterday's backup is put in its place: the kiosks fill up what it lacks."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from locker.contract.facts import Alarm
from tests.failures.joined import all_arrived, cursor, each_once, head, ingesting, joins
from tests.hall.process import Hall
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited, stands
from tests.real.broker import Broker


def back_up(database: Path, backup: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)


def put_back(backup: Path, database: Path) -> None:
    for lost in database.parent.glob(database.name + "*"):
        lost.unlink()
    shutil.copy(backup, database)


async def test_a_hall_set_back_a_day_gets_the_missing_day_again_and_the_cabinet_serves_on(
    broker: Broker, tmp_path: Path
) -> None:
    hall = await asyncio.to_thread(Hall, tmp_path / "hall", broker)
    database, backup = tmp_path / "hall" / "hall.sqlite", tmp_path / "backup.sqlite"
    async with kiosk(tmp_path / "kiosk", joins(broker)) as machine:
        await machine.power_on()
        async with ingesting(hall):
            _, code = await deposited(machine)
            await all_arrived(machine, hall)
        back_up(database, backup)
        yesterday = cursor(machine)
        async with ingesting(hall):
            await collected(machine, code)
            await deposited(machine)
            await all_arrived(machine, hall)
        put_back(backup, database)
        known = cursor(machine)
        assert hall.asks("SELECT cursor_seq FROM kiosk WHERE id = 'k1'") == yesterday < known
        async with ingesting(hall):
            await all_arrived(machine, hall)
            _, code = await deposited(machine)
            await all_arrived(machine, hall)
        assert each_once(machine, hall)
        assert known < cursor(machine) == head(machine), "what the kiosk knew to be there it never unlearnt"
        person = await machine.person()
        await person.sees(lambda: person.state is not None)
        assert not stands(person, Alarm.LEDGER_BEHIND_HALL, "")
