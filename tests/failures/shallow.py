"""A story in the shallow world: production doors, rules and ledger on a virtual clock, so that minutes cost nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from locker.contract import requests as rq
from locker.contract.answers import AnyAnswer, DoorOrderedFor, Refused
from locker.contract.facts import Alarm, DepositKind, DepositState, Door, Service, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId
from locker.contract.refusal import Refusal
from locker.domain.state import alarm_key
from tests.simulation.hands import Hands
from tests.simulation.invariants import Watch
from tests.simulation.machine import CLERK, Machine
from tests.simulation.people import TOKEN
from tests.simulation.virtual_time import VirtualLoop

BUSY_S = 10.0
SETTLED_S = 1.0
"""Of the virtual clock, as all waits here."""


class Hall:
    """One cabinet with people before it. Every wait lets the world and lockerd go on."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.world = machine.world
        self.hands = Hands(machine)

    async def wait(self, seconds: float) -> None:
        await self.hands.wait(seconds)

    async def begun(self) -> DoorOrderedFor:
        """A clerk asks for a compartment."""
        await self.wait(BUSY_S)
        answer = self.hands.act(
            rq.BeginDeposit(
                id=self.hands.new_id(),
                token=TOKEN,
                kind=DepositKind.RESULT,
                case=CaseNumber(f"C-{self.hands.new_id()}"),
                phone_sealed="c2VhbGVk",
                phone_masked="138****8000",
                size=Size.S,
            ),
            CLERK,
        )
        assert isinstance(answer, DoorOrderedFor), answer
        return answer

    async def deposited(self) -> tuple[CompartmentId, DepositId]:
        """A clerk puts an envelope in."""
        begun = await self.begun()
        assert begun.deposit is not None
        assert await self.hands.door_gives_way(begun.compartment)
        self.hands.put(begun.compartment, begun.deposit)
        await self.wait(3)
        await self.hands.push_shut(begun.compartment)
        await self.wait(1)
        self.hands.act(rq.ConfirmDeposit(id=self.hands.new_id(), token=TOKEN, deposit=begun.deposit), CLERK)
        await self.wait(BUSY_S)
        return begun.compartment, begun.deposit

    def enters(self, deposit: DepositId) -> AnyAnswer:
        """Its applicant types the code."""
        code = self.machine.codes.code(self.machine.cabinet.deposits[deposit].counter)
        return self.hands.act(rq.OpenForPickup(id=self.hands.new_id(), code=code))

    async def takes(self, deposit: DepositId) -> AnyAnswer:
        """Its applicant types the code, takes the envelope, shuts the door and goes."""
        answer = self.enters(deposit)
        if isinstance(answer, DoorOrderedFor) and await self.hands.door_gives_way(answer.compartment):
            self.hands.take(answer.compartment)
            await self.wait(3)
            await self.hands.push_shut(answer.compartment)
        return answer

    def state(self, deposit: DepositId) -> DepositState:
        return self.machine.cabinet.deposits[deposit].state

    def service(self, id_: CompartmentId) -> Service:
        return self.machine.cabinet.compartments[id_].service

    def door(self, id_: CompartmentId) -> Door:
        return self.machine.cabinet.compartments[id_].door

    def stands(self, alarm: Alarm, subject: str = "") -> bool:
        return alarm_key(alarm, subject) in self.machine.cabinet.alarms

    def promises_hold(self, burns: bool) -> None:
        """The invariants of DESIGN section 7."""
        with closing(Watch(self.machine)) as watch:
            broken = watch.broken(self.hands.contents)
        assert [what for what in broken if not (burns and what.startswith("I7"))] == []


def refusal_of(answer: AnyAnswer) -> Refusal | None:
    return answer.refusal if isinstance(answer, Refused) else None


def told(folder: Path, story: Callable[[Hall], Awaitable[None]], *, burns: bool = False) -> None:
    """Live through ``story`` with the power on; at its end every promise must hold. Nothing is by chance.

    ``burns``: a lock may burn, because what breaks here is beyond any program's reach.
    """
    machine = Machine(folder, seed=1)
    loop = VirtualLoop(machine.idle)
    bugs: list[object] = []
    loop.set_exception_handler(lambda _loop, context: bugs.append(context))
    try:
        loop.run_until_complete(_lived(machine, story, burns))
    finally:
        loop.close()
    assert bugs == []


async def _lived(machine: Machine, story: Callable[[Hall], Awaitable[None]], burns: bool) -> None:
    await machine.power_on()
    machine.noise(0.0)
    hall = Hall(machine)
    try:
        await asyncio.sleep(SETTLED_S)
        await story(hall)
        await hall.wait(5)
        hall.promises_hold(burns)
    finally:
        await machine.cut_power()
