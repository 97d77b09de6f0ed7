"""What was handed in reaches the hall whole and once, whatever happens on the way; until then it is here."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from intake.contract.answers import HallRefusal
from intake.contract.submission import PART_BYTES_MAX
from kiosk.hall.client import HallClient
from kiosk.hall.uploader import Uploader
from kiosk.hall.wire import Hall, Wire
from kiosk.store import Store, Wanted, open_store
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until

DAY = date(2026, 11, 23)
ONE, TWO, THREE, FOUR = ("1" * 32, "2" * 32, "3" * 32, "4" * 32)
PARTS = (b"who and what", b"page one", b"page two")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(tmp_path / "store")
    assert isinstance(store, Store)
    yield store
    store.close()


def handed_in(store: Store, *ids: str) -> None:
    for number in ids:
        wanted = Wanted(letter="E", series=1, day=DAY, case=f"case of {number[-1]}")
        store.submissions.keep(number, 1, wanted, lambda _numbers: PARTS)


class Kiosk:
    """An uploader at work; ``sent`` are the cases that were acknowledged, ``counts`` what it told was waiting."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.counts: list[int] = []


@asynccontextmanager
async def uploading(store: Store, hall: Hall) -> AsyncIterator[tuple[Kiosk, Uploader]]:
    kiosk = Kiosk()
    client = HallClient(Wire(hall))
    uploader = Uploader(client, store, kiosk.sent.append, kiosk.counts.append, pause_s_min=0.01)
    task = asyncio.create_task(uploader.run())
    try:
        yield kiosk, uploader
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await client.close()


async def test_a_page_of_the_largest_size_goes_up_without_holding_up_the_screen(store: Store, tls: Authority) -> None:
    """aiohttp warns of bytes over 1 MiB that are sent in one go; here a warning is an error."""
    counter, page = Counter(), bytes(PART_BYTES_MAX)
    wanted = Wanted(letter="E", series=1, day=DAY, case="case of 1")
    store.submissions.keep(ONE, 1, wanted, lambda _numbers: (b"who and what", page))

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: kiosk.sent)

    assert counter.uploads[ONE] == {0: b"who and what", 1: page}
    assert len([one for one in counter.requests if one.startswith("PUT")]) == 2


async def test_the_oldest_goes_first_and_nothing_is_left(store: Store, tls: Authority) -> None:
    counter = Counter()
    handed_in(store, TWO, ONE)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: len(kiosk.sent) == 2)

    assert counter.acknowledged == [TWO, ONE]
    assert counter.uploads[ONE] == dict(enumerate(PARTS))
    assert store.submissions.not_sent() == (0, 0)
    assert kiosk.counts[-1] == 0


async def test_what_is_handed_in_later_wakes_it(store: Store, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, uploader):
        await until(lambda: kiosk.counts)
        handed_in(store, ONE)
        uploader.wake()

        await until(lambda: kiosk.sent == ["case of 1"], limit_s=5)


@pytest.mark.parametrize("answered", range(1, 5))
async def test_after_a_cut_only_what_is_lacking_is_sent_again(store: Store, tls: Authority, answered: int) -> None:
    counter = Counter()
    counter.cut_after = answered
    handed_in(store, ONE)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: len(counter.requests) > answered)
        counter.cut_after = None
        await until(lambda: kiosk.sent)

    assert counter.acknowledged == [ONE]
    puts = [one for one in counter.requests if one.startswith("PUT")]
    assert len(puts) <= len(PARTS) + 1, "at most the one that was cut is sent twice"


async def test_while_the_hall_is_away_everything_waits_in_order(store: Store, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall:
        handed_in(store, ONE, TWO)

    async with uploading(store, hall) as (kiosk, _):
        await until(lambda: kiosk.counts.count(2) >= 3)
        assert not kiosk.sent
        async with served(counter, tls, port=int(hall.url.rpartition(":")[2])):
            await until(lambda: len(kiosk.sent) == 2)

    assert counter.acknowledged == [ONE, TWO]


async def test_one_the_hall_cannot_read_is_set_aside_and_holds_up_nobody(
    store: Store, tls: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    counter = Counter()
    counter.refuses_case = {ONE}
    handed_in(store, ONE, TWO)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: kiosk.counts and kiosk.counts[-1] == 1 and kiosk.sent)

    assert counter.acknowledged == [TWO]
    assert store.submissions.not_sent() == (0, 1)
    assert "staff must look" in caplog.text
    assert ONE not in caplog.text


async def test_an_acknowledgement_of_another_case_is_none(
    store: Store, tls: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    counter = Counter()
    counter.case_of = lambda _submission: "E26110100017"
    handed_in(store, ONE)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: store.submissions.not_sent() == (0, 1))  # set aside: nothing of it is lost

    assert not kiosk.sent
    assert "another case" in caplog.text


async def test_a_hall_that_does_not_know_us_loses_nothing(store: Store, tls: Authority) -> None:
    counter = Counter()
    counter.refusal = HallRefusal.NOT_YOU
    handed_in(store, ONE)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: len(counter.requests) > 2)
        assert store.submissions.not_sent() == (1, 0)
        counter.refusal = None
        await until(lambda: kiosk.sent)


async def test_drafts_are_left_at_the_hall_and_forgotten_there_when_handed_in(store: Store, tls: Authority) -> None:
    counter = Counter()
    store.drafts.keep(ONE, b"opaque", DAY)

    async with served(counter, tls) as hall, uploading(store, hall) as (_, uploader):
        await until(lambda: counter.drafts == {ONE: b"opaque"})
        store.drafts.end(ONE, DAY)
        uploader.wake()
        await until(lambda: counter.drafts == {})
        await until(lambda: store.drafts.to_end() is None)


async def test_one_that_is_refused_again_and_again_starves_neither_those_behind_nor_drafts(
    store: Store, tls: Authority
) -> None:
    counter = Counter()
    counter.not_now, counter.drafts = {ONE}, {THREE: b"old"}
    handed_in(store, ONE, TWO)
    store.drafts.keep(FOUR, b"opaque", DAY)
    store.drafts.end(THREE, DAY)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: kiosk.sent == ["case of 2"])
        await until(lambda: counter.drafts == {FOUR: b"opaque"})

        counter.not_now = set()
        await until(lambda: len(kiosk.sent) == 2)


async def test_one_whose_parts_never_arrive_does_not_hold_up_those_behind(store: Store, tls: Authority) -> None:
    counter = Counter()
    counter.breaks = {ONE}
    handed_in(store, ONE, TWO)

    async with served(counter, tls) as hall, uploading(store, hall) as (kiosk, _):
        await until(lambda: kiosk.sent == ["case of 2"])


@pytest.mark.parametrize("trouble", ["not_now", "breaks"])
async def test_a_draft_that_cannot_be_left_holds_up_no_other(store: Store, tls: Authority, trouble: str) -> None:
    counter = Counter()
    setattr(counter, trouble, {ONE})
    counter.drafts = {THREE: b"old"}
    for draft in (ONE, TWO):
        store.drafts.keep(draft, b"opaque", DAY)
    store.drafts.end(THREE, DAY)

    async with served(counter, tls) as hall, uploading(store, hall):
        await until(lambda: counter.drafts == {TWO: b"opaque"})
