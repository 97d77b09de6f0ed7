"""A board without power: its own doors are unknown, and every other opens (how soon: ``bench/modbus_dead.py``)."""

from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import DoorOrderedFor, Refused
from locker.contract.facts import Alarm, DepositState, Door, Service
from locker.contract.ids import DepositId
from locker.contract.refusal import Refusal
from tests.failures.shallow import Hall, told
from tests.locker.daemon.bench import new_id
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, door_of, enters, looks_inside, stands, steps_of


async def test_a_dead_board_stops_no_other(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        machine.world(lambda world: world.board("lower").kill())
        await clerk.sees(lambda: stands(clerk, Alarm.BOARD_SILENT, "lower"))
        assert door_of(clerk, "A5") is Door.UNKNOWN
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A1"))
        refused = await looks_inside(clerk, "A5")
        assert isinstance(refused, Refused)
        assert refused.refusal is Refusal.BOARD_UNREACHABLE
        machine.world(lambda world: world.board("lower").revive())
        await clerk.sees(lambda: not stands(clerk, Alarm.BOARD_SILENT, "lower"))
        await clerk.sees(lambda: door_of(clerk, "A5") is Door.CLOSED)
        assert isinstance(await looks_inside(clerk, "A5"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A5"))


async def test_a_board_that_dies_with_the_door_open_loses_no_story(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        answer = await enters(applicant, code)
        assert isinstance(answer, DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))
        machine.world(lambda world: world.board("upper").kill())
        await applicant.sees(lambda: door_of(applicant, door) is Door.UNKNOWN)
        await machine.push_shut(door)
        machine.world(lambda world: world.board("upper").revive())
        await applicant.sees(lambda: "closed" in steps_of(applicant, door))
        await applicant.ask(rq.ConfirmCollected(id=new_id(), pickup=answer.re))
        deposit = answer.deposit
        assert isinstance(deposit, str)
        assert await machine.power_off() == 0
        assert machine.books().deposits[DepositId(deposit)].state is DepositState.COLLECTED
        assert machine.pulses(door) == 2


def test_a_door_found_open_when_its_board_is_back_makes_its_document_doubtful(tmp_path: Path) -> None:
    async def story(hall: Hall) -> None:
        door, deposit = await hall.deposited()
        board = hall.world.board(hall.machine.layout[door].board)
        board.kill()
        await hall.wait(60)
        hall.world.door(door).pry_open()
        board.revive()
        await hall.wait(60)
        assert hall.stands(Alarm.DOOR_LEFT_OPEN, door)
        assert hall.service(door) is Service.NEEDS_CHECK, "nobody knows who reached in"
        assert hall.state(deposit) is DepositState.WAITING, "its person's code still opens"
        empty = next(id_ for id_ in hall.machine.layout if id_ != door)
        assert hall.service(empty) is Service.IN_SERVICE

    told(tmp_path, story)
