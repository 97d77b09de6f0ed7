"""The broker is restarted, or killed and loses what it had confirmed, while people use the cabinet."""

import asyncio
from pathlib import Path

from locker.contract.codec import decode_entry
from setup.broker import OBSERVER
from tests.failures.joined import all_arrived, cursor, each_once, head, ingesting, joins
from tests.hall.process import Hall
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited
from tests.locker.uplink.hall import client
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


async def test_what_a_broker_confirmed_while_the_hall_was_away_and_lost_by_a_power_cut_arrives_all_the_same(
    broker: Broker, tmp_path: Path
) -> None:
    hall = await asyncio.to_thread(Hall, tmp_path / "hall", broker)
    async with kiosk(tmp_path / "kiosk", joins(broker)) as machine:
        await machine.power_on()
        async with ingesting(hall):
            await all_arrived(machine, hall)
        known = cursor(machine)
        async with client(broker, OBSERVER) as observer:
            await observer.subscribe("hall/v1/+/k1/log", qos=1)
            await deposited(machine)
            async with asyncio.timeout(15):
                async for message in observer.messages:
                    assert isinstance(message.payload, bytes)
                    if decode_entry(message.payload).seq == head(machine):
                        break
        assert cursor(machine) == known < head(machine), "the broker has it, the hall has not"
        broker.kill()
        await asyncio.to_thread(broker.start)
        async with ingesting(hall):
            await all_arrived(machine, hall)
        assert each_once(machine, hall)
        assert hall.asks("SELECT COUNT(*) FROM sms") == 1
