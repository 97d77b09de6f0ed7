"""Is this the page that was taken before? The same form filled in by another person is not."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

PX_PER_MM = 3.0
_DPI = PX_PER_MM * 25.4
_BLOCK_PX = 24
_ASTRAY_PX = 4
_INK_MIN = 10.0  # mean of a block's ink, of 255: less is blank paper
ALIKE_MIN = 0.85
"""One block of 8 mm less alike than this, and it is another page. One page laid down anew keeps 0.87 and more.

A thumb on it makes it another page too: rather twice than refused a page that was not taken yet.
"""
_BLOCKS_MIN = 4  # a page with less on it is like any other
_SMALL = 150_000
_SHAPE_MAX = 0.06

Ink = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``ink``: how dark each place is against the paper about it, whatever the light; three pixels a millimetre."""

    ink: Ink = field(repr=False)


def fingerprint(grey: NDArray[np.uint8], dpi: float = 110) -> Fingerprint:
    """Of a page straightened (:func:`intake.pages.judge.flat_grey`)."""
    scale = _DPI / dpi
    small = cv2.resize(grey, (round(grey.shape[1] * scale), round(grey.shape[0] * scale)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small[1::4, 1::4], np.ones((5, 5), np.uint8)), 5)
    paper = cv2.resize(paper, small.shape[::-1], interpolation=cv2.INTER_LINEAR)
    ink = cv2.bitwise_not(cv2.divide(small, paper, scale=255))
    return Fingerprint(np.asarray(cv2.GaussianBlur(ink, (3, 3), 0), np.uint8))


def same_page(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether both are of one page, laid down anew, also turned about."""
    ways = (np.ascontiguousarray(np.rot90(other.ink, turn)) for turn in range(4))
    return any(_same(one.ink, way) for way in ways if _like(one.ink.shape, way.shape))


def _like(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= _SHAPE_MAX * a for a, b in zip(one, other, strict=True))


def _same(one: Ink, other: Ink) -> bool:
    other = np.asarray(cv2.resize(other, one.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    other = _onto(one, other)
    if _alike(cv2.blur(one, (25, 25)), cv2.blur(other, (25, 25))) < 0.5:
        return False
    written = 0
    for row, column in _places(one):
        alike = _block(one, other, row, column)
        if alike is not None and alike < ALIKE_MIN:
            return False
        written += alike is not None
    return written >= _BLOCKS_MIN


def _onto(one: Ink, other: Ink) -> Ink:
    """``other`` shifted as a whole to lie on ``one``."""
    coarse = [
        cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.float32) for ink in (one, other)
    ]
    window = cv2.createHanningWindow(coarse[0].shape[::-1], cv2.CV_32F)
    (x, y), _ = cv2.phaseCorrelate(coarse[1], coarse[0], window)
    if max(abs(x), abs(y)) > 6:
        return other
    move = np.array([(1, 0, 4 * x), (0, 1, 4 * y)], np.float32)
    return np.asarray(cv2.warpAffine(other, move, one.shape[::-1]), np.uint8)


def _places(ink: Ink) -> list[tuple[int, int]]:
    """Where blocks begin; on small papers, whose print is small too, they overlap by half."""
    height, width = ink.shape
    edge, step = _ASTRAY_PX, _BLOCK_PX // 2 if ink.size < _SMALL else _BLOCK_PX
    return [
        (row, column)
        for row in range(edge, height - _BLOCK_PX - edge, step)
        for column in range(edge, width - _BLOCK_PX - edge, step)
    ]


def _block(one: Ink, other: Ink, row: int, column: int) -> float | None:
    """How alike one block is where it fits best; None where both are blank."""
    here = one[row : row + _BLOCK_PX, column : column + _BLOCK_PX]
    there = other[row : row + _BLOCK_PX, column : column + _BLOCK_PX]
    if max(here.mean(), there.mean()) < _INK_MIN:
        return None
    astray = _ASTRAY_PX
    around = other[row - astray : row + _BLOCK_PX + astray, column - astray : column + _BLOCK_PX + astray]
    return float(np.nan_to_num(cv2.matchTemplate(around, here, cv2.TM_CCOEFF_NORMED)).max())


def _alike(one: cv2.typing.MatLike, other: cv2.typing.MatLike) -> float:
    return float(np.nan_to_num(cv2.matchTemplate(other, one, cv2.TM_CCOEFF_NORMED)).max())
