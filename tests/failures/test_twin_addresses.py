"""Two boards answer to one address: one board is missing, and when the twins disagree nobody is understood."""

import re
from pathlib import Path

from locker.contract.answers import DoorOrderedFor, Refused
from locker.contract.facts import Alarm, Door, Service
from locker.contract.refusal import Refusal
from tests.locker.process.machine import kiosk
from tests.locker.process.people import all_pulses, deposited, door_of, enters, looks_inside, service_of, stands


def same_terminals(folder: Path) -> None:
    """The lower board's doors hang on its first terminals, as the upper board's do: A5 is to the one what A1 is …"""
    for name in ("kiosk.toml", "world.toml"):
        text = (folder / name).read_text()
        for number in range(5, 9):
            text = re.sub(rf"(channel = |input = ){number}\b", rf"\g<1>{number - 4}", text)
        (folder / name).write_text(text)


def sensors_too(folder: Path) -> None:
    world = folder / "world.toml"
    world.write_text(re.sub(r"sensor_input = ([5-8])", lambda m: f"sensor_input = {int(m[1]) - 4}", world.read_text()))


async def test_twins_that_disagree_are_silent_boards_and_no_door_is_ordered_from_them(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        machine.world(lambda world: world.board("lower").set_address(1))
        for board in ("upper", "lower"):
            await clerk.sees(lambda board=board: stands(clerk, Alarm.BOARD_SILENT, board))  # type: ignore[misc]
        for door in ("A1", "A5"):
            refused = await looks_inside(clerk, door)
            assert isinstance(refused, Refused)
            assert refused.refusal is Refusal.BOARD_UNREACHABLE
            assert door_of(clerk, door) is Door.UNKNOWN
        assert sum(all_pulses(machine)) == 0


async def test_a_door_that_opened_with_its_twin_is_found_open_and_its_document_is_looked_after(tmp_path: Path) -> None:
    async with kiosk(tmp_path, same_terminals, sensors_too) as machine:
        await machine.power_on()
        codes: dict[str, str] = {}
        while not {"A1", "A5"} <= codes.keys():
            codes.update([await deposited(machine)])
        applicant = await machine.person()
        before = all_pulses(machine)
        machine.world(lambda world: world.board("lower").set_address(1))
        await applicant.sees(lambda: stands(applicant, Alarm.BOARD_SILENT, "lower"))
        assert not stands(applicant, Alarm.BOARD_SILENT, "upper"), "as long as both say the same, it sounds like one"
        assert isinstance(await enters(applicant, codes["A1"]), DoorOrderedFor)
        await machine.becomes(lambda world: not world.door("A5").shut)
        assert sum(all_pulses(machine)) == sum(before) + 2, "the one order moved both"
        await machine.push_shut("A1")
        await applicant.sees(lambda: stands(applicant, Alarm.BOARD_SILENT, "upper"))
        machine.world(lambda world: world.board("lower").set_address(2))
        await applicant.sees(lambda: not stands(applicant, Alarm.BOARD_SILENT, "lower"))
        await applicant.sees(lambda: door_of(applicant, "A5") is Door.OPEN)
        assert stands(applicant, Alarm.DOOR_LEFT_OPEN, "A5")
        assert service_of(applicant, "A5") is Service.NEEDS_CHECK, "nobody knows who reached in"
