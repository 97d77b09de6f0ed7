"""Where colours change in a small picture, and where they do not."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.quad import Picture

Floats = NDArray[np.float32]
FAINT = 9
"""Sobel response of the faintest edge that counts: a step of some three levels, white paper on a white table."""
_NONE = np.zeros(1)
_ONE_WAY_MIN = 0.35
_CALM = np.uint8(11)  # half of what is left of faint noise
_BLANK_PX = 5
_STEEP = 120.0
_PIXELS_MAX = 4200  # the steepest; a page has some 900 around it


@dataclass(frozen=True, slots=True)
class Edges:
    """``x``, ``y``: the gradient of the colour that changes most; ``thin``: edges one pixel wide; ``grey`` levels.

    ``calm`` is not 0 where nothing changes much.
    """

    x: NDArray[np.int16]
    y: NDArray[np.int16]
    thin: NDArray[np.uint8]
    calm: NDArray[np.uint8]
    grey: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pixels:
    """Edge pixels: where, which way across the edge (a unit vector), how steep."""

    x: Floats
    y: Floats
    cos: Floats
    sin: Floats
    steep: Floats

    def some(self, which: NDArray[np.bool_]) -> "Pixels":
        """Those of them."""
        return Pixels(self.x[which], self.y[which], self.cos[which], self.sin[which], self.steep[which])


def edges(small: Picture) -> Edges:
    """Gradients of ``small``. Text and gravel, whose edges run in all directions, are left out of ``thin``."""
    soft = np.asarray(cv2.GaussianBlur(small, (3, 3), 0), np.uint8)
    x, y, steep = _steepest(soft)
    thin = cv2.Canny(x, y, FAINT, FAINT * 1.6, L2gradient=False)
    thin[_one_way(x, y) < _ONE_WAY_MIN] = 0
    busy = cv2.blur(cv2.convertScaleAbs(steep, alpha=0.5), (3, 3))
    limit = cv2.convertScaleAbs(cv2.dilate(busy, np.ones((15, 15), np.uint8)), alpha=0.25)
    calm = cv2.compare(busy, np.maximum(limit, _CALM), cv2.CMP_LT)
    grey = cv2.cvtColor(soft, cv2.COLOR_BGR2GRAY)
    return Edges(x, y, *(np.asarray(part, np.uint8) for part in (thin, calm, grey)))


def _steepest(soft: Picture) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int16]]:
    """At each pixel the gradient of that colour which changes most, and its size."""
    across, down = cv2.split(cv2.Sobel(soft, cv2.CV_16S, 1, 0)), cv2.split(cv2.Sobel(soft, cv2.CV_16S, 0, 1))
    sizes = [cv2.add(cv2.absdiff(x, _NONE), cv2.absdiff(y, _NONE)) for x, y in zip(across, down, strict=True)]
    x, y, steep = across[0], down[0], sizes[0]
    for other in (1, 2):
        more = cv2.compare(sizes[other], steep, cv2.CMP_GT)
        for best, source in ((x, across[other]), (y, down[other]), (steep, sizes[other])):
            cv2.copyTo(source, more, best)
    return tuple(part.astype(np.int16, copy=False) for part in (x, y, steep))  # type: ignore[return-value]


def _one_way(x: NDArray[np.int16], y: NDArray[np.int16]) -> Floats:
    """0 where edges run in all directions, 1 where they run in one (the structure tensor's coherence)."""
    fx, fy = x.astype(np.float32), y.astype(np.float32)
    xx, yy, xy = (cv2.boxFilter(a * b, -1, (7, 7)) for a, b in ((fx, fx), (fy, fy), (fx, fy)))
    return np.asarray(cv2.magnitude(xx - yy, 2 * xy) / (xx + yy + 1), np.float32)


def beside_paper(found: Edges) -> Pixels:
    """The edge pixels whose brighter side is blank, as paper has a margin."""
    row, column = np.nonzero(found.thin)
    across, down = found.x[row, column].astype(np.float32), found.y[row, column].astype(np.float32)
    steep = np.hypot(across, down) + np.float32(1e-3)
    cos, sin = across / steep, down / steep
    calm = cv2.erode(found.calm, np.ones((3, 3), np.uint8))
    at_x = np.clip(column + _BLANK_PX * cos, 0, calm.shape[1] - 1).astype(np.intp)
    at_y = np.clip(row + _BLANK_PX * sin, 0, calm.shape[0] - 1).astype(np.intp)
    pixels = Pixels(column.astype(np.float32), row.astype(np.float32), cos, sin, np.minimum(steep, _STEEP))
    beside = calm[at_y, at_x] > 0
    if np.count_nonzero(beside) > _PIXELS_MAX:
        beside &= steep >= -np.partition(-steep[beside], _PIXELS_MAX)[_PIXELS_MAX]
    return pixels.some(beside)
