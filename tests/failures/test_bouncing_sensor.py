"""A contact that bounces: a short chatter is no news, a long one is said to be doubtful and keeps nobody out."""

from pathlib import Path

from drivers.sim.world import World
from locker.contract import events as ev
from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm
from tests.failures.shallow import Hall, told
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited, logged


def chatter(world: World) -> None:
    for door in world.doors:
        if door.sensor is not None:
            door.sensor.bounce(60)


async def test_a_contact_that_chatters_a_moment_tells_one_opening_and_one_closing(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        machine.world(chatter)
        door, code = await deposited(machine)
        await collected(machine, code)
        assert await machine.power_off() == 0
        moves = [type(event) for event in logged(tmp_path) if isinstance(event, ev.DoorOpened | ev.DoorClosed)]
        assert moves == [ev.DoorOpened, ev.DoorClosed] * 2
        assert machine.pulses(door) == 2


def test_a_contact_that_never_settles_calls_staff_and_its_person_still_gets_the_document(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        sensor = hall.world.door(door).sensor
        assert sensor is not None
        sensor.bounce(60_000)
        assert isinstance(await hall.takes(deposit), DoorOrderedFor)
        await hall.wait(5)
        assert hall.stands(Alarm.SENSOR_DOUBTFUL, door)
        assert not hall.world.door(door).envelope, "the lock was not held back by its sensor"
        await hall.wait(600)
        assert hall.world.pulses(door) == 2

    told(tmp_path, story)
