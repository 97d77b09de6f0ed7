"""The pages of the visit, in memory only: their JPEGs, and what the glass shows of them. Wiped with the visit."""

import asyncio
import hashlib
import io
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from intake.contract.submission import PART_BYTES_MAX, PARTS_MAX, SUBMISSION_BYTES_MAX
from kiosk.devices.sheet import Sheet
from kiosk.devices.twins import Compared, compared
from kiosk.flows.inputs import NoRoom, PageTaken
from kiosk.flows.visit import TakenPage

PAGES_MAX = PARTS_MAX - 1
BYTES_MAX = SUBMISSION_BYTES_MAX - PART_BYTES_MAX
SHEET_BYTES_MAX = PART_BYTES_MAX - 64  # a sealed box is 48 bytes longer
THUMB_PX, PREVIEW_PX = 320, 1600
SHOWN_MAX = 16
PIXELS_MAX = 50_000_000

_SAMPLE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z", re.ASCII)

Shot = tuple[int, int, bytes, int]
"""Width, height, rows of RGB from the top, version."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class PageStore:
    """Pages by id, at most 199 and 60 MiB. ``on_picture()`` when a picture that was looked for is ready.

    ``samples``: the folder of the guide's pictures, ``NAME.jpg``.
    """

    on_picture: Callable[[], None] = lambda: None
    samples: Path | None = None
    live: Shot | None = field(default=None, repr=False)
    _sheets: dict[str, Sheet] = field(default_factory=dict, repr=False)
    _shots: OrderedDict[str, Shot] = field(default_factory=OrderedDict, repr=False)
    _coming: set[str] = field(default_factory=set, repr=False)
    _version: int = 0

    def add(self, sheet: Sheet) -> TakenPage | None:
        """Keep a page, under an id of its own. None: there is no room for another."""
        size, kept = len(sheet.jpeg), sum(len(one.jpeg) for one in self._sheets.values())
        if size > SHEET_BYTES_MAX or len(self._sheets) >= PAGES_MAX or kept + size > BYTES_MAX:
            log.warning("no room for a page of %d bytes beside %d pages", size, len(self._sheets))
            return None
        page = uuid4().hex
        self._sheets[page] = sheet
        digest = hashlib.sha256(sheet.jpeg).hexdigest()
        return TakenPage(page, digest, sheet.trouble, sheet.width, sheet.height)

    async def compared(self, sheet: Sheet) -> Compared:
        """A page a person showed, with the pages it is the same as; whoever waits may have gone meanwhile."""
        return await asyncio.to_thread(compared, sheet, dict(self._sheets))

    def kept(self, shown: Compared) -> PageTaken | NoRoom:
        """Keep it, and the marks that were made on the way."""
        self._sheets |= {page: sheet for page, sheet in shown.marked.items() if page in self._sheets}
        page = self.add(shown.sheet)
        return PageTaken(page, shown.twins) if page else NoRoom()

    def put_back(self, pages: Mapping[str, Sheet]) -> None:
        """The pages of a draft, under the ids they had."""
        self._sheets.update(pages)

    def sheet(self, page: str) -> Sheet | None:
        """A page; None when it was dropped."""
        return self._sheets.get(page)

    def drop(self, pages: Iterable[str]) -> None:
        """Forget these, and what was shown of them."""
        for page in pages:
            self._sheets.pop(page, None)
            self._shots.pop(f"page:{page}", None)
            self._shots.pop(f"thumb:{page}", None)

    def keep_only(self, pages: Iterable[str]) -> None:
        """Forget all but these."""
        kept = set(pages)
        self.drop([page for page in self._sheets if page not in kept])

    def look(self, source: str) -> Shot | None:
        """What the glass shows of ``live``, ``page:ID``, ``thumb:ID`` or ``sample:NAME``.

        None until it is decoded, which begins now.
        """
        if source == "live":
            return self.live
        shot = self._shots.get(source)
        if shot is not None:
            self._shots.move_to_end(source)
        elif source not in self._coming and (picture := self._picture(source)) is not None:
            self._coming.add(source)
            side = THUMB_PX if source.startswith("thumb:") else PREVIEW_PX
            work = asyncio.get_running_loop().run_in_executor(None, decoded, picture, side)
            work.add_done_callback(lambda done: self._came(source, done))
        return shot

    def show_anew(self, source: str) -> None:
        """What is shown of ``source`` is another picture now."""
        self._shots.pop(source, None)
        self.on_picture()

    def _picture(self, source: str) -> bytes | Path | None:
        kind, _, name = source.partition(":")
        if kind == "sample":
            known = self.samples is not None and _SAMPLE.match(name)
            return self.samples / f"{name}.jpg" if self.samples and known else None
        sheet = self._sheets.get(name)
        return sheet.jpeg if sheet else None

    def _came(self, source: str, done: "asyncio.Future[tuple[int, int, bytes] | None]") -> None:
        self._coming.discard(source)
        picture = None if done.cancelled() else done.result()
        if picture is None or self._picture(source) is None:
            return
        self._version += 1
        self._shots[source] = (*picture, self._version)
        while len(self._shots) > SHOWN_MAX:
            self._shots.popitem(last=False)
        self.on_picture()


def decoded(jpeg: bytes | Path, side_max: int) -> tuple[int, int, bytes] | None:
    """Width, height and RGB of a picture (or its file) no larger than ``side_max``; None when it is none.

    For a worker thread.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (the first screen shows no picture)

    try:
        with Image.open(io.BytesIO(jpeg) if isinstance(jpeg, bytes) else jpeg, formats=("JPEG",)) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                return None
            picture.draft("RGB", (side_max, side_max))
            small = picture.convert("RGB")
            small.thumbnail((side_max, side_max))
            return small.width, small.height, small.tobytes()
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
        return None
