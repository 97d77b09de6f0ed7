"""Hands at the cabinet: what a person does to doors and paper, and what is really where because of it."""

import asyncio
import random
from collections.abc import Callable, Collection

from locker.contract.answers import AnyAnswer
from locker.contract.facts import DepositKind, DepositState
from locker.contract.ids import CompartmentId, DepositId, RequestId
from locker.contract.requests import OpenByCard, Request
from locker.domain.decision import Actor
from tests.simulation.machine import Machine

PUSHES_MAX = 20
DESK_SHARE = 0.01


class Hands:
    """One person at a time at the doors. Every act first feels whether the lights are still on.

    ``at``: the door where they stand; None: nobody is there. ``desk``: what the hall does from afar, at any moment of
    theirs.
    """

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.desk: Callable[[], None] = lambda: None
        self.contents: dict[CompartmentId, DepositId | None] = {}
        self.at: CompartmentId | None = None
        self.cards: list[OpenByCard] = []

    @property
    def chance(self) -> random.Random:
        return self.machine.chance

    def act(self, request: Request, actor: Actor | None = None) -> AnyAnswer:
        self.machine.lights()
        return self.machine.act(request, actor)

    def new_id(self) -> RequestId:
        return self.machine.new_id()

    async def wait(self, seconds: float) -> None:
        self.machine.stir(asyncio.get_running_loop().time())
        if self.chance.random() < DESK_SHARE:
            await asyncio.sleep(seconds / 2)
            self.machine.lights()
            self.desk()
            seconds /= 2
        await asyncio.sleep(seconds)
        self.machine.lights()

    async def door_gives_way(self, id_: CompartmentId) -> bool:
        """Wait at the door, and pull; whether it opens."""
        self.at = id_
        for _ in range(15):
            await self.wait(0.2)
            door = self.machine.world.door(id_)
            if not door.shut or door.pull_open():
                return True
        return False

    async def push_shut(self, id_: CompartmentId) -> None:
        """Push until the latch holds, or give up."""
        for _ in range(PUSHES_MAX):
            door = self.machine.world.door(id_)
            if door.shut and door.latched:
                return
            door.push_shut()
            await self.wait(0.2)

    def put(self, id_: CompartmentId, deposit: DepositId) -> None:
        if self.machine.world.door(id_).put_envelope():
            self.contents[id_] = deposit

    def take(self, id_: CompartmentId) -> None:
        if self.machine.world.door(id_).take_envelope():
            self.contents[id_] = None

    def in_the_dark(self) -> None:
        """The lights went out over somebody at a door: if it gives way, they take what is there or
        put in what they brought; most shut it.
        """
        at, self.at = self.at, None
        if at is None or self.chance.random() < 0.3:
            return
        door = self.machine.world.door(at)
        door.pull_open()
        if self.contents.get(at) is not None:
            self.take(at)
        elif (held := self.machine.cabinet.compartments[at].deposit) is not None:
            self.put(at, held)
        if self.chance.random() < 0.7:
            door.push_shut()

    def machine_contents(self, id_: CompartmentId) -> DepositId | None:
        return self.contents.get(id_)

    def some_deposit(
        self, *states: DepositState, kinds: Collection[DepositKind] = tuple(DepositKind)
    ) -> DepositId | None:
        deposits = self.machine.cabinet.deposits.values()
        fitting = sorted(d.id for d in deposits if d.state in states and d.kind in kinds)
        return self.chance.choice(fitting) if fitting else None
