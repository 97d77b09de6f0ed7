"""An applicant at the window of a kiosk: a visit as the flows leave it, a real store, a paper tray that remembers."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from msgspec import structs
from nacl.public import PrivateKey, SealedBox
from PIL import Image

from hall.counter.opening import unsealer
from intake.notices.notice import Notice
from intake.said import Said
from kiosk.acts.acts import Acts, Paperwork, Room
from kiosk.acts.desk import Desk
from kiosk.acts.keys import notice_mac
from kiosk.devices.absent import NoCamera, NoReader
from kiosk.devices.darkroom import PictureRoom
from kiosk.devices.pages import PageStore
from kiosk.devices.sheet import Sheet
from kiosk.examples.catalogue import OFFICE, catalogue_in_use
from kiosk.flows import begin
from kiosk.flows.inputs import Composed, Input, Printed
from kiosk.flows.inputs import Paper as PaperState
from kiosk.flows.visit import Paper, TakenPage, Visit
from kiosk.hall.client import HallClient
from kiosk.hall.wire import Hall, Wire
from kiosk.store import Store, Waiting, open_store
from tests.kiosk.story import PLACE
from tests.real.wait import until

HALL_KEY = PrivateKey(b"h" * 32)
UNSEAL = unsealer("aGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGg=")
MAC = notice_mac("bW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW0=")
NOBODY = Hall("https://127.0.0.1:1", "k1", b"k" * 32)
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
TODAY = NOW.date()
NAME, NUMBER, MOBILE = "巴特尔", "152501196503121222", "13847912345"
PARTNER, PARTNER_NUMBER = "其其格玛", "152501196807041221"
SECRETS = (NAME, NUMBER, MOBILE, PARTNER, PARTNER_NUMBER)
ID = "a" * 32

Fed = TypeVar("Fed", bound=Input)


class PaperTray:
    """Prints to memory; ``paper`` is what it says of itself."""

    def __init__(self) -> None:
        self.jobs: list[str] = []
        self.paper = PaperState.PRINTED

    async def print(self, job: bytes) -> Printed:
        if self.paper.went:
            self.jobs.append(job.decode())
        return Printed(self.paper)


class NoTyping:
    """Nobody types Chinese here."""

    async def compose(self, letters: str, *, names: bool, rare: bool = False) -> Composed:
        raise AssertionError(letters, names, rare)

    def forget(self) -> None:
        """Nothing is held."""


def words(notice: Notice, language: str) -> bytes:
    """A receipt in short."""
    return f"{notice.title.zh} {notice.case} {language}".encode()


def slip_words(text: str, item: Said, until_: date, anywhere: bool) -> bytes:
    return f"{text} {item.zh} {until_} {'anywhere' if anywhere else 'here'}".encode()


@dataclass
class Window:
    """One kiosk's window. ``fed``: what the shell was told; ``days``: since the story began."""

    store: Store
    pages: PageStore
    tray: PaperTray
    client: HallClient
    fed: list[Input] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)
    woken: list[bool] = field(default_factory=list)
    days: int = 0

    def __post_init__(self) -> None:
        self.model = replace(begin(replace(PLACE, applies=True), "run", 0), catalogue=catalogue_in_use())
        self.acts = Acts(self._room(), lambda: self.model, self.fed.append, self._fail)

    def _fail(self, bug: BaseException | None) -> None:
        self.failed += [bug] if bug else []

    def _room(self) -> Room:
        seal = SealedBox(HALL_KEY.public_key).encrypt
        return Room(
            desk=Desk(kiosk="k1", letter="E", series=1, office=OFFICE, mac=MAC, seal=seal),
            store=self.store,
            client=self.client,
            pages=self.pages,
            reader=NoReader(self.fed.append),
            camera=NoCamera(self.fed.append),
            darkroom=PictureRoom(),
            composer=NoTyping(),
            paperwork=Paperwork(printer=self.tray, receipt=words, slip=slip_words),
            wake_uploader=lambda: self.woken.append(True),
            now=lambda: NOW + timedelta(days=self.days),
        )

    def told(self, kind: type[Fed]) -> list[Fed]:
        return [one for one in self.fed if isinstance(one, kind)]

    async def hears(self, kind: type[Fed]) -> Fed:
        """The next input of a kind."""
        count = len(self.told(kind))
        await until(lambda: len(self.told(kind)) > count or self.failed)
        assert not self.failed
        return self.told(kind)[-1]

    def sealed_parts(self) -> list[bytes]:
        """The oldest submission as it goes to the hall."""
        waiting = self.store.submissions.oldest()
        assert isinstance(waiting, Waiting)
        parts = [self.store.submissions.part(waiting.id, number) for number in range(len(waiting.digests))]
        return [part for part in parts if isinstance(part, bytes)]


@asynccontextmanager
async def window(folder: Path, hall: Hall = NOBODY) -> AsyncIterator[Window]:
    store = open_store(folder)
    assert isinstance(store, Store)
    one = Window(store, PageStore(), PaperTray(), HallClient(Wire(hall)))
    try:
        yield one
    finally:
        one.acts.leave()
        await asyncio.sleep(0)
        await one.client.close()
        store.close()


def couple(pages: PageStore, **changes: Any) -> Visit:
    """Two people who want to marry, with everything; decided at the kiosk."""
    item = catalogue_in_use().catalogue.in_force(TODAY)["MZ-HY-01"]
    answers = {"of_age": "yes", "unmarried": "yes", "partner_name": PARTNER, "partner_abroad": "no"}
    papers = {"identities": paper(pages, 2), "photo": paper(pages, 3, "blue")}
    answers |= {"partner_number": PARTNER_NUMBER}
    visit = Visit(id=ID, item=item, consent=1, name=NAME, number=NUMBER, mobile=MOBILE, answers=answers, papers=papers)
    return replace(visit, **changes)


def tolerable(visit: Visit) -> Visit:
    """The same, if the photos might come later and nobody decided on the spot."""
    assert visit.item
    kept, photo, *others = visit.item.material
    later = structs.replace(photo, tolerable=True, tolerated_days=3)
    item = structs.replace(visit.item, material=(kept, later, *others), promised_days=5, legal_days=10)
    return replace(visit, item=item, papers={"identities": visit.papers["identities"]})


def by_clerk(visit: Visit) -> Visit:
    """The same, if a clerk decided."""
    assert visit.item
    return replace(visit, item=structs.replace(visit.item, decided="clerk"))


def paper(pages: PageStore, originals: int, colour: str = "white") -> Paper:
    return Paper(originals=originals, pages=(page(pages, colour),))


def page(pages: PageStore, colour: str = "white") -> TakenPage:
    taken = pages.add(Sheet(jpeg(colour), 120, 160))
    assert taken is not None
    return taken


def jpeg(colour: str = "white", size: tuple[int, int] = (120, 160)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()
