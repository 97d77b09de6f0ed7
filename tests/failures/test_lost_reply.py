"""The reply to a pulse is lost, or the pulse itself: nothing is sent again, the sensor tells what came of it."""

from pathlib import Path

from drivers.sim.world.replies import ReplyFault
from locker.contract import events as ev
from locker.contract.answers import DoorOrderedFor
from tests.locker.process.machine import kiosk
from tests.locker.process.people import deposited, enters, logged, looks_inside, spoil_the_pulse, steps_of


async def test_a_pulse_whose_reply_is_lost_opens_the_door_once_and_nobody_claims_that_it_was_confirmed(
    tmp_path: Path,
) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        clerk = await machine.person()
        await clerk.log_in()
        await spoil_the_pulse(machine, clerk, "upper", ReplyFault.LOST)
        assert isinstance(await looks_inside(clerk, "A1"), DoorOrderedFor)
        await clerk.sees(lambda: "opened" in steps_of(clerk, "A1"))
        await machine.push_shut("A1")
        await clerk.sees(lambda: "closed" in steps_of(clerk, "A1"))
        assert [machine.pulses(f"A{n}") for n in range(1, 9)] == [1, 0, 0, 0, 0, 0, 0, 0]
        assert await machine.power_off() == 0
        doubts = [event for event in logged(tmp_path) if isinstance(event, ev.DoorNotPulsed)]
        assert [(doubt.compartment, doubt.certain) for doubt in doubts] == [("A1", False)]
        assert not [event for event in logged(tmp_path) if isinstance(event, ev.DoorPulsed)]


async def test_a_pulse_the_board_never_heard_is_said_and_the_same_code_opens_later(tmp_path: Path) -> None:
    async with kiosk(tmp_path) as machine:
        await machine.power_on()
        door, code = await deposited(machine)
        applicant = await machine.person()
        await spoil_the_pulse(machine, applicant, "upper", ReplyFault.UNHEARD)
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "did_not_open" in steps_of(applicant, door))
        assert machine.pulses(door) == 1, "the clerk's"
        assert isinstance(await enters(applicant, code), DoorOrderedFor)
        await applicant.sees(lambda: "opened" in steps_of(applicant, door))
        assert machine.pulses(door) == 2
