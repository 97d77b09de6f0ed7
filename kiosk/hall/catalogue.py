"""The catalogue in use: begun with what is here, taken over from the hall within a minute, anew each midnight."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from intake.catalogue.changes import changes
from intake.contract.answers import CatalogueBundle
from intake.notices.notice import Office
from intake.tables.mistakes import Mistakes
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.inputs import CatalogueTaken
from kiosk.hall.catalogue_files import in_use, keep, kept, of_folder
from kiosk.hall.client import HallClient

EVERY_S = 20.0
MISTAKES_LOGGED_MAX = 5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """``folder``: the catalogue a kiosk begins with; ``kept``: the file of the last good one from the hall."""

    folder: Path
    kept: Path


class CatalogueTaker:
    """Feeds ``CatalogueTaken``. What does not validate is refused and logged, and the old one stays.

    ``want_samples`` hears which pictures of the guide belong to what is in use.
    """

    def __init__(
        self,
        client: HallClient,
        places: Places,
        office: Office,
        feed: Callable[[CatalogueTaken], None],
        today: Callable[[], date],
        every_s: float = EVERY_S,
        want_samples: Callable[[Mapping[str, str]], None] = lambda _samples: None,
    ) -> None:
        self._client = client
        self._places = places
        self._office = office
        self._feed = feed
        self._today = today
        self._every_s = every_s
        self._want_samples = want_samples
        self._bundle: CatalogueBundle | None = None
        self._in_use: CatalogueInUse | None = None
        self._seen = ""

    async def run(self) -> None:
        """Ask and look at the calendar until cancelled."""
        await self._begin()
        while True:
            await self._ask()
            await self._new_day()
            await asyncio.sleep(self._every_s)

    async def _begin(self) -> None:
        bundle = await asyncio.to_thread(kept, self._places.kept)
        if bundle is not None and await self._take(bundle):
            return
        try:
            await self._take(await asyncio.to_thread(of_folder, self._places.folder))
        except (OSError, UnicodeDecodeError) as error:
            log.error("no catalogue to begin with: %s", error)
        self._seen = ""

    async def _ask(self) -> None:
        answer = await self._client.catalogue(f'"{self._seen}"' if self._seen else "")
        if isinstance(answer, CatalogueBundle) and await self._take(answer):
            await asyncio.to_thread(keep, self._places.kept, answer)

    async def _new_day(self) -> None:
        """Items come into force by their day."""
        if self._bundle is not None and self._in_use is not None and self._today() != self._in_use.today:
            await self._take(self._bundle)

    async def _take(self, bundle: CatalogueBundle) -> bool:
        """Use it, if it validates. One that was refused is not asked for again."""
        self._seen = bundle.revision
        today = self._today()
        fresh = await asyncio.to_thread(in_use, bundle, self._office, today)
        if isinstance(fresh, Mistakes):
            told = "; ".join(map(str, fresh.told[:MISTAKES_LOGGED_MAX]))
            log.error("catalogue %s is refused, the old one stays: %s", bundle.revision[:12], told)
            return False
        old, self._bundle, self._in_use = self._in_use, bundle, fresh
        news = changes(old.catalogue, fresh.catalogue, old.today, today) if old else ()
        log.info("catalogue %s is in use, %d news", bundle.revision[:12], len(news))
        self._feed(CatalogueTaken(fresh, news))
        self._want_samples(bundle.samples)
        return True
