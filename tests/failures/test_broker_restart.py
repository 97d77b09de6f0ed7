"""The broker is restarted, or killed and loses what it had confirmed, while people use the cabinet."""

import asyncio
from pathlib import Path

from tests.failures.joined import all_arrived, each_once, ingesting, joins
from tests.hall.process import Hall
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited
from tests.real.broker import Broker


async def test_nobody_at_the_cabinet_notices_and_no_entry_is_lost_or_doubled(broker: Broker, tmp_path: Path) -> None:
    hall = await asyncio.to_thread(Hall, tmp_path / "hall", broker)
    async with kiosk(tmp_path / "kiosk", joins(broker)) as machine, ingesting(hall):
        await machine.power_on()
        _, code = await deposited(machine)
        await all_arrived(machine, hall)
        pickup = asyncio.create_task(collected(machine, code))
        await asyncio.to_thread(broker.restart)
        await pickup
        await all_arrived(machine, hall)
        broker.kill()
        _, code = await deposited(machine)
        await asyncio.to_thread(broker.start)
        await collected(machine, code)
        await all_arrived(machine, hall)
        assert each_once(machine, hall)
        assert hall.asks("SELECT COUNT(*) FROM sms") == 2
