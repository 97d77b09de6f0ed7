"""Corners placed to a pixel: along each side the step from table to paper is looked for in the large picture."""

import numpy as np
from numpy.typing import NDArray

from intake.pages.quad import Picture, Points

_SAMPLES = 40
_FROM_CORNER = 0.06  # corners are round, or under a thumb
_STEP = 2  # pixels on both sides of a step from table to paper
_STRONG = 40.0
_ROUNDS = 3

Numbers = NDArray[np.float64]


def refined(picture: Picture, corners: Points, fixed: NDArray[np.bool_], scale: float) -> Points:
    """``corners`` as found in a picture ``scale`` times smaller, moved to the true edges. Sides ``fixed`` stay."""
    along = np.roll(corners, -1, axis=0) - corners
    length = np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    along /= length
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    places = length * np.linspace(_FROM_CORNER, 1 - _FROM_CORNER, _SAMPLES)
    off, strength = _steps(picture, corners[:, None] + places[..., None] * along[:, None], across, along, scale)
    lean, shift = _robust(places, off, strength)
    lean, shift = np.where(fixed, 0, lean), np.where(fixed, 0, shift)
    moved = _crossings(corners + shift[:, None] * across, along + lean[:, None] * across)
    astray = ~(np.linalg.norm(moved - corners, axis=1) <= 6 * scale)
    return np.where(astray[:, None], corners, moved)


def _steps(picture: Picture, middles: Numbers, across: Points, along: Points, scale: float) -> tuple[Numbers, Numbers]:
    """How far from each of ``middles`` (4 sides by samples) the steepest step across the side is, and how steep."""
    reach = round(1.6 * scale) + _STEP
    offs = np.arange(-reach, reach + 1, dtype=np.float64)
    levels = _levels(picture, middles[:, :, None] + offs[:, None] * across[:, None, None], along[:, None, None])
    steep = np.abs(levels[:, :, 2 * _STEP :] - levels[:, :, : -2 * _STEP]).max(axis=3)
    best = steep.argmax(axis=2)
    before, at, after = (
        np.take_along_axis(steep, np.clip(best + step, 0, steep.shape[2] - 1)[..., None], axis=2)[..., 0]
        for step in (-1, 0, 1)
    )
    curve = np.minimum(before - 2 * at + after, -1e-6)  # the top of a parabola through three neighbours
    return offs[_STEP:-_STEP][best] + np.clip((before - after) / (2 * curve), -0.5, 0.5), at


def _levels(picture: Picture, places: Numbers, along: Numbers) -> Numbers:
    """Colours at ``places``, each the sum of three pixels along the side, against noise."""
    height, width = picture.shape[:2]
    pixels = picture.reshape(-1, 3)
    total = np.zeros((*places.shape[:-1], 3), np.int32)
    for off in (-2.0, 0.0, 2.0):
        x = np.clip(places[..., 0] + (off * along[..., 0] + 0.5), 0, width - 1).astype(np.intp)
        y = np.clip(places[..., 1] + (off * along[..., 1] + 0.5), 0, height - 1).astype(np.intp)
        total += pixels[y * width + x]
    return total / 3


def _robust(along: Numbers, off: Numbers, strength: Numbers) -> tuple[Numbers, Numbers]:
    """For each side a line through most of the points: those astray (a thumb, a crease) lose their weight."""
    strength = np.minimum(strength, _STRONG) + 1e-3
    weight, lean, shift = strength, np.zeros(4), np.zeros(4)
    for _ in range(_ROUNDS):
        total = weight.sum(axis=1)
        middle, rise = (weight * along).sum(axis=1) / total, (weight * off).sum(axis=1) / total
        spread = along - middle[:, None]
        lean = (weight * spread * off).sum(axis=1) / (weight * spread * spread).sum(axis=1)
        shift = rise - lean * middle
        away = np.abs(off - lean[:, None] * along - shift[:, None])
        usual = np.maximum(1.0, 2.0 * np.sort(away, axis=1)[:, _SAMPLES // 2, None])
        weight = strength / (1 + (away / usual) ** 4)
    return lean, shift


def _crossings(points: Points, ways: Points) -> Points:
    """Where each side meets the one before it."""
    before, way_before = np.roll(points, 1, axis=0), np.roll(ways, 1, axis=0)
    under = way_before[:, 0] * ways[:, 1] - way_before[:, 1] * ways[:, 0]
    under = np.where(np.abs(under) < 0.2, np.nan, under)
    gap = points - before
    far = (gap[:, 0] * ways[:, 1] - gap[:, 1] * ways[:, 0]) / under
    return np.asarray(before + far[:, None] * way_before)
