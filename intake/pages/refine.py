"""Corners placed to a pixel: along each side the step from table to paper is looked for in the large picture."""

import numpy as np
from numpy.typing import NDArray

from intake.pages.quad import Picture, Points

_SAMPLES = 40
_FROM_CORNER = 0.06  # corners are round, or under a thumb


def refined(picture: Picture, corners: Points, fixed: NDArray[np.bool_], scale: float) -> Points:
    """``corners`` as found in a picture ``scale`` times smaller, moved to the true edges. Sides ``fixed`` stay."""
    lines = [
        _line(corners[side], corners[(side + 1) % 4])
        if fixed[side]
        else _fitted(picture, corners[side], corners[(side + 1) % 4], scale)
        for side in range(4)
    ]
    crossings = [_crossing(lines[side - 1], lines[side]) for side in range(4)]
    moved = np.array([old if new is None else new for new, old in zip(crossings, corners, strict=True)])
    astray = np.linalg.norm(moved - corners, axis=1) > 6 * scale
    moved[astray] = corners[astray]
    return moved


def _line(begin: Points, end: Points) -> Points:
    """A point and the direction."""
    return np.array([begin, (end - begin) / (np.linalg.norm(end - begin) or 1)])


def _fitted(picture: Picture, begin: Points, end: Points, scale: float) -> Points:
    line = _line(begin, end)
    across = np.array([-line[1][1], line[1][0]])
    reach = round(1.6 * scale) + 2
    offs = np.arange(-reach, reach + 1, dtype=np.float64)
    middles = begin + (end - begin) * np.linspace(_FROM_CORNER, 1 - _FROM_CORNER, _SAMPLES)[:, None]
    levels = _levels(picture, middles[:, None] + offs[:, None] * across, line[1])
    steep = np.abs(levels[:, 4:] - levels[:, :-4]).max(axis=2)
    best = steep.argmax(axis=1)
    strength = steep[np.arange(_SAMPLES), best]
    off = offs[2:-2][best] + _between(steep, best)
    return _robust(middles + off[:, None] * across, strength, line)


def _levels(picture: Picture, places: Points, along: Points) -> NDArray[np.float32]:
    """Colours at ``places``, each the mean of three pixels along the side, against noise."""
    height, width = picture.shape[:2]
    total = np.zeros((*places.shape[:2], 3), np.float32)
    for off in (-2.0, 0.0, 2.0):
        x = np.clip(np.rint(places[..., 0] + off * along[0]), 0, width - 1).astype(np.intp)
        y = np.clip(np.rint(places[..., 1] + off * along[1]), 0, height - 1).astype(np.intp)
        total += picture[y, x]
    return np.asarray(total / 3, np.float32)


def _between(steep: NDArray[np.float32], best: NDArray[np.intp]) -> NDArray[np.float64]:
    """The top of a parabola through three neighbours, in parts of a pixel."""
    rows, last = np.arange(len(best)), steep.shape[1] - 1
    before, at, after = (steep[rows, np.clip(best + step, 0, last)].astype(np.float64) for step in (-1, 0, 1))
    curve = before - 2 * at + after
    return np.where(curve < -1e-6, np.clip((before - after) / (2 * np.minimum(curve, -1e-6)), -0.5, 0.5), 0.0)


def _robust(points: Points, strength: NDArray[np.float32], line: Points) -> Points:
    """A line through most of the points: those that lie astray (a thumb, a crease) lose their weight."""
    strength = np.minimum(strength, 40.0)
    along = (points - line[0]) @ line[1]
    off = (points - line[0]) @ np.array([-line[1][1], line[1][0]])
    weight, lean, shift = strength + 1e-3, 0.0, 0.0
    for _ in range(4):
        total = weight.sum()
        middle, rise = weight @ along / total, weight @ off / total
        spread = along - middle
        lean = float(weight @ (spread * (off - rise)) / (weight @ (spread * spread) + 1e-9))
        shift = float(rise - lean * middle)
        away = np.abs(off - lean * along - shift)
        weight = strength / (1 + (away / max(1.0, 2.0 * float(np.median(away)))) ** 4) + 1e-6
    across = np.array([-line[1][1], line[1][0]])
    return np.array([line[0] + shift * across, (line[1] + lean * across) / np.hypot(1, lean)])


def _crossing(one: Points, two: Points) -> Points | None:
    under = one[1][0] * two[1][1] - one[1][1] * two[1][0]
    if abs(under) < 0.2:
        return None
    gap = two[0] - one[0]
    return np.asarray(one[0] + one[1] * (gap[0] * two[1][1] - gap[1] * two[1][0]) / under)
