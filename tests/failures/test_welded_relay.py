"""A relay's contacts weld together: the lock pulls on until it burns, although the board says off.

No program can end that current. What is tested: the board's word is not taken for a door that opened.
"""

from pathlib import Path

from locker.contract import requests as rq
from locker.contract.facts import Alarm, DepositState, Service
from tests.failures.shallow import Hall, told
from tests.simulation.machine import CLERK
from tests.simulation.people import TOKEN


def test_a_lock_burnt_by_its_relay_is_found_at_the_next_order_and_given_to_nobody_any_more(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        hall.world.relay_of(door).weld()
        await hall.takes(deposit)
        await hall.wait(300)
        assert hall.state(deposit) is DepositState.COLLECTED, "the person got what was theirs"
        assert not hall.world.relay_of(door).on, "so says the board"
        assert hall.world.door(door).lock.burnt, "so it is"
        while (begun := await hall.begun()).compartment != door:
            hall.hands.act(
                rq.CancelDeposit(id=hall.hands.new_id(), token=TOKEN, deposit=begun.deposit or deposit), CLERK
            )
        assert not await hall.hands.door_gives_way(door)
        assert hall.stands(Alarm.DOOR_DID_NOT_OPEN, door), "the board confirmed, the sensor did not"
        hall.hands.act(rq.CancelDeposit(id=hall.hands.new_id(), token=TOKEN, deposit=begun.deposit or deposit), CLERK)
        assert hall.service(door) is Service.NEEDS_CHECK
        assert [(await hall.begun()).compartment != door for _ in range(2)] == [True, True]
        assert hall.world.pulses(door) == 3

    told(tmp_path, story, burns=True)
