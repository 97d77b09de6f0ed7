"""The kiosk's link to lockerd, against a real Unix socket that behaves well and badly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from locker.client import CabinetClient, NoAnswer
from locker.contract.answers import AnyNotice, Done, Refused
from locker.contract.codec import encode_line
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.contract.requests import AnyRequest, CallStaff, Hello, Watch
from tests.locker.client.stand_in import STATE, StandIn, polite
from tests.real.wait import until


@dataclass
class Kiosk:
    """A client and what it was told."""

    client: CabinetClient
    links: list[bool]
    notices: list[AnyNotice]

    @property
    def up(self) -> bool:
        return bool(self.links) and self.links[-1]

    def call_staff(self) -> Awaitable[object]:
        return self.client.ask(CallStaff(id=RequestId(f"act-{len(self.notices)}"), screen="home"))


@asynccontextmanager
async def kiosk(path: Path, answer_s: float = 5.0) -> AsyncIterator[Kiosk]:
    links: list[bool] = []
    notices: list[AnyNotice] = []
    client = CabinetClient(path, notices.append, links.append, answer_s=answer_s, pauses_s=(0.01,))
    task = asyncio.create_task(client.run())
    try:
        yield Kiosk(client, links, notices)
    finally:
        task.cancel()
        await asyncio.wait([task])


@pytest.fixture
async def lockerd(tmp_path: Path) -> AsyncIterator[StandIn]:
    standing_in = StandIn(tmp_path / "socket")
    await standing_in.start()
    yield standing_in
    await standing_in.stop()


async def test_it_greets_watches_and_passes_notices_on(lockerd: StandIn) -> None:
    async with kiosk(lockerd.path) as one:
        await until(lambda: one.notices)

        assert [type(request) for request in lockerd.asked] == [Hello, Watch]
        assert one.links == [True]
        assert one.notices == [STATE]


async def test_a_request_gets_its_answer(lockerd: StandIn) -> None:
    async with kiosk(lockerd.path) as one:
        await until(lambda: one.up)

        assert isinstance(await one.call_staff(), Done)


async def test_a_request_leaves_before_anybody_waits_for_its_answer(lockerd: StandIn) -> None:
    async with kiosk(lockerd.path) as one:
        await until(lambda: one.up)

        answer = one.call_staff()
        await until(lambda: isinstance(lockerd.asked[-1], CallStaff))
        assert isinstance(await answer, Done)


async def test_answers_may_come_in_any_order(lockerd: StandIn) -> None:
    held: list[bytes] = []

    def backwards(request: AnyRequest) -> bytes | None:
        if not isinstance(request, CallStaff):
            return polite(request)
        held.insert(0, encode_line(Done(re=request.id)))
        return b"".join(held) if len(held) == 2 else None

    lockerd.reply = backwards
    async with kiosk(lockerd.path) as one:
        await until(lambda: one.up)
        first = one.client.ask(CallStaff(id=RequestId("first")))
        second = one.client.ask(CallStaff(id=RequestId("second")))

        answers = await asyncio.gather(first, second)
        assert [answer.re for answer in answers if isinstance(answer, Done)] == ["first", "second"]


async def test_before_lockerd_is_there_it_is_away_and_found_later(tmp_path: Path) -> None:
    late = StandIn(tmp_path / "socket")
    async with kiosk(late.path) as one:
        assert await one.call_staff() is NoAnswer.AWAY

        await late.start()
        await until(lambda: one.up)
    await late.stop()


async def test_a_broken_link_answers_what_was_under_way_and_comes_back(lockerd: StandIn) -> None:
    lockerd.reply = lambda request: None if isinstance(request, CallStaff) else polite(request)
    async with kiosk(lockerd.path) as one:
        await until(lambda: one.up)
        asking = asyncio.ensure_future(one.call_staff())
        await until(lambda: any(isinstance(request, CallStaff) for request in lockerd.asked))

        await lockerd.stop()
        assert await asking is NoAnswer.AWAY
        await until(lambda: one.links == [True, False])

        await lockerd.start()
        await until(lambda: one.links == [True, False, True])
        again = [request for request in lockerd.asked if isinstance(request, CallStaff)]
        assert len(again) == 1, "an act is never repeated by the machine"


async def test_silence_ends_in_a_late_answer_that_is_dropped_when_it_comes(lockerd: StandIn) -> None:
    lockerd.reply = lambda request: None if isinstance(request, CallStaff) else polite(request)
    async with kiosk(lockerd.path, answer_s=0.05) as one:
        await until(lambda: one.notices)

        assert await one.call_staff() is NoAnswer.LATE

        lockerd.writers[-1].write(encode_line(Done(re=RequestId("act-1"))) + encode_line(STATE))
        await until(lambda: len(one.notices) == 2)
        assert one.up


@pytest.mark.parametrize("rubbish", [b"\xff\xfe\n", b"{}\n", b'{"is":"welcome"}\n', b"x" * 2_000_000, b"half a li"])
async def test_rubbish_ends_the_link_and_another_is_made(lockerd: StandIn, rubbish: bytes) -> None:
    async with kiosk(lockerd.path) as one:
        await until(lambda: one.notices)
        lockerd.writers[-1].write(rubbish)
        if not rubbish.endswith(b"\n"):
            lockerd.writers[-1].close()

        await until(lambda: one.links == [True, False, True])


async def test_a_lockerd_of_another_version_is_not_used(lockerd: StandIn) -> None:
    lockerd.reply = lambda request: encode_line(Refused(re=request.id, refusal=Refusal.VERSION_UNSUPPORTED))
    async with kiosk(lockerd.path) as one:
        await until(lambda: len(lockerd.asked) > 2)

        assert one.links == []
        assert await one.call_staff() is NoAnswer.AWAY


async def test_too_many_acts_at_once_are_not_sent(lockerd: StandIn) -> None:
    lockerd.reply = lambda request: None if isinstance(request, CallStaff) else polite(request)
    async with kiosk(lockerd.path, answer_s=0.3) as one:
        await until(lambda: one.notices)
        asking = [one.client.ask(CallStaff(id=RequestId(f"n{n}"))) for n in range(40)]

        answers = await asyncio.gather(*asking)
        assert answers.count(NoAnswer.TOO_MANY) == 8
