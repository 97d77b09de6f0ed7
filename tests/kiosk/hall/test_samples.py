"""Pictures of the guide: what came with the machine is shown at once, what the hall has besides comes by itself."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.hall.client import HallClient
from kiosk.hall.samples import JPEG, SampleTaker
from kiosk.hall.wire import Hall, Wire
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until

OLD, NEW, OTHER = (JPEG + name for name in (b"a licence", b"a newer licence", b"a lease"))


def digest(jpeg: bytes) -> str:
    return hashlib.sha256(jpeg).hexdigest()


class Guide:
    """One machine's pictures; ``came``: those that were fetched."""

    def __init__(self, folder: Path) -> None:
        self.shipped, self.shown = folder / "shipped", folder / "shown"
        self.came: list[str] = []
        self.shipped.mkdir()
        (self.shipped / "licence.jpg").write_bytes(OLD)

    def shows(self, name: str) -> bytes:
        path = self.shown / f"{name}.jpg"
        return path.read_bytes() if path.exists() else b""


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return Guide(tmp_path)


@asynccontextmanager
async def running(guide: Guide, hall: Hall) -> AsyncIterator[SampleTaker]:
    client = HallClient(Wire(hall))
    taker = SampleTaker(client, guide.shipped, guide.shown, guide.came.append, again_s=0.02)
    task = asyncio.create_task(taker.run())
    try:
        yield taker
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await client.close()


async def test_without_a_word_of_the_hall_the_machines_own_pictures_are_shown(guide: Guide, tls: Authority) -> None:
    async with served(Counter(), tls) as hall, running(guide, hall):
        await until(lambda: guide.shows("licence") == OLD)

    assert guide.came == []


async def test_a_new_picture_and_a_changed_one_are_fetched_once(guide: Guide, tls: Authority) -> None:
    counter = Counter()
    counter.samples = {digest(one): one for one in (NEW, OTHER)}
    async with served(counter, tls) as hall, running(guide, hall) as taker:
        taker.want({"licence": digest(NEW), "lease": digest(OTHER)})
        await until(lambda: guide.shows("licence") == NEW and guide.shows("lease") == OTHER)
        asked = len(counter.requests)
        taker.want({"licence": digest(NEW), "lease": digest(OTHER), "../../etc/x": digest(OLD)})
        taker.want({"licence": digest(OLD)})
        await until(lambda: guide.shows("licence") == OLD)

    assert guide.came == ["licence", "lease"]
    assert len(counter.requests) == asked == 2


async def test_a_restart_keeps_what_was_fetched(guide: Guide, tls: Authority) -> None:
    guide.shown.mkdir()
    (guide.shown / "licence.jpg").write_bytes(NEW)
    counter = Counter()
    async with served(counter, tls) as hall, running(guide, hall) as taker:
        taker.want({"licence": digest(NEW), "lease": digest(OTHER)})
        await until(lambda: len(counter.requests) > 2)

    assert guide.shows("licence") == NEW
    assert {one.rpartition("/")[2] for one in counter.requests} == {digest(OTHER)}


async def test_what_is_not_what_was_named_is_not_shown_and_tried_again(guide: Guide, tls: Authority) -> None:
    counter = Counter()
    counter.samples = {digest(OTHER): b"GIF89a"}
    async with served(counter, tls) as hall, running(guide, hall) as taker:
        taker.want({"lease": digest(OTHER)})
        await until(lambda: len(counter.requests) > 2)
        assert guide.shows("lease") == b""

        counter.samples = {digest(OTHER): OTHER}
        await until(lambda: guide.shows("lease") == OTHER)
