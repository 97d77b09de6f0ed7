"""A page as the clerk will see it: straight, cropped, white, of its own size, a JPEG with nothing else in it."""

import hashlib
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.materials.given import PageTrouble
from intake.pages.find import Found
from intake.pages.fingerprint import Fingerprint, fingerprint
from intake.pages.flat import SPAN_MM, Size, lies_sideways, size, straightened
from intake.pages.judge import LONG_PX_MIN, flat_grey, judge_flat, outside
from intake.pages.quad import Picture, Points, sides

DPI = 150
JPEG_BYTES_MAX = 400 * 1024
_QUALITIES = (82, 68, 52, 36)
_GAIN_MAX = 2.6
_RIM_MM = 0.7
_CAST_MAX = 0.25
"""Paper whose colours differ more than that is coloured paper, and stays so."""


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """``digest``: SHA-256 of ``jpeg``, hexadecimal. ``width``, ``height`` in pixels."""

    jpeg: bytes = field(repr=False)
    digest: str = field(repr=False)
    trouble: PageTrouble | None
    width: int
    height: int
    fingerprint: Fingerprint = field(repr=False)


def finish(picture: Picture, found: Found, dpi: int = DPI, span_mm: float | None = SPAN_MM) -> FinishedPage:
    """Cut the page out of ``picture``, straighten and whiten it. 50 ms at 150 dpi on one core.

    ``span_mm`` as for :func:`intake.pages.flat.size`. Taken also when it is bad: then ``trouble`` says why.
    """
    grey = flat_grey(picture, found, span_mm)
    measured = size(found.corners, picture.shape[1], picture.shape[0], span_mm)
    corners = cropped(found.corners, measured)
    if lies_sideways(grey):
        corners, measured = np.roll(corners, -1, axis=0), measured.turned
    page = whitened(straightened(picture, corners, *measured.pixels(dpi)))
    return _packed(page, _trouble(picture, found) or judge_flat(grey), fingerprint(grey))


def cropped(corners: Points, measured: Size) -> Points:
    """Drawn in a little, so that no rim of the table stays."""
    middle = corners.mean(axis=0)
    return np.asarray(middle + (corners - middle) * (1 - 2 * _RIM_MM / max(measured.width_mm, measured.height_mm)))


def whitened(page: Picture) -> Picture:
    """Shadows taken off, paper made white, ink made dark; colours of stamps and covers stay."""
    height, width = page.shape[:2]
    light = _light(page)
    flat = cv2.divide(page, cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR), scale=246)
    return np.asarray(cv2.LUT(flat, _CURVE), np.uint8)


def _light(page: Picture) -> NDArray[np.uint8]:
    """How bright white paper would be at each place, an eighth as large, for each colour."""
    small = np.ascontiguousarray(page[4::8, 4::8])
    blue, green, red = cv2.split(small)
    bright = np.asarray(cv2.dilate(cv2.max(cv2.max(blue, green), red), np.ones((7, 7), np.uint8)), np.uint8)
    paper = float(np.percentile(bright[::3, ::3], 75))
    soft = cv2.GaussianBlur(cv2.medianBlur(bright, 9), (0, 0), 4)
    even = np.clip(soft.astype(np.float64), max(0.5 * paper, 255 / _GAIN_MAX), 255)
    return np.asarray(np.clip(even[..., None] * _cast(small, bright), 1, 255), np.uint8)


def _cast(small: Picture, bright: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The light's colour, as far as it is a light's and not the paper's: 1 for the strongest of three."""
    small, bright = small[::3, ::3], bright[::3, ::3]
    blank = small[bright >= np.percentile(bright, 50)]
    colour = np.median(blank, axis=0) + 1.0
    cast = colour / colour.max()
    return np.asarray(cast if cast.min() > 1 - _CAST_MAX else np.ones(3))


def _curve() -> NDArray[np.uint8]:
    level = np.arange(256) / 255
    return np.clip(255 * ((level - 0.06) / (0.93 - 0.06)).clip(0, 1) ** 1.15, 0, 255).astype(np.uint8)


_CURVE = _curve()


def _trouble(picture: Picture, found: Found) -> PageTrouble | None:
    if found.cut or outside(found, picture.shape[1], picture.shape[0]):
        return PageTrouble.CUT_OFF
    return PageTrouble.SMALL if sides(found.corners).max() < LONG_PX_MIN else None


def _packed(page: Picture, trouble: PageTrouble | None, mark: Fingerprint) -> FinishedPage:
    """As a JPEG, coarser when it would be too large."""
    jpeg = b""
    for quality in _QUALITIES:
        jpeg = cv2.imencode(".jpg", page, (cv2.IMWRITE_JPEG_QUALITY, quality))[1].tobytes()
        if len(jpeg) <= JPEG_BYTES_MAX:
            break
    digest = hashlib.sha256(jpeg).hexdigest()
    return FinishedPage(jpeg, digest, trouble, page.shape[1], page.shape[0], mark)
