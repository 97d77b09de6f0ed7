"""What the camera's pictures show during one visit: for a worker thread. OpenCV is imported with the first picture."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.devices.sheet import Sheet
from kiosk.flows.inputs import CameraSaw, Sight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intake.pages.find import Found
    from intake.pages.finish import FinishedPage
    from intake.pages.watch import Seen, Watcher

LIVE_PX = 960
EDGE_PX = 2


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One picture looked at: what was seen, a small copy (width, height, RGB), and the page if it was taken.

    ``zone``: the 88 signs of a passport that was to be read.
    """

    saw: CameraSaw
    live: tuple[int, int, bytes] = field(repr=False)
    sheet: Sheet | None = field(default=None, repr=False)
    zone: str = field(default="", repr=False)


class Eye:
    """Watches for one person's pages; made anew for the next. ``span_mm``: how much table the picture is wide."""

    def __init__(self, span_mm: float) -> None:
        self._span_mm = span_mm
        self._watcher: Watcher | None = None

    def look(self, picture: "NDArray[Any]", now_ms: int, *, take: bool) -> Glimpse:
        """Look at a picture (rows, columns, BGR); ``take``: take the page, steady or not."""
        watcher = self._opened()
        seen = watcher.see(picture, now_ms)
        page = self._taken(picture, seen.found) if seen.take or take else None
        if page is not None and not seen.take:
            # What lies there is not taken once more by itself. Whether it was taken before, the pages kept tell.
            watcher.taken(page.fingerprint)
            watcher.forget(page.fingerprint)
        return Glimpse(_saw(seen, picture), small(picture), sheet_of(page) if page else None)

    def _taken(self, picture: "NDArray[Any]", found: "Found | None") -> "FinishedPage":
        """The page found; where none is seen and somebody touched the button all the same, the whole picture."""
        from intake.pages.finish import finish  # noqa: PLC0415 (OpenCV)

        return finish(picture, found or whole(picture), span_mm=self._span_mm)

    def _opened(self) -> "Watcher":
        if self._watcher is None:
            from intake.pages.watch import Watcher  # noqa: PLC0415 (OpenCV)

            self._watcher = Watcher(self._span_mm)
        return self._watcher


def sheet_of(page: "FinishedPage") -> Sheet:
    """As the page store keeps it."""
    return Sheet(page.jpeg, page.width, page.height, page.trouble)


def whole(picture: "NDArray[Any]") -> "Found":
    """The corners of the whole picture, as far from its border as a page must lie."""
    import numpy as np  # noqa: PLC0415 (the first screen shows no picture)

    from intake.pages.find import Found  # noqa: PLC0415 (OpenCV)

    right, low = picture.shape[1] - 1 - EDGE_PX, picture.shape[0] - 1 - EDGE_PX
    return Found(np.array([(EDGE_PX, EDGE_PX), (right, EDGE_PX), (right, low), (EDGE_PX, low)], np.float64), 0)


def small(picture: "NDArray[Any]") -> tuple[int, int, bytes]:
    """Every n-th pixel, so that it is at most 960 wide: 1 ms, and good enough while it moves."""
    step = -(-max(picture.shape[:2]) // LIVE_PX)
    less = picture[::step, ::step, ::-1]
    return less.shape[1], less.shape[0], less.tobytes()


def _saw(seen: "Seen", picture: "NDArray[Any]") -> CameraSaw:
    """A page that was taken and lies there still is the same page."""
    sight = Sight.SAME_PAGE if seen.sight == "taken" else Sight(seen.sight.value)
    high, wide = picture.shape[:2]
    return CameraSaw(sight, seen.outline, seen.since_ms, wide / high)
