"""The real process on the real wire: switched on, killed, started twice, given a broken ledger."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import Done, DoorOrderedFor, Refused
from locker.contract.codec import decode_event
from locker.contract.events import AnyEvent
from locker.contract.facts import Service
from locker.contract.ids import CompartmentId
from locker.contract.refusal import Refusal
from locker.ledger.ledger import verify_file
from tests.locker.daemon.bench import Person, new_id
from tests.locker.process.machine import Kiosk, furnish, kiosk


async def deposited(machine: Kiosk) -> tuple[str, str]:
    """A clerk puts an envelope in; the door and the code."""
    clerk = await machine.person()
    await clerk.log_in()
    case = new_id()
    while is_busy(begun := await clerk.begins_deposit(case)):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    assert isinstance(begun, DoorOrderedFor), begun
    assert begun.deposit is not None
    await clerk.sees_step("opened")
    assert machine.world(lambda world: world.door(begun.compartment).put_envelope())
    await machine.push_shut(begun.compartment)
    await clerk.sees_step("closed")
    done = await clerk.ask(rq.ConfirmDeposit(id=new_id(), token=clerk.token, deposit=begun.deposit))
    assert isinstance(done, Done), done
    return begun.compartment, machine.codes.code(int(begun.deposit.rpartition("-")[2]))


def is_busy(answer: object) -> bool:
    """The locks' power supply needs its gap."""
    return isinstance(answer, Refused) and answer.refusal is Refusal.CABINET_BUSY


async def enters(person: Person, code: str) -> object:
    """Type the code; wait out the gap that the lock's power supply needs."""
    while True:
        answer = await person.ask(rq.OpenForPickup(id=new_id(), code=code))
        if not is_busy(answer):
            return answer
        await asyncio.sleep(0.1)


async def collected(machine: Kiosk, code: str) -> None:
    """An applicant takes the envelope out and says so."""
    applicant = await machine.person()
    answer = await enters(applicant, code)
    assert isinstance(answer, DoorOrderedFor), answer
    await applicant.sees_step("opened")
    assert machine.world(lambda world: world.door(answer.compartment).take_envelope())
    await machine.push_shut(answer.compartment)
    await applicant.sees_step("closed")
    done = await applicant.ask(rq.ConfirmCollected(id=new_id(), pickup=answer.re))
    assert isinstance(done, Done), done


def logged(folder: Path) -> list[AnyEvent]:
    """Every event of the ledger, in order."""
    with closing(sqlite3.connect(f"file:{folder}/ledger.sqlite?mode=ro", uri=True)) as db:
        return [decode_event(body) for (body,) in db.execute("SELECT body FROM events ORDER BY seq")]


async def run(*words: str | Path) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "locker", *map(str, words), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    return process.returncode or 0, (out + err).decode()


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
    status, said = await run("--verify", tmp_path / "ledger.sqlite")
    assert status == 0
    assert "good" in said
