"""Is this the page that was taken before? The same form filled in by another person is not."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

_FINE_DPI, _FINE_BLOCK_PX = 110, 18
_COARSE_DPI, _COARSE_BLOCK_PX = 76, 24
"""Blocks of 4 mm on cards, whose print is small, and of 8 mm on sheets: a few letters, so that another name shows."""
_FINE_PX_MAX = 250_000  # at the finer resolution: cards and passports
_ASTRAY_PX = 4
_CONTRAST_MIN = 16.0  # of a block's ink: less is blank paper
ALIKE_MIN = 0.88
"""One block less alike than this, and it is another page. One laid down anew kept more in 169 of 170, another in none.

A thumb on it makes it another page too: rather twice than refused a page that was not taken yet.
"""
_BLOCKS_MIN = 4  # a page with less on it is like any other
_SMALL_PX = 210_000  # smaller than a sheet of A5
_SHAPE_MAX = 0.06

Ink = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``ink``: how dark each place is against the paper about it, whatever the light. ``block_px``: see above."""

    ink: Ink = field(repr=False)
    block_px: int = _COARSE_BLOCK_PX


def fingerprint(grey: NDArray[np.uint8], dpi: float = 110) -> Fingerprint:
    """Of a page straightened (:func:`intake.pages.judge.flat_grey`)."""
    fine = grey.size * (_FINE_DPI / dpi) ** 2 < _FINE_PX_MAX
    scale = (_FINE_DPI if fine else _COARSE_DPI) / dpi
    small = cv2.resize(grey, (round(grey.shape[1] * scale), round(grey.shape[0] * scale)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small[1::4, 1::4], np.ones((5, 5), np.uint8)), 5)
    paper = cv2.resize(paper, small.shape[::-1], interpolation=cv2.INTER_LINEAR)
    ink = cv2.bitwise_not(cv2.divide(small, paper, scale=255))
    block_px = _FINE_BLOCK_PX if fine else _COARSE_BLOCK_PX
    return Fingerprint(np.asarray(cv2.GaussianBlur(ink, (3, 3), 0), np.uint8), block_px)


def same_page(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether both are of one page, laid down anew, also turned about."""
    if one.block_px != other.block_px:
        return False
    ways = (np.ascontiguousarray(np.rot90(other.ink, turn)) for turn in range(4))
    return any(_same(one.ink, way, one.block_px) for way in ways if _like(one.ink.shape, way.shape))


def _like(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= _SHAPE_MAX * a for a, b in zip(one, other, strict=True))


def _same(one: Ink, other: Ink, block_px: int) -> bool:
    other = np.asarray(cv2.resize(other, one.shape[::-1], interpolation=cv2.INTER_AREA), np.uint8)
    other = _onto(one, other)
    if _alike(cv2.blur(one, (25, 25)), cv2.blur(other, (25, 25))) < 0.5:
        return False
    written = 0
    for row, column in _places(one, block_px):
        alike = _block(one, other, row, column, block_px)
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


def _places(ink: Ink, block_px: int) -> list[tuple[int, int]]:
    """Where blocks begin; on small papers, whose print is small too, they overlap by half."""
    height, width = ink.shape
    edge, step = _ASTRAY_PX, block_px // 2 if ink.size < _SMALL_PX else block_px
    return [
        (row, column)
        for row in range(edge, height - block_px - edge, step)
        for column in range(edge, width - block_px - edge, step)
    ]


def _block(one: Ink, other: Ink, row: int, column: int, size: int) -> float | None:
    """How alike one block is where it fits best; None where both are blank."""
    here = one[row : row + size, column : column + size]
    there = other[row : row + size, column : column + size]
    if max(cv2.meanStdDev(part)[1][0, 0] for part in (here, there)) < _CONTRAST_MIN:
        return None
    astray = _ASTRAY_PX
    around = other[row - astray : row + size + astray, column - astray : column + size + astray]
    return float(np.nan_to_num(cv2.matchTemplate(around, here, cv2.TM_CCOEFF_NORMED)).max())


def _alike(one: cv2.typing.MatLike, other: cv2.typing.MatLike) -> float:
    return float(np.nan_to_num(cv2.matchTemplate(other, one, cv2.TM_CCOEFF_NORMED)).max())
