"""The link to the hall is down: the cabinet serves on, and afterwards the hall has everything, in order, once."""

import asyncio
from pathlib import Path

from locker.contract.facts import DepositState
from tests.failures.joined import all_arrived, cursor, each_once, head, ingesting, joins
from tests.failures.shallow import Hall as ShallowHall
from tests.failures.shallow import told
from tests.hall.process import Hall
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited
from tests.real.broker import Broker


async def test_what_happened_without_a_link_and_across_a_power_cut_arrives_once_and_every_sms_is_owed(
    broker: Broker, tmp_path: Path
) -> None:
    hall = await asyncio.to_thread(Hall, tmp_path / "hall", broker)
    broker.kill()
    async with kiosk(tmp_path / "kiosk", joins(broker)) as machine:
        await machine.power_on()
        codes = [(await deposited(machine))[1] for _ in range(3)]
        await collected(machine, codes[0])
        await machine.cut_power()
        await machine.power_on()
        await collected(machine, codes[1])
        person = await machine.person()
        await person.sees(lambda: person.state is not None and not person.state.hall_online)
        assert cursor(machine) == 0 < head(machine)
        await asyncio.to_thread(broker.start)
        async with ingesting(hall):
            await all_arrived(machine, hall)
        assert each_once(machine, hall)
        assert hall.asks("SELECT COUNT(*) FROM sms") == 3


def test_a_whole_day_of_entries_waits_and_arrives_in_order(tmp_path: Path) -> None:
    async def story(hall: ShallowHall) -> None:
        hall.machine.hall.goes_down()
        heard = hall.machine.hall.held.seq
        for _ in range(3):
            _, deposit = await hall.deposited()
            await hall.wait(8 * 3600)
            await hall.takes(deposit)
            await hall.wait(60)
            assert hall.state(deposit) is DepositState.COLLECTED, "served all the same"
        assert hall.machine.hall.held.seq == heard < hall.machine.ledger.head
        hall.machine.hall.comes_back()
        await hall.wait(60)
        assert hall.machine.hall.held.seq == hall.machine.ledger.cursor == hall.machine.ledger.head

    told(tmp_path, story)
