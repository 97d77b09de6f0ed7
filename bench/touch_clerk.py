"""A clerk beside the glass: puts an envelope into every compartment over lockerd's own socket."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from msgspec.structs import replace

from demo.hand import Hand, until
from locker.client import CabinetClient
from locker.contract.answers import AnyNotice, CabinetState, Done, DoorMoved, DoorOrderedFor, LoggedIn, Refused
from locker.contract.facts import DepositKind, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, RequestId, StaffNumber, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import BeginDeposit, ConfirmDeposit, StaffLogin

STEP_S_MAX = 15.0
SEALED = "A" * 80


@dataclass(frozen=True)
class Envelope:
    """Where it lies, and the counter of its code."""

    compartment: CompartmentId
    counter: int


@dataclass
class Clerk:
    """One login at one cabinet."""

    socket: Path
    hand: Hand
    number: str
    pin: str
    _steps: defaultdict[tuple[RequestId, str], asyncio.Event] = field(
        default_factory=lambda: defaultdict(asyncio.Event)
    )
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def places(self, envelopes: int) -> list[Envelope]:
        """Put in that many, one after the other. :raises TimeoutError: a door did not do its part."""
        client = CabinetClient(self.socket, self._noticed, lambda _up: None, name="bench")
        link = asyncio.create_task(client.run())
        try:
            async with asyncio.timeout(STEP_S_MAX):
                await self._ready.wait()
            login = await client.ask(StaffLogin(id=_act(), number=StaffNumber(self.number), pin=self.pin))
            assert isinstance(login, LoggedIn), login
            return [await self._place(client, login.token, number) for number in range(envelopes)]
        finally:
            link.cancel()
            await asyncio.wait([link])

    async def _place(self, client: CabinetClient, token: StaffToken, number: int) -> Envelope:
        begin = BeginDeposit(
            id=_act(),
            token=token,
            kind=DepositKind.RESULT,
            case=CaseNumber(f"152501-{number:06}"),
            phone_sealed=SEALED,
            phone_masked="138****8000",
            size=Size.S,
        )
        ordered = await self._ordered(client, begin)
        assert ordered.deposit is not None
        await self._until(ordered.re, "opened")
        await asyncio.to_thread(self._put_in, ordered.compartment)
        await self._until(ordered.re, "closed")
        confirmed = await client.ask(ConfirmDeposit(id=_act(), token=token, deposit=ordered.deposit))
        assert isinstance(confirmed, Done), confirmed
        return Envelope(ordered.compartment, _counter(ordered.deposit))

    def _put_in(self, compartment: CompartmentId) -> None:
        # Pushed while the lock still pulls, the latch would not catch.
        until(lambda: not self.hand.door(compartment)["lock"]["energised"], "the lock is at rest")
        for verb in ("put", "push"):
            self.hand.does(compartment, verb)

    async def _ordered(self, client: CabinetClient, begin: BeginDeposit) -> DoorOrderedFor:
        """Ask again while the power supply rests from the lock before."""
        async with asyncio.timeout(STEP_S_MAX):
            while isinstance(answer := await client.ask(replace(begin, id=_act())), Refused):
                assert answer.refusal is Refusal.CABINET_BUSY, answer
                await asyncio.sleep(answer.wait_s)
        assert isinstance(answer, DoorOrderedFor), answer
        return answer

    async def _until(self, act: RequestId, step: str) -> None:
        async with asyncio.timeout(STEP_S_MAX):
            await self._steps[act, step].wait()

    def _noticed(self, notice: AnyNotice) -> None:
        match notice:
            case CabinetState(accepting=True):
                self._ready.set()
            case DoorMoved():
                self._steps[notice.request, notice.step].set()


def _counter(deposit: DepositId) -> int:
    return int(deposit.rpartition("-")[2])


def _act() -> RequestId:
    return RequestId(uuid4().hex)
