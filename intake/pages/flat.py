"""A page straightened: cut out of its picture, as if it had been scanned."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.quad import Points, aspect, sides

SPAN_MM = 450.0
"""How much of the table a kiosk's camera sees across; papers are told from cards by it. Within a tenth is enough."""
MM_PER_INCH = 25.4
LONG_MM_MAX = 420.0
_FLAT = 2  # rows and columns, no colours
_NEAR_SHAPE, _NEAR_SIZE = 0.05, 0.15

FORMATS_MM = ((297.0, 210.0), (260.0, 185.0), (210.0, 148.0), (143.0, 105.0), (125.0, 88.0), (85.6, 54.0))
"""Long and short sides: A4, certificates, A5, household booklets, passports, cards (ISO 216, GB/T 14916)."""
_PHONE_FORMATS_MM = ((297.0, 210.0), (85.6, 54.0))


@dataclass(frozen=True, slots=True)
class Size:
    """Of the page itself, as it lies in the picture."""

    width_mm: float
    height_mm: float

    @property
    def turned(self) -> "Size":
        """Of the same page turned a quarter."""
        return Size(self.height_mm, self.width_mm)

    def pixels(self, dpi: float) -> tuple[int, int]:
        """Width and height."""
        return max(1, round(self.width_mm / MM_PER_INCH * dpi)), max(1, round(self.height_mm / MM_PER_INCH * dpi))


def size(corners: Points, width: int, height: int, span_mm: float | None = SPAN_MM) -> Size:
    """How large the page is: the known format it comes nearest to, else as measured.

    ``width``, ``height``: of the picture. ``span_mm`` None: taken from any distance, as with a phone; then the shape
    alone decides, and a page of no known shape counts as being as long as an A4 sheet.
    """
    shape = aspect(corners, width, height)
    long_to_short = max(shape, 1 / shape)
    if span_mm is None:
        fit = [one for one in _PHONE_FORMATS_MM if _near(one[0] / one[1], long_to_short, _NEAR_SHAPE)]
        long_mm, short_mm = fit[0] if fit else (FORMATS_MM[0][0], FORMATS_MM[0][0] / long_to_short)
    else:
        seen_mm = min(float(np.sort(sides(corners))[2:].mean()) * span_mm / width, LONG_MM_MAX)
        fit = [
            one
            for one in FORMATS_MM
            if _near(one[0] / one[1], long_to_short, _NEAR_SHAPE) and _near(one[0], seen_mm, _NEAR_SIZE)
        ]
        nearest = min(fit, key=lambda one: abs(one[0] - seen_mm), default=None)
        long_mm, short_mm = nearest or (seen_mm, seen_mm / long_to_short)
    return Size(long_mm, short_mm) if shape > 1 else Size(short_mm, long_mm)


def straightened(picture: NDArray[np.uint8], corners: Points, width: int, height: int) -> NDArray[np.uint8]:
    """The page alone, ``width`` by ``height`` pixels, the first corner at its upper left, then clockwise.

    ``picture`` may be grey or in colours.
    """
    while sides(corners).min() > 1.7 * min(width, height):  # else thin strokes would fall between the pixels
        picture = np.asarray(cv2.resize(picture, (picture.shape[1] // 2, picture.shape[0] // 2)), np.uint8)
        corners = (corners + 0.5) / 2 - 0.5
    picture, corners = _upright(picture, corners)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32) - 0.5
    onto = cv2.getPerspectiveTransform(corners.astype(np.float32), flat)
    if picture.ndim == _FLAT:
        return np.asarray(_warped(picture, onto, width, height), np.uint8)
    four = cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA)  # four bytes a pixel are moved a third faster than three
    return np.asarray(cv2.cvtColor(_warped(four, onto, width, height), cv2.COLOR_BGRA2BGR), np.uint8)


def _warped(picture: cv2.typing.MatLike, onto: cv2.typing.MatLike, width: int, height: int) -> cv2.typing.MatLike:
    """White beyond the picture's border; to repeat its last pixels there takes twice as long."""
    return cv2.warpPerspective(picture, onto, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255, 255))


def _upright(picture: NDArray[np.uint8], corners: Points) -> tuple[NDArray[np.uint8], Points]:
    """The picture turned so that the page's upper side runs across: reading it row by row is a third faster."""
    across, down = corners[1] - corners[0]
    if abs(down) <= abs(across):
        return picture, corners
    turned = np.asarray(cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
    return turned, np.stack([corners[:, 1], picture.shape[1] - 1 - corners[:, 0]], axis=1)


def lies_sideways(grey: NDArray[np.uint8]) -> bool:
    """Whether the lines of writing run from top to bottom, so that the page has to be turned a quarter."""
    ink = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    height, width = ink.shape
    ink = ink[height // 12 : -height // 12, width // 12 : -width // 12].astype(np.float32)
    rows, columns = ink.mean(axis=1), ink.mean(axis=0)
    return bool(_ripple(columns) > 1.6 * _ripple(rows))


def _ripple(profile: NDArray[np.float32]) -> float:
    """How much a profile goes up and down from line to line."""
    return float(np.abs(np.diff(cv2.GaussianBlur(profile[:, None], (1, 3), 0).ravel())).mean())


def _near(one: float, other: float, part: float) -> bool:
    return abs(one - other) <= part * one
