"""A board comes back from a power cut with its maker's defaults: each input drives its relay (linkage).

Nothing can keep the locks of shut doors from springing open then. What is tested: it is told, and it ends, also when
the cut was so short that no question went unanswered; and a lock whose door does not move, or whose sensor says 1 while
the door stands open, is not left under current.
"""

import asyncio
import re
from pathlib import Path

import pytest

from drivers.sim.world import World
from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, Door, Service
from tests.locker.process.machine import Kiosk, kiosk
from tests.locker.process.people import deposited, door_of, enters, logged, service_of, stands, steps_of

LINKED = "linkage = true, commissioned = true"
BURNING_MS_MAX = 2500
"""The driver's bound (``drivers/relay/README.md``) and a busy machine's delay; a coil burns after some 3500 ms."""


def with_linkage(folder: Path) -> None:
    """The upper board is one of those that have it."""
    machine, world = folder / "kiosk.toml", folder / "world.toml"
    machine.write_text(machine.read_text().replace('"jy-dam-8"', '"waveshare-rtu-relay-d"', 1))
    model = rf'\1model = {{ kind = "waveshare", relays = 8, inputs = 8, {LINKED} }}'
    upper = r'(name = "upper"\n.*\n.*\n)model = .*'
    world.write_text(re.sub(upper, model, world.read_text()))


def with_one_inverted(folder: Path) -> None:
    """... and A1's sensor says 1 while the door is open."""
    with_linkage(folder)
    machine, world = folder / "kiosk.toml", folder / "world.toml"
    machine.write_text(machine.read_text().replace("input = 1 }", "input = 1, closed_is = 0 }", 1))
    world.write_text(world.read_text().replace("sensor_input = 1\n", "sensor_input = 1\nclosed_is = 0\n", 1))


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
        async with asyncio.timeout(10):  # its registers are read again and again
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


def reset(world: World) -> None:
    """Too short a sag to be heard: no question goes unanswered."""
    world.board("upper").kill()
    forget_everything(world)
    world.board("upper").revive()


async def at_rest(machine: Kiosk, door: str) -> float:
    """The longest time that the lock was under current, in milliseconds, once all linkage is cleared and it rests."""
    await machine.becomes(lambda world: not any(world.board("upper").linked) and not world.door(door).lock.energised)
    return machine.world(lambda world: world.longest_energised_ms(door))


async def test_the_lock_of_a_jammed_door_is_not_left_under_current(tmp_path: Path) -> None:
    async with kiosk(tmp_path, with_linkage) as machine:
        await machine.power_on()
        await machine.person()
        machine.world(lambda world: world.door("A1").jam())
        machine.world(reset)
        assert machine.world(lambda world: world.door("A1").lock.energised)
        assert await at_rest(machine, "A1") < BURNING_MS_MAX
        assert not machine.world(lambda world: world.door("A1").lock.burnt)


async def test_a_sensor_that_says_1_while_its_door_stands_open_holds_no_lock(tmp_path: Path) -> None:
    async with kiosk(tmp_path, with_one_inverted) as machine:
        await machine.power_on()
        person = await machine.person()
        assert door_of(person, "A1") is Door.CLOSED
        machine.world(lambda world: world.door("A1").pry_open())
        await person.sees(lambda: door_of(person, "A1") is Door.OPEN)
        machine.world(reset)
        assert machine.world(lambda world: world.door("A1").lock.energised)
        assert await at_rest(machine, "A1") < BURNING_MS_MAX
        assert not machine.world(lambda world: world.door("A1").lock.burnt)
