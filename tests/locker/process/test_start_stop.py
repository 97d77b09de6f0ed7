"""Starting on what a killed process left behind, and stopping in the middle of a pulse or of a failing disk."""

import asyncio
import contextlib
import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import AnyReply, Done, DoorOrderedFor, Refused
from locker.contract.facts import Service
from locker.contract.ids import CompartmentId
from locker.contract.refusal import Refusal
from tests.locker.daemon.bench import LIMIT_S, Person, new_id
from tests.locker.process.full_disk import full_at, read_only
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited, enters, looks_inside

PULSE_MS = 500
COIL_ON = "lock energised"


async def test_stopped_in_the_middle_of_a_pulse_it_releases_the_lock(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        file = tmp_path / "kiosk.toml"
        file.write_text(file.read_text().replace("pulse_ms = 200", f"pulse_ms = {PULSE_MS}"))
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await machine.becomes(lambda world: any(fact.what == COIL_ON for fact in world.journal))
        assert await machine.power_off() == 0
        assert not machine.world(lambda world: world.relay_of("A1").on)
        assert machine.world(lambda world: world.longest_energised_ms("A1")) < PULSE_MS - 50
        assert not (tmp_path / "socket").exists()


async def test_a_socket_left_by_a_kill_and_a_folder_that_is_missing_keep_nobody_out(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        await machine.cut_power()
        assert (tmp_path / "socket").is_socket(), "nobody cleaned up"
        await machine.power_on()
        assert isinstance(await (await machine.person()).ask(rq.CallStaff(id=new_id())), Done)
        await machine.power_off()
        file = tmp_path / "kiosk.toml"
        file.write_text(file.read_text().replace(f"{tmp_path}/socket", f"{tmp_path}/run/locker/socket"))
        machine.socket = "run/locker/socket"
        await machine.power_on()
        assert isinstance(await (await machine.person()).ask(rq.CallStaff(id=new_id())), Done)


async def test_on_a_disk_that_fills_up_nothing_opens_and_with_room_again_it_goes_on(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        await machine.power_off()
        machine.before_start = full_at(300_000)
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        while isinstance(await writes_something(clerk), Done):
            pass
        refused = await enters(clerk, code)
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.STORAGE_FULL
        assert machine.pulses(door) == 1, "the clerk's"
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
            db.execute("PRAGMA wal_checkpoint(PASSIVE)")  # makes room: the log beside the ledger begins anew
        await collected(machine, code)
        assert await machine.power_off() == 0
        assert machine.books().compartments[CompartmentId(door)].deposit is None


async def writes_something(clerk: Person) -> AnyReply:
    out = rq.SetService(
        id=new_id(), token=clerk.token, compartment=CompartmentId("A8"), service=Service.OUT_OF_SERVICE, why="x" * 200
    )
    return await clerk.ask(out)


async def test_a_disk_without_any_room_is_not_called_a_damaged_ledger(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        machine.before_start = full_at(0)
        await machine.power_on()
        refused = await (await machine.person()).ask(rq.CallStaff(id=new_id()))
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.STORAGE_FULL


async def test_the_first_start_after_an_update_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    """The new program makes the rows anew, and the disk does not take them."""
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
            db.execute("UPDATE made_by SET fingerprint = 'of an earlier version'")
            db.commit()
            await machine.cut_power()
            machine.before_start = full_at((tmp_path / "ledger.sqlite-wal").stat().st_size)
            await machine.power_on()
        refused = await enters(await machine.person(), code)
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.STORAGE_FULL
        assert machine.pulses(door) == 1, "the clerk's"
        assert await machine.power_off() == 0
        machine.before_start = None
        await machine.power_on()
        await collected(machine, code)


async def test_on_a_disk_mounted_for_reading_only_nothing_opens_and_after_a_repair_it_goes_on(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        await machine.cut_power()
        machine.before_start = read_only()
        await machine.power_on()
        person = await machine.person()
        refused = await enters(person, code)
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.STORAGE_FULL, "the disk takes nothing; the ledger on it is whole"
        assert machine.pulses(door) == 1, "the clerk's"
        assert await machine.power_off() == 0
        machine.before_start = None
        await machine.power_on()
        await collected(machine, code)


async def test_a_disk_that_fails_ends_the_process_with_nothing_opened_and_the_restart_goes_on(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        machine.before_start = full_at(300_000, errno.EIO)
        await machine.power_on()
        door, code = await deposited(machine)
        clerk = await machine.person()
        await clerk.log_in()
        with contextlib.suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(LIMIT_S):
                while machine.process and machine.process.returncode is None:
                    async with asyncio.timeout(0.2):
                        await writes_something(clerk)
        assert machine.process is not None
        assert await machine.process.wait() == os.EX_SOFTWARE
        machine.before_start = None
        await machine.power_on()
        assert machine.pulses(door) == 1, "the clerk's"
        await collected(machine, code)
