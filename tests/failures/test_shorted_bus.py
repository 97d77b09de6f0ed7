"""The two conductors of the lock bus touch: nobody hears anybody, and no order waits for better times."""

from pathlib import Path

from locker.contract.answers import DoorOrderedFor, Refused
from locker.contract.facts import Alarm, Door
from locker.contract.refusal import Refusal
from tests.locker.process.machine import kiosk
from tests.locker.process.people import all_pulses, deposited, door_of, enters, stands, steps_of


async def test_on_a_shorted_bus_every_board_is_called_silent_and_what_was_ordered_then_opens_nothing_later(
    tmp_path: Path,
) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        machine.cabinet.ports.short("serial", True)
        assert isinstance(await enters(applicant, code), DoorOrderedFor), "nobody knows of it yet"
        for board in ("upper", "lower"):
            await applicant.sees(lambda board=board: stands(applicant, Alarm.BOARD_SILENT, board))  # type: ignore[misc]
        refused = await enters(applicant, code)
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.BOARD_UNREACHABLE
        machine.cabinet.ports.short("serial", False)
        await applicant.sees(lambda: not stands(applicant, Alarm.BOARD_SILENT, "upper"))
        await applicant.sees(lambda: door_of(applicant, door) is Door.CLOSED)
        assert sum(all_pulses(machine)) == 1, "the clerk's"
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))
        assert sum(all_pulses(machine)) == 2
