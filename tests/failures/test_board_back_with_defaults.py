"""A board comes back from a power cut with its maker's defaults: each input drives its relay (linkage).

Nothing can keep the locks of shut doors from springing open then. What is tested: it is told, and it ends, also when
the cut was so short that no question went unanswered.
"""

import asyncio
import re
from pathlib import Path

import pytest

from drivers.sim.world import World
from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, Door, Service
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, door_of, enters, logged, service_of, stands, steps_of

LINKED = "linkage = true, commissioned = true"


def with_linkage(folder: Path) -> None:
    """The upper board is one of those that have it."""
    machine, world = folder / "kiosk.toml", folder / "world.toml"
    machine.write_text(machine.read_text().replace('"jy-dam-8"', '"waveshare-rtu-relay-d"', 1))
    model = rf'\1model = {{ kind = "waveshare", relays = 8, inputs = 8, {LINKED} }}'
    upper = r'(name = "upper"\n.*\n.*\n)model = .*'
    world.write_text(re.sub(upper, model, world.read_text()))


def forget_everything(world: World) -> None:
    for channel in range(1, 9):
        world.board("upper").link(channel, True)


@pytest.mark.parametrize("away_ms", [20, 3000])
async def test_linkage_that_is_back_is_told_ends_by_itself_and_is_not_met_by_the_next_person(
    tmp_path: Path, away_ms: int
) -> None:
    async with kiosk(tmp_path, with_linkage) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        assert door in {"A1", "A2", "A3", "A4"}, "on the upper board"
        person = await machine.person()
        machine.world(lambda world: world.board("upper").kill())
        machine.world(forget_everything)
        gone_ms = machine.world(lambda world: world.now_ms)
        await machine.becomes(lambda world: world.now_ms > gone_ms + away_ms)
        machine.world(lambda world: world.board("upper").revive())
        await machine.becomes(lambda world: not world.door(door).shut)
        alarm = Alarm.DOOR_OPENED_WITHOUT_ORDER if away_ms < 1000 else Alarm.DOOR_LEFT_OPEN
        await person.sees(lambda: stands(person, alarm, door))
        assert service_of(person, door) is Service.NEEDS_CHECK
        async with asyncio.timeout(10):  # its registers are read again every five seconds
            while machine.world(lambda world: any(world.board("upper").linked)):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        await machine.push_shut(door)
        await person.sees(lambda: door_of(person, door) is Door.CLOSED)
        pulses = machine.pulses(door)
        assert isinstance(await enters(person, code), DoorOrderedFor)
        await person.sees(lambda: "opened" in steps_of(person, door))
        assert machine.pulses(door) == pulses + 1
        ordered = [event for event in logged(tmp_path) if type(event).__name__ == "DoorOrdered"]
        assert len(ordered) == 2, "the clerk's and the applicant's: lockerd ordered nothing else"
