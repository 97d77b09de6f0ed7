"""Any story at all, in the world of the days: people, hands, faults and power cuts in any order. Short when it fails.

Beside the world a small model, made only of what people did and were answered: whose deposit is where, which code may
still open, which doors somebody was given.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, Done, DoorOrderedFor, Refused
from locker.contract.facts import ENDED, DepositKind, DepositState, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, RequestId
from tests.locker.story import small_cabinet
from tests.simulation.cabinets import USUAL, Model, Models
from tests.simulation.day import note_bug
from tests.simulation.faults import FAULTS, Fault, maintenance, power_cut_soon
from tests.simulation.hands import Hands
from tests.simulation.invariants import Watch
from tests.simulation.machine import CLERK, Machine, PowerCutError
from tests.simulation.people import TOKEN, staff_settle_doubts
from tests.simulation.virtual_time import VirtualLoop

T = TypeVar("T")
MODELS = [USUAL, {name: Model("kerong-cu16") for name in USUAL}, {name: Model("wkly-12") for name in USUAL}]
DOORS = st.sampled_from(sorted(small_cabinet()))
SECONDS = st.sampled_from([0.1, 1.0, 7.0, 40.0, 200.0])
ANY_FAULT = st.sampled_from([fault for fault, _ in FAULTS if fault not in (maintenance, power_cut_soon)])
OVER, UNSURE = "over", "unsure"


@dataclass
class Stay:
    """What the model knows of one deposit: by which word of lockerd it got here (``begun``, ``inside``, ``over``).

    ``unsure``: the lights went out before the answer.
    """

    deposit: DepositId
    compartment: CompartmentId
    was_told: str = "begun"
    pickup: RequestId | None = None


class AnyStory(RuleBasedStateMachine):
    """The production daemon in the shallow world, attacked."""

    stays = Bundle("stays")

    def __init__(self) -> None:
        super().__init__()
        self.life = ExitStack()
        self.bugs: list[str] = []
        self.known: list[Stay] = []
        self.given: set[CompartmentId] = set()
        self.nothing_is_wrong = True

    @initialize(models=st.sampled_from(MODELS))
    def morning(self, models: Models) -> None:
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        folder = self.life.enter_context(tempfile.TemporaryDirectory(dir=memory))
        self.machine = Machine(Path(folder), seed=1, models=models)
        self.machine.noise(0.0)
        self.loop = VirtualLoop(self.machine.idle)
        self.life.callback(self.loop.close)
        self.loop.set_exception_handler(lambda _loop, context: note_bug(self.bugs, context.get("exception")))
        self.loop.run_until_complete(self.machine.power_on())
        self.life.callback(lambda: self.loop.run_until_complete(self.machine.cut_power()))
        self.watch = self.life.enter_context(closing(Watch(self.machine)))
        self.hands = Hands(self.machine)

    def teardown(self) -> None:
        self.life.close()

    def does(self, act: Callable[[], Awaitable[T]]) -> T | None:
        """Let somebody do something; None when the lights went out over it, and came back."""

        async def until_it_is_dark() -> T | None:
            try:
                return await act()
            except PowerCutError:
                await self.power_is_back()
                return None

        return self.loop.run_until_complete(until_it_is_dark())

    async def power_is_back(self) -> None:
        await self.machine.cut_power()
        await asyncio.sleep(0.1)
        await self.machine.power_on()

    def asks(self, request: rq.Request, *, staff: bool = False) -> AnyAnswer | None:
        """Somebody asks; a door that is given is remembered."""

        async def ask() -> AnyAnswer:
            return self.hands.act(request, CLERK if staff else None)

        answer = self.does(ask)
        if isinstance(answer, DoorOrderedFor):
            self.given.add(answer.compartment)
        return answer

    # people

    @rule(target=stays, size=st.sampled_from([Size.S, Size.M]))
    def a_clerk_begins(self, size: Size) -> object:
        begun = self.asks(
            rq.BeginDeposit(
                id=self.hands.new_id(),
                token=TOKEN,
                kind=DepositKind.RESULT,
                case=CaseNumber(f"C-{len(self.machine.asked)}"),
                phone_sealed="c2VhbGVk",
                phone_masked="138****8000",
                size=size,
            ),
            staff=True,
        )
        if not isinstance(begun, DoorOrderedFor) or begun.deposit is None:
            return multiple()
        waiting = {stay.compartment for stay in self.known if stay.was_told == "inside" and stay.pickup is None}
        assert begun.compartment not in waiting
        self.known.append(stay := Stay(begun.deposit, begun.compartment))
        return stay

    @rule(target=stays)
    def an_envelope_is_brought(self) -> object:
        self.time_passes(7.0)
        stay = self.a_clerk_begins(Size.S)
        if isinstance(stay, Stay):
            self.the_envelope_is_put_in_and_the_door_shut(stay)
            self.the_clerk_says_it_is_inside(stay)
            self.time_passes(7.0)
        return stay

    @precondition(lambda self: self.is_any("inside"))
    @rule(stay=stays)
    def it_is_collected(self, stay: Stay) -> None:
        self.the_code_is_entered(stay)
        self.its_person_takes_it_and_shuts_the_door(stay)
        self.its_person_says_done(stay)
        self.time_passes(7.0)

    def is_any(self, *words: str) -> bool:
        return any(stay.was_told in words for stay in self.known)

    @precondition(lambda self: self.is_any("begun"))
    @rule(stay=stays)
    def the_envelope_is_put_in_and_the_door_shut(self, stay: Stay) -> None:
        async def put() -> None:
            if await self.hands.door_gives_way(stay.compartment):
                self.hands.put(stay.compartment, stay.deposit)
                await self.hands.wait(1)
                await self.hands.push_shut(stay.compartment)
                await self.hands.wait(1)

        if stay.was_told == "begun" and self.hands.contents.get(stay.compartment) is None:
            self.does(put)

    @precondition(lambda self: self.is_any("begun"))
    @rule(stay=stays)
    def the_clerk_says_it_is_inside(self, stay: Stay) -> None:
        honest = self.hands.contents.get(stay.compartment) == stay.deposit
        if honest and self.says(rq.ConfirmDeposit, stay):
            stay.was_told = "inside"

    @precondition(lambda self: self.is_any("begun"))
    @rule(stay=stays)
    def the_clerk_cancels(self, stay: Stay) -> None:
        honest = self.hands.contents.get(stay.compartment) is None
        if honest and self.says(rq.CancelDeposit, stay):
            stay.was_told = OVER

    def says(self, word: type[rq.ConfirmDeposit | rq.CancelDeposit], stay: Stay) -> bool:
        told = self.asks(word(id=self.hands.new_id(), token=TOKEN, deposit=stay.deposit), staff=True)
        return isinstance(told, Done)

    @precondition(lambda self: self.is_any("inside", OVER))
    @rule(stay=stays)
    def the_code_is_entered(self, stay: Stay) -> None:
        counter = int(stay.deposit.rpartition("-")[2])
        answer = self.asks(rq.OpenForPickup(id=self.hands.new_id(), code=self.machine.codes.code(counter)))
        if isinstance(answer, DoorOrderedFor):
            assert stay.was_told != OVER, f"the code of {stay.deposit} opens although it is over"
            assert (answer.deposit, answer.compartment) == (stay.deposit, stay.compartment)
            stay.pickup = answer.pickup or answer.re
        elif answer is None and stay.was_told == "inside":
            stay.was_told = UNSURE
        elif stay.was_told == "inside" and stay.pickup is None and self.nothing_is_wrong:
            assert isinstance(answer, Refused)
            assert answer.wait_s > 0, f"{stay.deposit} waits, nothing is wrong, and its code is refused: {answer}"

    @precondition(lambda self: self.is_any(OVER))
    @rule()
    def every_old_code_is_tried(self) -> None:
        for stay in self.known:
            if stay.was_told == OVER:
                self.time_passes(7.0)
                self.the_code_is_entered(stay)

    @precondition(lambda self: self.is_any_pickup())
    @rule(stay=stays)
    def its_person_takes_it_and_shuts_the_door(self, stay: Stay) -> None:
        async def take() -> None:
            if await self.hands.door_gives_way(stay.compartment):
                self.hands.take(stay.compartment)
                await self.hands.wait(1)
                await self.hands.push_shut(stay.compartment)
                await self.hands.wait(1)

        if stay.pickup is not None and self.hands.contents.get(stay.compartment) == stay.deposit:
            self.does(take)

    def is_any_pickup(self) -> bool:
        return any(stay.pickup for stay in self.known)

    @precondition(lambda self: self.is_any_pickup())
    @rule(stay=stays)
    def its_person_says_done(self, stay: Stay) -> None:
        honest = self.hands.contents.get(stay.compartment) != stay.deposit
        if honest and stay.pickup is not None:
            told = self.asks(rq.ConfirmCollected(id=self.hands.new_id(), pickup=stay.pickup))
            stay.was_told = OVER if isinstance(told, Done) else stay.was_told

    @precondition(lambda self: self.is_any_pickup())
    @rule(stay=stays)
    def its_person_opens_again(self, stay: Stay) -> None:
        if stay.pickup is not None:
            answer = self.asks(rq.OpenAgain(id=self.hands.new_id(), pickup=stay.pickup))
            if isinstance(answer, DoorOrderedFor):
                assert stay.was_told != OVER, f"{stay.deposit} is over, and opens again"
                assert answer.compartment == stay.compartment

    @precondition(lambda self: self.known)
    @rule()
    def what_was_granted_last_is_asked_again(self) -> None:
        for last in self.machine.asked[-1:]:
            if last.life == self.machine.lives and not isinstance(last.answer, Refused):
                frames = len(self.machine.spoken)
                again = self.asks(last.request, staff=not isinstance(last.request, rq.OpenForPickup))
                assert again in (last.answer, None), "a repeat gets the first answer"
                assert len(self.machine.spoken) == frames

    @precondition(lambda self: self.known)
    @rule(guess=st.integers(0, 10**8 - 1))
    def somebody_guesses(self, guess: int) -> None:
        codes = {self.machine.codes.code(d.counter) for d in self.machine.cabinet.deposits.values()}
        if f"{guess:08d}" not in codes:
            assert not isinstance(
                self.asks(rq.OpenForPickup(id=self.hands.new_id(), code=f"{guess:08d}")), DoorOrderedFor
            )
            self.nothing_is_wrong = False  # a pause may come of it

    @precondition(lambda self: self.known)
    @rule()
    def staff_settle_doubts(self) -> None:
        self.does(lambda: staff_settle_doubts(self.hands))
        self.given |= set(self.machine.layout)

    # what happens

    @precondition(lambda self: self.known)
    @rule(door=DOORS)
    def somebody_pulls(self, door: CompartmentId) -> None:
        if self.machine.world.door(door).pull_open():
            assert door in self.given, f"{door} opens to a hand although nobody was given it"

    @precondition(lambda self: self.known)
    @rule(door=DOORS)
    def somebody_pushes(self, door: CompartmentId) -> None:
        self.does(lambda: self.hands.push_shut(door))

    @precondition(lambda self: self.known)
    @rule(fault=ANY_FAULT, where=st.integers(0, 4))
    def something_breaks(self, fault: Fault, where: int) -> None:
        async def breaks() -> None:
            fault(self.machine)

        self.machine.chance.seed(where)
        self.nothing_is_wrong = False
        self.does(breaks)

    @precondition(lambda self: not self.nothing_is_wrong)
    @rule()
    def everything_is_mended(self) -> None:
        async def mend() -> None:
            maintenance(self.machine)
            self.machine.noise(0.0)

        self.does(mend)

    @precondition(lambda self: self.known)
    @rule(commits=st.integers(0, 4))
    def the_power_will_fail(self, commits: int) -> None:
        self.machine.ledger.commits_left = commits
        self.nothing_is_wrong = False

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: float) -> None:
        self.does(lambda: self.hands.wait(seconds))

    # what must hold

    @invariant()
    def no_promise_is_broken(self) -> None:
        async def look() -> list[str]:
            self.machine.stir(self.loop.time())
            self.machine.lights()
            return self.watch.broken(self.hands.contents)

        assert (self.does(look) or []) == []
        assert not self.bugs

    @invariant()
    def what_people_were_told_is_so(self) -> None:
        for stay in self.known:
            deposit = self.machine.cabinet.deposits[stay.deposit]
            assert deposit.compartment == stay.compartment
            assert stay.was_told != OVER or deposit.state in ENDED
            if stay.was_told == "inside" and stay.pickup is None:
                assert deposit.state is DepositState.WAITING, f"{stay.deposit} was confirmed, and is {deposit.state}"

    @invariant()
    def a_door_is_open_only_to_who_was_given_it(self) -> None:
        for door in self.machine.world.doors:
            if not door.shut and not self.machine.on_their_own:
                assert door.id in self.given, f"{door.id} stands open and nobody was given it"


AnyStory.TestCase.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
TestAnyStory = AnyStory.TestCase
