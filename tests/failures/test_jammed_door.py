"""A door that jams: nothing is forced, the document stays its person's, and staff are told which door."""

from pathlib import Path

from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, DepositState, Service
from tests.failures.shallow import Hall, told
from tests.locker.process.machine import kiosk
from tests.locker.process.people import collected, deposited, enters, stands, steps_of


async def test_a_jammed_door_is_pulsed_once_called_by_its_name_and_opens_when_it_is_mended(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        machine.world(lambda world: world.door(door).jam())
        applicant = await machine.person()
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "did_not_open" in steps_of(applicant, door))
        assert "opened" not in steps_of(applicant, door), "a relay that answered is no door that opened"
        await applicant.sees(lambda: stands(applicant, Alarm.DOOR_DID_NOT_OPEN, door))
        assert machine.pulses(door) == 2, "the clerk's and the applicant's"
        machine.world(lambda world: world.door(door).unjam())
        await collected(machine, code)
        assert machine.pulses(door) == 3
        assert machine.world(lambda world: world.longest_energised_ms(door)) < 250


def test_whoever_gives_up_at_a_jammed_door_finds_the_document_waiting_another_day(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        hall.world.door(door).jam()
        hall.enters(deposit)
        await hall.wait(600)
        assert hall.state(deposit) is DepositState.WAITING, "nobody took it"
        assert hall.service(door) is Service.NEEDS_CHECK, "nobody knows what was tried there"
        assert hall.world.pulses(door) == 2
        hall.world.door(door).unjam()
        assert isinstance(await hall.takes(deposit), DoorOrderedFor)
        await hall.wait(600)
        assert hall.state(deposit) is DepositState.COLLECTED

    told(tmp_path, story)
