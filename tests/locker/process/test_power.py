"""The real process on the real wire: switched on, killed, started twice, given a broken ledger."""

import sqlite3
from contextlib import closing
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import Done, DoorOrderedFor, Refused
from locker.contract.facts import Service
from locker.contract.ids import CompartmentId
from locker.contract.refusal import Refusal
from locker.ledger.files import verify_file
from tests.locker.daemon.bench import new_id
from tests.locker.process.machine import furnish, kiosk
from tests.locker.process.people import deposited, enters, run


async def test_a_code_opens_its_door_over_the_wire_and_a_kill_loses_nothing(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        await machine.cut_power()
        await machine.power_on()
        applicant = await machine.person()
        answer = await enters(applicant, code)
        assert isinstance(answer, DoorOrderedFor), answer
        assert answer.compartment == door
        await applicant.sees_step("opened")
        assert machine.pulses(door) == 2
        assert await machine.power_off() == 0
    verify_file(tmp_path / "ledger.sqlite")


async def test_killed_right_after_the_order_it_never_pulses_again(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        machine.cabinet.live.act(lambda world: world.door(door).jam())
        applicant = await machine.person()
        await enters(applicant, code)
        await machine.cut_power()
        await machine.power_on()
        compartment = verify_file(tmp_path / "ledger.sqlite").cabinet.compartments[CompartmentId(door)]
        assert compartment.service is Service.NEEDS_CHECK
        assert machine.pulses(door) <= 2, "once for the clerk, at most once for the applicant"


async def test_a_second_lockerd_on_the_same_ledger_is_told_so(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        status, said = await run(tmp_path / "kiosk.toml")
        assert status == 3
        assert "another lockerd" in said
        assert isinstance(await (await machine.person()).ask(rq.CallStaff(id=new_id())), Done)


async def test_a_forged_ledger_opens_no_door_and_the_screen_is_told_why(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        _, code = await deposited(machine)
        await machine.power_off()
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
            db.execute("DELETE FROM rows WHERE room = 'deposits'")
            db.commit()
        before = machine.pulses("A1")
        await machine.power_on()
        person = await machine.person()
        refused = await person.ask(rq.OpenForPickup(id=new_id(), code=code))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.LEDGER_DAMAGED
        assert machine.pulses("A1") == before


async def test_a_wrong_machine_file_starts_nothing(tmp_path: Path) -> None:
    file = furnish(tmp_path)
    file.write_text(file.read_text().replace("pulse_ms = 200", "pulse_ms = 900"))
    for words in (("--check", file), (file,)):
        status, said = await run(*words)
        assert status == 2
        assert "pulse_ms" in said
        assert "kiosk.toml" in said
    assert not (tmp_path / "ledger.sqlite").exists()


async def test_a_good_machine_file_is_said_to_be_good(tmp_path: Path) -> None:
    status, said = await run("--check", furnish(tmp_path))
    assert status == 0, said


async def test_a_ledger_is_verified_by_one_command(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        await deposited(machine)
        assert await machine.power_off() == 0
    status, said = await run("verify", tmp_path / "ledger.sqlite")
    assert status == 0
    assert "good" in said
