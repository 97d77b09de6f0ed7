"""The catalogue is taken over from the hall within a minute, refused when it has a mistake, and anew each midnight."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from intake.catalogue.search import search
from intake.contract.answers import CatalogueBundle
from intake.notices.notice import Office
from intake.said import Said
from kiosk.flows.inputs import CatalogueTaken
from kiosk.hall.catalogue import CatalogueTaker, Places
from kiosk.hall.catalogue_files import of_folder
from kiosk.hall.client import HallClient
from kiosk.hall.wire import Hall, Wire
from tests.kiosk.hall.stand_in import Counter, served
from tests.real.authority import Authority
from tests.real.wait import until

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
CATALOGUE = Path(__file__).parents[3] / "config" / "catalogue"
OFFICE = Office(
    name=Said("政务服务局"), short="二政服", address="", phone="", complaints="", review_body="", court=""
)  # fmt: skip


class Kiosk:
    """What it was told; ``day`` is what its clock says."""

    def __init__(self, folder: Path) -> None:
        self.places = Places(CATALOGUE, folder / "kept.json")
        self.taken: list[CatalogueTaken] = []
        self.day = TODAY

    @property
    def last(self) -> CatalogueTaken:
        return self.taken[-1]

    def names(self) -> set[str]:
        return {item.name for item in self.last.catalogue.index.items}


@asynccontextmanager
async def running(kiosk: Kiosk, hall: Hall) -> AsyncIterator[Kiosk]:
    client = HallClient(Wire(hall))
    taker = CatalogueTaker(client, kiosk.places, OFFICE, kiosk.taken.append, lambda: kiosk.day, every_s=0.01)
    task = asyncio.create_task(taker.run())
    try:
        yield kiosk
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await client.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path)


def bundle(revision: str, old: str = "", new: str = "") -> CatalogueBundle:
    """Ours, with one text changed in every file."""
    ours = of_folder(CATALOGUE)
    files = {name: text.replace(old, new) if old else text for name, text in ours.files.items()}
    return replace(ours, revision=revision, files=files)


async def test_it_begins_with_what_is_here_without_any_hall(kiosk: Kiosk, tls: Authority) -> None:
    async with served(Counter(), tls) as hall:
        pass

    async with running(kiosk, hall):
        await until(lambda: kiosk.taken)

    assert kiosk.last.news == ()
    assert search(kiosk.last.catalogue.index, "sydj")
    assert kiosk.last.catalogue.office is OFFICE


async def test_a_new_one_of_the_hall_is_in_use_at_once_with_its_news(kiosk: Kiosk, tls: Authority) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, running(kiosk, hall):
        await until(lambda: kiosk.taken)
        counter.bundle = bundle("two", "高龄津贴给付", "高龄津贴发放")
        ours = kiosk.names()
        await until(lambda: len(kiosk.taken) == 2)
        asked = len(counter.requests)
        await until(lambda: len(counter.requests) > asked + 2)

    assert len(kiosk.taken) == 2, "the same one is taken once"
    assert kiosk.last.catalogue.revision == "two"
    assert [(one.kind, one.item.name) for one in kiosk.last.news] == [("changed", "高龄津贴发放")]
    assert kiosk.names() - ours == {"高龄津贴发放"}


@pytest.mark.parametrize(
    ("old", "new"), [("promised_days", "promised_dayz"), ("[[item]]", "[[item"), ('theme = "', 'theme = "no')]
)
async def test_one_with_a_mistake_is_refused_and_the_old_one_stays(
    kiosk: Kiosk, tls: Authority, caplog: pytest.LogCaptureFixture, old: str, new: str
) -> None:
    counter = Counter()
    async with served(counter, tls) as hall, running(kiosk, hall):
        await until(lambda: kiosk.taken)
        counter.bundle = bundle("broken", old, new)
        await until(lambda: "is refused" in caplog.text)
        asked = len(counter.requests)
        await until(lambda: len(counter.requests) > asked + 2)
        assert caplog.text.count("is refused") == 1, "it is not fetched again and again"
        assert len(kiosk.taken) == 1
        counter.bundle = bundle("mended")
        await until(lambda: len(kiosk.taken) == 2)

    assert kiosk.last.catalogue.revision == "mended"


async def test_the_last_good_one_is_there_at_the_next_start(kiosk: Kiosk, tls: Authority, tmp_path: Path) -> None:
    counter = Counter()
    counter.bundle = bundle("two")
    async with served(counter, tls) as hall, running(kiosk, hall):
        await until(kiosk.places.kept.exists)

    later = Kiosk(tmp_path)
    async with running(later, hall):
        await until(lambda: later.taken)

    assert later.last.catalogue.revision == "two"


async def test_a_kept_one_that_is_damaged_is_passed_over(kiosk: Kiosk, tls: Authority) -> None:
    kiosk.places.kept.write_text('{"revision": "two"')
    async with served(Counter(), tls) as hall, running(kiosk, hall):
        await until(lambda: kiosk.taken)

    assert kiosk.last.catalogue.revision != "two"


async def test_an_item_comes_into_force_at_midnight(kiosk: Kiosk, tls: Authority, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, folder)
    item = (folder / "civil.toml").read_text(encoding="utf-8").split("[[item]]")[1]
    mended = re.sub(r"(?m)^valid_from = .*$", f"valid_from = {TOMORROW}", item)
    mended = re.sub(r"(?m)^code = .*$", 'code = "new-tomorrow"', mended, count=1)
    (folder / "tomorrow.toml").write_text(f"[[item]]{mended}", encoding="utf-8")
    kiosk.places = Places(folder, kiosk.places.kept)

    async with served(Counter(), tls) as hall, running(kiosk, hall):
        await until(lambda: kiosk.taken)
        assert "new-tomorrow" not in {one.code for one in kiosk.last.catalogue.index.items}
        kiosk.day = TOMORROW
        await until(lambda: len(kiosk.taken) == 2)

    assert [(one.kind, one.item.code) for one in kiosk.last.news] == [("new", "new-tomorrow")]
    assert kiosk.last.catalogue.today == TOMORROW
