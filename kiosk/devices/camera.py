"""The document camera: watched beside the screen's loop while somebody looks; its pages are taken and kept.

Or a passport's zone is read, and no picture kept.

``CameraSaw`` only when it sees something else, so that a paper left lying keeps nobody's visit open.
"""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.devices.eye import Eye, Glimpse
from kiosk.devices.pages import PageStore
from kiosk.devices.zone_eye import ZoneEye
from kiosk.flows.inputs import CameraSaw, NoRoom, PageTaken, Sight, ZoneRead

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVERY_S = 0.08
MOVED_PART = 0.015

Outline = tuple[tuple[float, float], ...]


class Frames(Protocol):
    """What this room needs of a camera. ``begin`` and ``end`` may take their time."""

    def begin(self) -> None:
        """Take pictures from now on."""

    def end(self) -> None:
        """Let go of the device."""

    def latest(self) -> "tuple[int, NDArray[Any]] | None":
        """A number and the newest picture (rows, columns, BGR); None while there is none, or none lately."""

    @property
    def broken(self) -> bool:
        """No picture comes; it is tried again all the time."""


class DocumentCamera:
    """Feeds ``CameraSaw``, and ``PageTaken`` or ``NoRoom``, or ``ZoneRead``.

    ``pages`` gets the pages and the live picture.

    ``span_mm``: how much of the table its picture is wide.
    """

    def __init__(
        self,
        frames: Frames,
        pages: PageStore,
        feed: Callable[[CameraSaw | PageTaken | NoRoom | ZoneRead], None],
        span_mm: float,
        every_s: float = EVERY_S,
    ) -> None:
        self._frames = frames
        self._pages = pages
        self._feed = feed
        self._span_mm = span_mm
        self._every_s = every_s
        self._wanted = asyncio.Event()
        self._take = False
        self._told: CameraSaw | None = None
        self._seen_number = -1
        self._version = 0
        self._eye = Eye(self._span_mm)
        self._reads: ZoneEye | None = None

    def look(self, *, on: bool, zone: bool = False) -> None:
        """On, or off. The live picture goes at once. ``zone``: read a passport's, and take no page."""
        self._reads = ZoneEye(self._span_mm) if zone else None
        self._take, self._told, self._pages.live = False, None, None
        if on:
            self._wanted.set()
        else:
            self._wanted.clear()

    def take(self) -> None:
        """Take the page of the next picture, steady or not; all of it where no page is seen."""
        self._take = True

    def forget(self) -> None:
        """Somebody else lays papers down now; what is being looked at is not theirs."""
        self._eye = Eye(self._span_mm)
        self._reads = ZoneEye(self._span_mm) if self._reads else None
        self._take, self._told, self._pages.live = False, None, None

    async def run(self) -> None:
        """Serve until cancelled."""
        while True:
            await self._wanted.wait()
            try:
                await asyncio.to_thread(self._frames.begin)
                while self._wanted.is_set():
                    await self._once()
                    await asyncio.sleep(self._every_s)
            finally:
                await asyncio.to_thread(self._frames.end)

    async def _once(self) -> None:
        shot = self._frames.latest()
        if shot is None:
            self._blind()
        elif shot[0] != self._seen_number:
            await self._see(*shot)

    async def _see(self, number: int, picture: "NDArray[Any]") -> None:
        self._seen_number = number
        eye, take, self._take = self._reads or self._eye, self._take, False
        glimpse = await asyncio.to_thread(eye.look, picture, time.monotonic_ns() // 1_000_000, take=take)
        if not self._still_with(eye):
            return
        self._show(glimpse)
        if glimpse.zone:
            self._feed(ZoneRead(glimpse.zone))
        if glimpse.sheet is None:
            return
        shown = await self._pages.compared(glimpse.sheet)
        if self._still_with(eye):
            self._feed(self._pages.kept(shown))

    def _still_with(self, eye: Eye | ZoneEye) -> bool:
        """Whether the same person looks on, for the same."""
        return eye is (self._reads or self._eye) and self._wanted.is_set()

    def _blind(self) -> None:
        """An old picture would say that the camera sees."""
        if self._pages.live is not None:
            self._pages.live = None
            self._pages.on_picture()
        self._say(CameraSaw(Sight.NO_CAMERA if self._frames.broken else Sight.STARTING))

    def _show(self, glimpse: Glimpse) -> None:
        self._version += 1
        self._pages.live = (*glimpse.live, self._version)
        self._say(glimpse.saw)
        self._pages.on_picture()

    def _say(self, saw: CameraSaw) -> None:
        if self._told is None or saw.sight is not self._told.sight or _moved(saw.outline, self._told.outline):
            self._told = saw
            self._feed(saw)


def _moved(one: Outline, other: Outline) -> bool:
    """Whether the page lies elsewhere, and not only trembles in the camera's noise."""
    if len(one) != len(other):
        return True
    return any(max(abs(a[0] - b[0]), abs(a[1] - b[1])) > MOVED_PART for a, b in zip(one, other, strict=True))
