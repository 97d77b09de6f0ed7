"""The supply of the boards sags: relays drop, pulses are not resumed, and the doors are found again as they are."""

from pathlib import Path

import pytest

from locker.contract.answers import DoorOrderedFor
from locker.contract.facts import Alarm, DepositState, Door
from tests.failures.shallow import Hall, told
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, door_of, enters, stands, steps_of

COIL_ON = "lock energised"


@pytest.mark.parametrize(("sag_ms", "said"), [(50, "did_not_open"), (800, "did_not_open"), (3000, "sensor_doubtful")])
async def test_a_pulse_cut_short_by_a_sag_is_not_resumed_and_the_code_opens_afterwards(
    tmp_path: Path, sag_ms: int, said: str
) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        since_ms = machine.world(lambda world: world.now_ms)
        machine.world(lambda world: world.door(door).jam())  # so that it stays shut however short the pulse
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await machine.becomes(lambda world: any(f.what == COIL_ON and f.at_ms >= since_ms for f in world.journal))
        machine.world(lambda world: world.brown_out(sag_ms))
        assert not machine.world(lambda world: world.relay_of(door).on)
        await machine.becomes(lambda world: world.board("upper").powered)
        machine.world(lambda world: world.door(door).unjam())
        await applicant.sees(lambda: not stands(applicant, Alarm.BOARD_SILENT, "upper"))
        await applicant.sees(lambda: door_of(applicant, door) is Door.CLOSED)
        await applicant.sees(lambda: said in steps_of(applicant, door))
        assert machine.pulses(door) == 2, "the clerk's, and the one that was cut short"
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))
        assert machine.pulses(door) == 3


def test_a_sag_of_seconds_makes_every_door_unknown_and_loses_no_document(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        hall.world.brown_out(5000)
        await hall.wait(2)
        assert {hall.door(id_) for id_ in hall.machine.layout} == {Door.UNKNOWN}
        await hall.wait(60)
        assert {hall.door(id_) for id_ in hall.machine.layout} == {Door.CLOSED}
        assert isinstance(await hall.takes(deposit), DoorOrderedFor)
        await hall.wait(60)
        assert hall.state(deposit) is DepositState.COLLECTED
        assert hall.world.pulses(door) == 2

    told(tmp_path, story)
