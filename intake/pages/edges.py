"""Where colours change in a small picture, and where they do not."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.quad import Picture

Floats = NDArray[np.float32]
Mat = cv2.typing.MatLike
FAINT = 9
"""Sobel response of the faintest edge that counts: a step of some three levels, white paper on a white table."""
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
    """Edge pixels: where (from the picture's middle), which way across the edge (a unit vector), how steep."""

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
    x, y, size = _steepest(soft)
    thin = cv2.Canny(x, y, FAINT, FAINT * 1.6, L2gradient=False)
    thin[_one_way(x, y) < _ONE_WAY_MIN] = 0
    busy = cv2.blur(size, (3, 3))
    limit = cv2.convertScaleAbs(cv2.dilate(busy, np.ones((15, 15), np.uint8)), alpha=0.25)
    calm = cv2.compare(busy, np.maximum(limit, _CALM), cv2.CMP_LT)
    grey = cv2.cvtColor(soft, cv2.COLOR_BGR2GRAY)
    return Edges(
        np.asarray(x, np.int16), np.asarray(y, np.int16), *(np.asarray(part, np.uint8) for part in (thin, calm, grey))
    )


def _steepest(soft: Picture) -> tuple[Mat, Mat, Mat]:
    """At each pixel the gradient of that colour which changes most, and half its size."""
    blue, green, red = (_gradient(colour) for colour in cv2.split(soft))
    for other in (green, red):
        more = cv2.compare(other[2], blue[2], cv2.CMP_GT)
        for part in range(3):
            cv2.copyTo(other[part], more, blue[part])
    return blue


def _gradient(colour: Mat) -> tuple[Mat, Mat, Mat]:
    x, y = cv2.spatialGradient(colour)
    size = cv2.add(cv2.convertScaleAbs(x, alpha=0.5), cv2.convertScaleAbs(y, alpha=0.5))
    return x, y, size


def _one_way(x: Mat, y: Mat) -> Floats:
    """0 where edges run in all directions, 1 where they run in one (the structure tensor's coherence)."""
    height, width = x.shape
    fx, fy = x.astype(np.float32), y.astype(np.float32)
    half = width // 2 or 1, height // 2 or 1
    products = (cv2.resize(one, half, interpolation=cv2.INTER_AREA) for one in (fx * fx, fy * fy, fx * fy))
    xx, yy, xy = (cv2.blur(one, (3, 3)) for one in products)
    coherence = cv2.magnitude(xx - yy, 2 * xy) / (xx + yy + 1)
    return np.asarray(cv2.resize(coherence, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def beside_paper(found: Edges) -> Pixels:
    """The edge pixels whose brighter side is blank, as paper has a margin."""
    height, width = found.thin.shape
    calm = cv2.erode(found.calm, np.ones((3, 3), np.uint8))
    near = cv2.dilate(calm, np.ones((2 * _BLANK_PX + 1, 2 * _BLANK_PX + 1), np.uint8))
    pixels = every_pixel(found, cv2.bitwise_and(found.thin, near))
    at_x = np.clip(pixels.x + _BLANK_PX * pixels.cos + (width - 1) / 2, 0, width - 1).astype(np.int32)
    at_y = np.clip(pixels.y + _BLANK_PX * pixels.sin + (height - 1) / 2, 0, height - 1).astype(np.int32)
    beside = calm.ravel()[at_y * width + at_x] > 0
    if np.count_nonzero(beside) > _PIXELS_MAX:
        beside &= pixels.steep >= -np.partition(-pixels.steep[beside], _PIXELS_MAX)[_PIXELS_MAX]
    pixels = pixels.some(beside)
    return replace(pixels, steep=np.minimum(pixels.steep, _STEEP))


def every_pixel(found: Edges, thin: Mat) -> Pixels:
    """Those that are not 0 in ``thin``."""
    height, width = thin.shape
    at = np.flatnonzero(thin)
    row, column = np.divmod(at.astype(np.int32), np.int32(width))
    across, down = found.x.ravel()[at].astype(np.float32), found.y.ravel()[at].astype(np.float32)
    steep = np.hypot(across, down) + np.float32(1e-3)
    x, y = column - np.float32((width - 1) / 2), row - np.float32((height - 1) / 2)
    return Pixels(x.astype(np.float32), y.astype(np.float32), across / steep, down / steep, steep)
