"""The USB adapter is pulled out and comes back as another device behind the same stable name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from locker.contract.answers import DoorOrderedFor, Refused
from locker.contract.facts import Alarm, Door
from locker.contract.refusal import Refusal
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, door_of, enters, stands, steps_of


@contextmanager
def taken_by_another(device: Path) -> Iterator[None]:
    """Somebody else's adapters come first, until one of them bears this name."""
    terminals: list[int] = []
    try:
        while not device.exists():
            terminals += os.openpty()
        yield
    finally:
        for terminal in terminals:
            os.close(terminal)


async def test_an_adapter_pulled_out_opens_nothing_later_and_back_under_another_name_it_serves(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        old_device = (tmp_path / "bus").readlink()
        machine.cabinet.ports.unplug("serial")
        refused = await enters(applicant, code)
        await applicant.sees(lambda: stands(applicant, Alarm.BOARD_SILENT, "upper"))
        unreachable = await enters(applicant, code)
        assert isinstance(unreachable, Refused)
        assert unreachable.refusal is Refusal.BOARD_UNREACHABLE
        with taken_by_another(old_device):
            await machine.cabinet.ports.plug("serial")
            assert (tmp_path / "bus").readlink() != old_device
            await applicant.sees(lambda: not stands(applicant, Alarm.BOARD_SILENT, "upper"))
            await applicant.sees(lambda: door_of(applicant, door) is Door.CLOSED)
            assert machine.pulses(door) == 1, f"the clerk's; what was asked meanwhile is over: {refused}"
            assert isinstance(await enters(applicant, code), DoorOrderedFor)
            await applicant.sees(lambda: "opened" in steps_of(applicant, door))
