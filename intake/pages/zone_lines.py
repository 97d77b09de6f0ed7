"""Where the two lines of a passport's zone lie on a straightened page: as wide as the page, 6.35 mm apart."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

WIDE_MM = (100.0, 124.0)
HIGH_MM_MAX = 6.0
APART_MM = (4.5, 8.0)
"""ICAO Doc 9303 part 4: 44 signs are 111.8 mm wide."""
_BROAD_MM, _GAP_MM = 2.0, 4.0  # no stroke is as broad, even out of focus; no gap between two signs as wide
_INK_PART_MIN = 0.12  # of the paper's level

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Line:
    """Its middle, and how much it falls from left to right (pixels a pixel)."""

    x: float
    y: float
    fall: float


def zone_lines(flat: Grey, px_per_mm: float) -> tuple[Line, Line] | None:
    """The upper and the lower line, the lowest two of the page; None when there are no two such lines."""
    found = sorted(_wide(flat, px_per_mm), key=lambda line: line.y)
    apart = [lower.y - upper.y for upper, lower in pairwise(found)]
    fit = [place for place, gap in enumerate(apart) if APART_MM[0] < gap / px_per_mm < APART_MM[1]]
    return (found[fit[-1]], found[fit[-1] + 1]) if fit else None


def _wide(flat: Grey, px_per_mm: float) -> list[Line]:
    """Lines of writing as wide as a zone's."""
    ink = cv2.morphologyEx(flat, cv2.MORPH_BLACKHAT, _block(_BROAD_MM * px_per_mm, _BROAD_MM * px_per_mm))
    dark = (np.asarray(ink) > _INK_PART_MIN * np.percentile(flat[::4, ::4], 70)).astype(np.uint8)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, _block(_GAP_MM * px_per_mm, 1))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _block(_BROAD_MM * px_per_mm, 3))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [(one, *(int(side) for side in stats[one][:4])) for one in range(1, count)]
    return [
        _line(np.asarray(labels[top : top + high, left : left + wide]) == one, left, top)
        for one, left, top, wide, high in boxes
        if WIDE_MM[0] < wide / px_per_mm < WIDE_MM[1] and high < HIGH_MM_MAX * px_per_mm
    ]


def _line(mask: NDArray[np.bool_], left: int, top: int) -> Line:
    y, x = np.nonzero(mask)
    fall, middle = np.polyfit(x - mask.shape[1] / 2, y, 1)
    return Line(left + mask.shape[1] / 2, top + float(middle), float(fall))


def _block(width_px: float, height_px: float) -> NDArray[np.uint8]:
    return np.ones((max(1, round(height_px)), max(1, round(width_px))), np.uint8)
