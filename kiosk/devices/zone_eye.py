"""A passport's zone in the camera's pictures: for a worker thread. No picture outlives its look."""

from typing import TYPE_CHECKING, Any

from intake.identity.passport import holds
from kiosk.devices.eye import Glimpse, small
from kiosk.flows.inputs import CameraSaw, Sight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from intake.pages.find import Found

LOOKS_MAX = 6
"""After so many looks at what lies still, why nothing is read is said; it is looked at on."""
MOVED_PART = 0.006  # of the picture's width


class ZoneEye:
    """Reads one passport. What two looks read alike, and whose check digits hold, is told; nothing checks a name."""

    def __init__(self, span_mm: float) -> None:
        self._span_mm = span_mm
        self._lies: Found | None = None
        self._misses = 0
        self._read = ""

    def look(self, picture: "NDArray[Any]", now_ms: int, *, take: bool) -> Glimpse:  # noqa: ARG002 (there is no page to take)
        """Look at a picture (rows, columns, BGR)."""
        from intake.pages.find import find_page  # noqa: PLC0415 (OpenCV)
        from intake.pages.zone import read_zone  # noqa: PLC0415 (OpenCV)

        found = find_page(picture, self._span_mm)
        signs = read_zone(picture, found, self._span_mm) if found else ""
        sight = self._sight(picture, found, read=holds(signs))
        same, self._read = holds(signs) and signs == self._read, signs
        high, wide = picture.shape[:2]
        outline = found.outline(wide, high) if found else ()
        saw = CameraSaw(sight, outline, aspect=wide / high)
        return Glimpse(saw, small(picture), zone=signs if same else "")

    def _sight(self, picture: "NDArray[Any]", found: "Found | None", *, read: bool) -> Sight:
        if found is None:
            self._lies = None
            return Sight.NO_PAGE
        self._misses = 0 if read or self._moved(found, picture.shape[1]) else self._misses + 1
        self._lies = found
        if read:
            return Sight.STEADY
        return Sight.MOVING if self._misses < LOOKS_MAX else self._why(picture, found)

    def _moved(self, found: "Found", width: int) -> bool:
        from intake.pages.quad import shift  # noqa: PLC0415 (OpenCV)

        return self._lies is None or shift(self._lies.corners, found.corners) > MOVED_PART * width

    def _why(self, picture: "NDArray[Any]", found: "Found") -> Sight:
        from intake.pages.judge import judge  # noqa: PLC0415 (OpenCV)

        trouble = judge(picture, found, self._span_mm)
        return Sight(trouble.value) if trouble else Sight.NO_ZONE
