"""A person before a whole kiosk without its window: shell, acts, a real store, pages, and a clock the story turns."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from nacl.public import SealedBox

from kiosk.acts.acts import Acts, Paperwork, Room
from kiosk.acts.desk import Desk
from kiosk.devices.absent import NoCamera, NoPrinter, NoReader
from kiosk.devices.compose import InputMethod
from kiosk.devices.darkroom import PictureRoom
from kiosk.devices.lexicon import Lexicon
from kiosk.devices.pages import PageStore
from kiosk.examples.catalogue import OFFICE, catalogue_in_use
from kiosk.flows import Input, Model, begin
from kiosk.flows.inputs import HallReached
from kiosk.hall.client import HallClient
from kiosk.hall.wire import Hall, Wire
from kiosk.scene import Scene
from kiosk.shell import Ask, Shell
from kiosk.store import Store, open_store
from kiosk.texts import load_texts
from locker.contract.answers import AnyAnswer
from locker.contract.requests import AnyRequest
from tests.kiosk.acts.story import HALL_KEY, MAC, NOBODY, NOW, slip_words, words
from tests.kiosk.notice_story import APPLIES
from tests.kiosk.story import Story, cabinet, link, sees

LEXICON = Lexicon({"ma": ("马",)}, {})


class LastScene:
    """A pane that knows only what it shows now."""

    width, height = 1080, 1920

    def __init__(self) -> None:
        self.shown: Scene | None = None

    def show(self, scene: Scene) -> None:
        self.shown = scene


async def no_cabinet(request: AnyRequest) -> AnyAnswer:
    raise AssertionError(request)


class AtTheShell(Story):
    """As any story, but the kiosk itself takes the inputs and carries out what they lead to."""

    def __init__(self, folder: Path, store: Store, hall: Hall, lockerd: Ask) -> None:
        self.now_ms, self.asked, self.folder, self.store = 0, [], folder, store
        texts = load_texts(("zh", "en"))
        self.pane = LastScene()
        self.shell = Shell(begin(APPLIES, "run", 0), texts, self.pane, lambda _: "box", lockerd, lambda: self.now_ms)
        self.pages, self.client = PageStore(), HallClient(Wire(hall))
        self.typing = InputMethod(folder / "rime", LEXICON)
        self.woken = 0
        self.acts = Acts(self._room(), lambda: self.shell.model, self.shell.feed, self.shell.fail)
        self.shell.acts = self.acts

    def _room(self) -> Room:
        box = SealedBox(HALL_KEY.public_key)
        return Room(
            desk=Desk(kiosk="k1", letter="E", series=1, office=OFFICE, mac=MAC, seal=box.encrypt),
            store=self.store,
            client=self.client,
            pages=self.pages,
            reader=NoReader(self.shell.feed),
            camera=NoCamera(self.shell.feed),
            darkroom=PictureRoom(),
            composer=self.typing,
            paperwork=Paperwork(printer=NoPrinter(), receipt=words, slip=slip_words),
            wake_uploader=self._wake,
            now=lambda: NOW,
        )

    def _wake(self) -> None:
        self.woken += 1

    @property
    def model(self) -> Model:
        return self.shell.model

    @model.setter
    def model(self, model: Model) -> None:
        self.shell.model = model

    def feed(self, what: Input) -> None:
        self.shell.feed(what)
        assert self.shell.failure is None


@asynccontextmanager
async def at_the_shell(folder: Path, hall: Hall = NOBODY, lockerd: Ask = no_cabinet) -> AsyncIterator[AtTheShell]:
    """A machine that applies, in service, nobody before it."""
    store = open_store(folder)
    assert isinstance(store, Store)
    one = AtTheShell(folder, store, hall, lockerd)
    one.model = replace(one.model, catalogue=catalogue_in_use())
    link(up=True)(one)
    sees(cabinet())(one)
    one.feed(HallReached(up=True))
    try:
        yield one
    finally:
        one.acts.leave()
        await asyncio.sleep(0)
        await one.typing.close()
        await one.client.close()
        store.close()
