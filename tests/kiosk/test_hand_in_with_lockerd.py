"""The screens and the real lockerd together: paper originals go through a door that opens and shuts."""

from pathlib import Path

from intake.contract.answers import MaterialDeposit
from intake.contract.stage import Stage
from intake.said import Said
from kiosk.flows import Answered, Noticed
from kiosk.flows.enquire.states import CaseShown, Enquire, HandInSize, PapersInside
from kiosk.flows.states import DoorOpen, DoorShut, Opening
from locker.contract.facts import DepositState, Service
from locker.domain.layout import Rules
from tests.kiosk.notice_story import NoticeStory, at_case, hall_says
from tests.kiosk.story import FlowStep, play, touches
from tests.locker.daemon.bench import Lockerd, lockerd
from tests.locker.daemon.test_lockerd import SteppedClock


class Machine:
    """A person at the glass, before a cabinet that is really there."""

    def __init__(self, d: Lockerd) -> None:
        self.d = d
        self.story = NoticeStory()
        self._sent = 0

    async def begins(self) -> None:
        self.story = at_case(Stage.TOLERATED)
        self._sent = len(self.story.asked)
        self.d.doors.listen(lambda notice: self.story.feed(Noticed(notice)))
        waited = MaterialDeposit(case="E26112300423", names=(Said("健康证明原件"),))
        play(self.story, FlowStep(touches("hand_in"), CaseShown), FlowStep(hall_says(waited), HandInSize))

    def touches(self, *controls: str) -> None:
        touches(*controls)(self.story)
        for request in self.story.asked[self._sent :]:
            self._sent += 1
            self.story.feed(Answered(request.id, self.d.doors.act(request)))

    async def sees(self, screen: type) -> None:
        person = await self.d.person()
        await person.sees(lambda: isinstance(self.story.screen, screen))

    def pushes_shut(self) -> None:
        assert isinstance(self.story.screen, DoorOpen)
        door = self.story.screen.errand.compartment
        slot = next(slot for slot in self.d.doors.layout.values() if slot.id == door)
        self.d.boards.push_shut(slot.board, slot.channel)


async def test_papers_go_in_and_lie_where_the_receipt_says(tmp_path: Path) -> None:
    async with lockerd(tmp_path) as d:
        machine = Machine(d)
        await machine.begins()
        machine.touches("ok")
        await machine.sees(DoorOpen)
        machine.pushes_shut()
        await machine.sees(DoorShut)
        machine.touches("yes")
        assert isinstance(machine.story.screen, PapersInside)
        (deposit,) = d.ledger.cabinet.deposits.values()
        assert deposit.state is DepositState.WAITING
        assert (deposit.id, deposit.compartment) == (machine.story.screen.deposit, machine.story.screen.compartment)


async def test_a_door_shut_too_soon_opens_again_after_the_lock_has_rested(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, clock=clock) as d:
        machine = Machine(d)
        await machine.begins()
        machine.touches("ok")
        await machine.sees(DoorOpen)
        machine.pushes_shut()
        await machine.sees(DoorShut)
        machine.touches("again")
        assert isinstance(machine.story.screen, DoorShut), "the coil still rests"
        clock.passes(10)
        machine.touches("again")
        assert isinstance(machine.story.screen, Opening | DoorOpen)
        await machine.sees(DoorOpen)
        machine.pushes_shut()
        await machine.sees(DoorShut)
        machine.touches("yes")
        assert isinstance(machine.story.screen, PapersInside)
        assert len(d.boards.pulses) == 2


async def test_who_takes_it_home_again_leaves_the_compartment_free(tmp_path: Path) -> None:
    clock = SteppedClock()
    async with lockerd(tmp_path, rules=Rules(kept_for_results_percent=0), clock=clock) as d:
        machine = Machine(d)
        await machine.begins()
        machine.touches("ok")
        await machine.sees(DoorOpen)
        clock.passes(3)
        machine.pushes_shut()
        await machine.sees(DoorShut)
        machine.touches("cancel")
        assert machine.story.screen == Enquire(done="cancelled")
        (deposit,) = d.ledger.cabinet.deposits.values()
        compartment = d.ledger.cabinet.compartments[deposit.compartment]
        assert deposit.state is DepositState.CANCELLED
        assert (compartment.deposit, compartment.service) == (None, Service.IN_SERVICE)
