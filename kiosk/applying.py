"""Applying at this kiosk, put together: store, hall, devices and acts, from the TOML and the credentials."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from config.kiosk import Applications, KioskMachine
from config.seal import read_seal
from intake.catalogue.readings import read_table
from intake.clock.day import CHINA
from intake.notices.notice import Notice
from intake.said import Said
from kiosk import wiring
from kiosk.acts.acts import Acts, Paperwork, Room
from kiosk.acts.desk import Desk, desk_of
from kiosk.acts.keys import Keys
from kiosk.devices.absent import NoCamera, NoReader
from kiosk.devices.camera import DocumentCamera
from kiosk.devices.compose import InputMethod
from kiosk.devices.darkroom import PictureRoom
from kiosk.devices.lexicon import PHRASES, lexicon, rare_readings
from kiosk.devices.pages import PageStore
from kiosk.devices.printing import PaperPrinter
from kiosk.flows.inputs import Uploaded
from kiosk.hall.catalogue import CatalogueTaker, Places
from kiosk.hall.client import HallClient
from kiosk.hall.reach import Reach
from kiosk.hall.samples import SampleTaker
from kiosk.hall.uploader import Uploader
from kiosk.hall.wire import Hall, Wire
from kiosk.settings import paper_dots
from kiosk.shell import Shell
from kiosk.store import Store, StoreTrouble, open_store

log = logging.getLogger(__name__)


class Applying:
    """Everything that runs because people can apply here. ``pages`` gives the glass its pictures."""

    def __init__(
        self, machine: KioskMachine, table: Applications, keys: Keys, shell: Shell, printer: PaperPrinter
    ) -> None:
        self._machine = machine
        self._table = table
        self._keys = keys
        self._shell = shell
        self._printer = printer
        self.pages = PageStore(samples=Path(table.store) / "samples")

    async def run(self) -> None:
        """Until cancelled. A store that cannot be opened leaves the cabinet working, and nobody can apply."""
        store = await asyncio.to_thread(open_store, Path(self._table.store))
        if isinstance(store, StoreTrouble):
            log.critical("nobody can apply here: the store in %s is %s", self._table.store, store)
            await asyncio.Event().wait()
        else:
            await self._serve(store)

    async def _serve(self, store: Store) -> None:
        async with AsyncExitStack() as ending, asyncio.TaskGroup() as works:
            ending.callback(store.close)
            for work in await self._begin(store, ending):
                works.create_task(work)

    async def _begin(self, store: Store, ending: AsyncExitStack) -> list[Coroutine[Any, Any, None]]:
        shell, desk = self._shell, desk_of(self._machine.kiosk.id, self._table, self._keys.mac, self._keys.seal)
        reach = Reach(shell.feed)
        hall = self._machine.hall
        client = HallClient(Wire(Hall(hall.url.rstrip("/"), desk.kiosk, self._keys.api, hall.ca_file), reach.heard))
        ending.push_async_callback(client.close)
        uploader = Uploader(client, store, lambda case: shell.feed(Uploaded(case)), reach.counted)
        reach.on_back = uploader.wake
        typing = await self._typing(store, ending)
        reader, camera = wiring.reader_of(self._machine, shell.feed), await self._camera()
        room = Room(
            desk=desk,
            store=store,
            client=client,
            pages=self.pages,
            reader=reader or NoReader(shell.feed),
            camera=camera or NoCamera(shell.feed),
            darkroom=PictureRoom(),
            composer=typing,
            paperwork=self._paperwork(desk),
            wake_uploader=uploader.wake,
            now=now,
        )
        shell.acts = Acts(room, lambda: shell.model, shell.feed, shell.fail)
        places = Places(Path(self._table.catalogue), store.folder / "catalogue.json")
        samples = SampleTaker(client, places.folder / "samples", store.folder / "samples", self._new_sample)
        taker = CatalogueTaker(client, places, desk.office, shell.feed, today, want_samples=samples.want)
        devices = (one.run() for one in (reader, camera) if one)
        return [uploader.run(), taker.run(), samples.run(), typing.open(), *devices]

    def _new_sample(self, name: str) -> None:
        self.pages.show_anew(f"sample:{name}")

    async def _camera(self) -> DocumentCamera | None:
        frames, table = await asyncio.to_thread(wiring.frames_of, self._machine), self._machine.camera
        return DocumentCamera(frames, self.pages, self._shell.feed, table.span_mm) if frames and table else None

    async def _typing(self, store: Store, ending: AsyncExitStack) -> InputMethod:
        readings = await asyncio.to_thread(_readings, Path(self._table.catalogue) / "pinyin.txt")
        known = lexicon(read_table(readings), PHRASES, await asyncio.to_thread(rare_readings))
        typing = InputMethod(store.folder / "rime", known)
        ending.push_async_callback(typing.close)
        return typing

    def _paperwork(self, desk: Desk) -> Paperwork:
        width, office, seal = paper_dots(self._machine), desk.office, read_seal(self._table.office.seal)

        def on_paper(notice: Notice, language: str) -> bytes:
            from kiosk.paper.receipt import receipt  # noqa: PLC0415 (the first screen prints nothing)

            return receipt(notice, width, language, seal)

        def slip(text: str, item: Said, until: date, anywhere: bool) -> bytes:
            from kiosk.paper.receipt import draft_slip  # noqa: PLC0415

            return draft_slip(text, item, until, office, width, anywhere=anywhere)

        return Paperwork(printer=self._printer, receipt=on_paper, slip=slip)


def now() -> datetime:
    """The hall's local time."""
    return datetime.now(CHINA)


def today() -> date:
    """The hall's day."""
    return now().date()


def _readings(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        log.warning("no table of readings: %s", error)
        return ""
