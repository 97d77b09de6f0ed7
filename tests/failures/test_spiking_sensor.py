"""A lock whose pull moves the contact of its jammed door: the screen is told what the sensor said, nothing is lost."""

from pathlib import Path

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.answers import Done, DoorOrderedFor
from locker.contract.facts import Alarm, DepositState, Service
from tests.failures.shallow import Hall, told
from tests.locker.daemon.bench import new_id
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, enters, logged, stands


async def test_whoever_is_asked_after_a_blink_and_says_yes_leaves_a_door_that_staff_look_behind(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        machine.world(lambda world: world.door(door).jam())
        machine.world(lambda world: world.door(door).sensor.spike(200))  # type: ignore[union-attr]
        applicant = await machine.person()
        answer = await enters(applicant, code)
        assert isinstance(answer, DoorOrderedFor)
        await applicant.sees_step("opened")
        await applicant.sees_step("closed")
        assert isinstance(await applicant.ask(rq.ConfirmCollected(id=new_id(), pickup=answer.re)), Done)
        await applicant.sees(lambda: stands(applicant, Alarm.COMPARTMENT_NEEDS_CHECK, door))
        assert await machine.power_off() == 0
        assert [e.doubtful for e in logged(tmp_path) if isinstance(e, ev.DoorClosed)] == [False, True]
        assert machine.pulses(door) == 2


@pytest.mark.parametrize("spike_ms", [200, 500])
def test_whoever_walks_off_after_a_blink_has_lost_nothing_and_collects_another_day(
    tmp_path: Path, spike_ms: float
) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        sensor = hall.world.door(door).sensor
        assert sensor is not None
        sensor.spike(spike_ms)
        hall.world.door(door).jam()
        hall.enters(deposit)
        await hall.wait(600)
        assert hall.state(deposit) is not DepositState.COLLECTED, "it lies inside"
        assert hall.service(door) is Service.NEEDS_CHECK
        assert hall.stands(Alarm.COMPARTMENT_NEEDS_CHECK, door)
        hall.world.mend_sensor(door)
        hall.world.door(door).unjam()
        assert isinstance(await hall.takes(deposit), DoorOrderedFor)
        await hall.wait(600)
        assert hall.state(deposit) is DepositState.COLLECTED

    told(tmp_path, story)
