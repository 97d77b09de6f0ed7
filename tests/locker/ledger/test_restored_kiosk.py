"""A kiosk whose books were lost, or set back a day, serves again with what the hall holds: real processes and files."""

import asyncio
import shutil
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import Done, DoorOrderedFor, Refused
from locker.contract.facts import Alarm, DepositState, Differs, Service
from locker.contract.ids import CompartmentId
from locker.contract.refusal import Refusal
from tests.failures.joined import all_arrived, each_once, head, ingesting, joins
from tests.hall.process import Hall
from tests.locker.daemon.bench import Person, new_id
from tests.locker.process.machine import Kiosk, kiosk
from tests.locker.process.people import collected, deposited, enters, run, service_of, stands, state_of
from tests.real.broker import Broker
from tests.real.wait import until


async def handed_back(hall: Hall, machine: Kiosk, *more: str) -> str:
    """Maintenance carries the hall's log of this kiosk to the machine, and restores its books with it."""
    out = machine.folder / "k1.log.gz"
    said = await asyncio.to_thread(hall.runs, "log", "k1", "--out", str(out))
    assert said.returncode == 0, said.stderr
    status, words = await run("restore", out, "--onto", machine.folder / "kiosk.toml", *more)
    assert status == 0, words
    return words


def lose_the_books(machine: Kiosk) -> None:
    for file in machine.folder.glob("ledger.sqlite*"):
        file.unlink()


async def staff(machine: Kiosk) -> Person:
    person = await machine.person()
    await person.log_in()
    await person.sees(lambda: person.state is not None)
    return person


async def finds(person: Person, door: str, *, empty: bool) -> None:
    """Staff looked inside and say what the cabinet holds."""
    word = rq.SettleCompartment(id=new_id(), token=person.token, compartment=CompartmentId(door), empty=empty)
    assert isinstance(await person.ask(word), Done)


def differs(person: Person) -> dict[str, Differs]:
    assert person.state is not None
    return {d.subject: d.differs for d in person.state.differences}


async def test_a_kiosk_whose_disk_was_lost_serves_again_under_its_old_name(broker: Broker, tmp_path: Path) -> None:
    hall = await asyncio.to_thread(Hall, tmp_path / "hall", broker)
    async with kiosk(tmp_path / "kiosk", joins(broker)) as machine:
        await machine.power_on()
        async with ingesting(hall):
            place, code = await deposited(machine)
            await all_arrived(machine, hall)
        await machine.cut_power()
        lose_the_books(machine)
        await handed_back(hall, machine)
        await machine.power_on()
        clerk = await staff(machine)
        assert state_of(machine, place) is DepositState.WAITING
        assert set(differs(clerk)) == {"", *(f"A{n}" for n in range(1, 9))}
        assert isinstance(refused := await enters(clerk, code), Refused)
        assert refused.refusal is Refusal.DEPOSIT_NEEDS_STAFF, "the hall has not agreed yet"
        async with ingesting(hall):
            await clerk.sees(lambda: not stands(clerk, Alarm.LEDGER_BEHIND_HALL, ""))
            for door in (f"A{n}" for n in range(1, 9)):
                await finds(clerk, door, empty=door != place)
            await clerk.sees(lambda: not differs(clerk))
            await collected(machine, code)
            _, new_code = await deposited(machine)
            await all_arrived(machine, hall)
        assert new_code != code
        assert each_once(machine, hall)


async def test_yesterdays_books_put_back_by_hand_get_the_missing_day_from_the_hall(
    broker: Broker, tmp_path: Path
) -> None:
    hall = await asyncio.to_thread(Hall, tmp_path / "hall", broker)
    books, yesterday = tmp_path / "kiosk" / "ledger.sqlite", tmp_path / "yesterday.sqlite"
    async with kiosk(tmp_path / "kiosk", joins(broker)) as machine:
        await machine.power_on()
        async with ingesting(hall):
            first, old_code = await deposited(machine)
            await all_arrived(machine, hall)
            await machine.power_off()
            shutil.copy(books, yesterday)
            await machine.power_on()
            await collected(machine, old_code)
            second, code = await deposited(machine)
            await all_arrived(machine, hall)
            await machine.power_off()
            lose_the_books(machine)
            shutil.copy(yesterday, books)
            await machine.power_on()
            person = await machine.person()
            await person.sees(lambda: stands(person, Alarm.LEDGER_BEHIND_HALL, ""))
            await machine.power_off()

        words = await handed_back(hall, machine, "--set-aside")

        assert "aside" in words
        await machine.power_on()
        async with ingesting(hall):
            clerk = await staff(machine)
            await clerk.sees(lambda: not stands(clerk, Alarm.LEDGER_BEHIND_HALL, ""))
            assert state_of(machine, second) is DepositState.WAITING
            assert service_of(clerk, second) is Service.NEEDS_CHECK
            assert isinstance(await enters(clerk, old_code), Refused), "what was collected is not collected again"
            assert isinstance(await enters(clerk, code), DoorOrderedFor)
            await until(lambda: hall.asks("SELECT cursor_seq FROM kiosk WHERE id = 'k1'") == head(machine))
    assert first


async def test_while_a_restore_is_cut_off_nobody_is_served_and_no_code_is_given(tmp_path: Path) -> None:
    async with kiosk(tmp_path / "kiosk") as machine:
        (machine.folder / "ledger.sqlite.restoring").touch()
        await machine.power_on()
        refused = await (await machine.person()).ask(rq.CallStaff(id=new_id()))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.LEDGER_DAMAGED
        assert not (machine.folder / "ledger.sqlite").exists(), "books without the last counter would give old codes"
        assert "run it again" in (machine.folder / "lockerd.log").read_text()
