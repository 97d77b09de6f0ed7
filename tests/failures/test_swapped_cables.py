"""Two cables were put back into each other's terminals: a wrong door opens, or the right one is not seen to."""

from collections.abc import Callable
from pathlib import Path

from drivers.sim.world import World
from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, DepositState, Door, Service
from tests.locker.daemon.bench import Person
from tests.locker.process.machine import Kiosk, kiosk
from tests.locker.process.people import (
    all_pulses,
    deposited,
    door_of,
    enters,
    service_of,
    stands,
    state_of,
    steps_of,
)

TERMINALS = {f"A{n}": n for n in range(1, 5)}


def swap_locks(world: World, one: str, other: str) -> None:
    world.board("upper").wire_lock(TERMINALS[one], world.door(other).lock.feed)
    world.board("upper").wire_lock(TERMINALS[other], world.door(one).lock.feed)


def swap_sensors(world: World, one: str, other: str) -> None:
    sensors = {door: world.door(door).sensor for door in (one, other)}
    for terminal, door in ((one, other), (other, one)):
        sensor = sensors[door]
        assert sensor is not None
        world.board("upper").wire_sensor(TERMINALS[terminal], sensor)


async def opened_unasked(machine: Kiosk, swap: Callable[[World, str, str], None]) -> tuple[Person, str, str]:
    """The applicant's code ordered their own door, the second; the last is the one that was seen to open."""
    await machine.power_on()
    mine, code = await deposited(machine)
    other = "A2" if mine != "A2" else "A3"
    machine.world(lambda world: swap(world, mine, other))
    applicant = await machine.person()
    assert isinstance(await enters(applicant, code), DoorOrderedFor)
    await applicant.sees(lambda: stands(applicant, Alarm.DOOR_OPENED_WITHOUT_ORDER, other))
    return applicant, mine, other


async def test_the_door_that_opened_unasked_is_an_alarm_and_the_one_that_stayed_shut_is_not_given_up(
    tmp_path: Path,
) -> None:
    async with kiosk(tmp_path) as machine:
        applicant, mine, other = await opened_unasked(machine, swap_locks)
        assert service_of(applicant, other) is Service.NEEDS_CHECK
        await applicant.sees(lambda: "did_not_open" in steps_of(applicant, mine))
        await applicant.sees(lambda: stands(applicant, Alarm.DOOR_DID_NOT_OPEN, mine))
        assert door_of(applicant, mine) is Door.CLOSED
        assert "opened" not in steps_of(applicant, mine), "another door's opening is not taken for this one's"
        assert sum(all_pulses(machine)) == 2, "the clerk's and the applicant's: nothing is tried again by itself"
        assert await machine.power_off() == 0
        assert state_of(machine, mine) in {DepositState.COLLECTING, DepositState.WAITING}


async def test_a_door_whose_opening_another_sensor_tells_is_not_called_collected_and_both_are_looked_into(
    tmp_path: Path,
) -> None:
    async with kiosk(tmp_path) as machine:
        applicant, mine, other = await opened_unasked(machine, swap_sensors)
        assert not machine.world(lambda world: world.door(mine).shut), "it stands open all the same"
        await applicant.sees(lambda: stands(applicant, Alarm.DOOR_DID_NOT_OPEN, mine))
        await machine.push_shut(mine)
        await applicant.sees(lambda: door_of(applicant, other) is Door.CLOSED)
        assert service_of(applicant, other) is Service.NEEDS_CHECK
        assert sum(all_pulses(machine)) == 2, "the clerk's and the applicant's: nothing is tried again by itself"
        assert await machine.power_off() == 0
        assert state_of(machine, mine) in {DepositState.COLLECTING, DepositState.WAITING}, "its code still opens"
