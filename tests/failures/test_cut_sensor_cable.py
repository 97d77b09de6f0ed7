"""A cut sensor cable, in both polarities: the relay is never blocked by it, and nobody believes the sensor blindly."""

import re
from pathlib import Path

from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, DepositState, Service
from tests.failures.shallow import Hall, told
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, enters, service_of, stands, steps_of


def other_polarity(folder: Path) -> None:
    machine, world = folder / "kiosk.toml", folder / "world.toml"
    machine.write_text(re.sub(r"(input = \d+) }", r"\1, closed_is = 0 }", machine.read_text()))
    world.write_text(world.read_text().replace("x_cm = 0", "closed_is = 0\nx_cm = 0"))


async def test_a_cable_that_reads_open_is_an_alarm_and_the_code_opens_all_the_same(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        machine.world(lambda world: world.cut_sensor_cable(door))
        await applicant.sees(lambda: stands(applicant, Alarm.DOOR_OPENED_WITHOUT_ORDER, door))
        assert service_of(applicant, door) is Service.NEEDS_CHECK
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await machine.becomes(lambda world: not world.door(door).shut)
        await applicant.sees(lambda: stands(applicant, Alarm.SENSOR_DOUBTFUL, door))
        assert "opened" not in steps_of(applicant, door), "nobody saw it open"


async def test_a_cable_that_reads_shut_opens_the_door_and_says_that_it_did_not_see_it(tmp_path: Path) -> None:
    async with kiosk(tmp_path, other_polarity) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        machine.world(lambda world: world.cut_sensor_cable(door))
        applicant = await machine.person()
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await machine.becomes(lambda world: not world.door(door).shut)
        await applicant.sees(lambda: "did_not_open" in steps_of(applicant, door))
        assert machine.pulses(door) == 2, "no second pulse because the sensor saw nothing"
        await applicant.sees(lambda: stands(applicant, Alarm.DOOR_DID_NOT_OPEN, door))


def test_what_a_blind_sensor_could_not_see_is_looked_at_by_staff_before_it_is_believed(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        hall.world.cut_sensor_cable(door)
        await hall.wait(5)
        await hall.takes(deposit)
        await hall.wait(600)
        assert hall.service(door) is Service.NEEDS_CHECK
        assert hall.state(deposit) is not DepositState.COLLECTED, "no sensor that can be believed saw it go"

    told(tmp_path, story)
