"""One counter for all tests of a process; each test brings submissions, drafts and sessions of its own."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.hall.counter.counter import Counter
from tests.hall.counter.kiosk import Kiosk


@pytest.fixture(scope="session")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    with Counter(tmp_path_factory.mktemp("counter") / "hall").serving() as serving:
        yield serving


@pytest.fixture
async def kiosk(counter: Counter) -> AsyncIterator[Kiosk]:
    async with Kiosk(counter, "k1") as one:
        yield one


@pytest.fixture
async def other(counter: Counter) -> AsyncIterator[Kiosk]:
    async with Kiosk(counter, "k2") as one:
        yield one
