"""Where lines cross, and the quadrilaterals they make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intake.pages.edges import Floats
from intake.pages.lines import BORDERS, Lines

Indices = NDArray[np.intp]
_SIDE_MIN = 0.07  # of the picture's longer side
_PART_MIN, _PART_MAX = 0.02, 0.985  # of the picture
_SLIM_MAX = 3.2
_DIRECTIONS = 18
_BEYOND_PX = 4
THIRD_MIN_PX = 33
_PARALLEL = float(np.cos(np.deg2rad(24)))
_SQUARE = float(np.sin(np.deg2rad(28)))


@dataclass(frozen=True, slots=True)
class Crossings:
    """Of each line with each other: where (pixels from the picture's middle), and whether in the picture."""

    x: Floats
    y: Floats
    inside: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Quads:
    """``which`` (4 by n): the line of each side; side i goes from corner i (``x``, ``y``: 4 by n) to i + 1."""

    which: Indices
    x: Floats
    y: Floats
    area: Floats

    def corners(self, number: int) -> NDArray[np.float64]:
        """Of one of them, 4 by 2."""
        return np.stack([self.x[:, number], self.y[:, number]], axis=1).astype(np.float64)


def crossings(seen: Lines, width: int, height: int) -> Crossings:
    """All of them; those of parallels are far away."""
    cos, sin, rho = seen.cos, seen.sin, seen.rho
    x, y = _meeting(cos[:, None], cos, sin[:, None], sin, rho[:, None], rho)
    inside = (np.abs(x) < (width - 1) / 2 + _BEYOND_PX) & (np.abs(y) < (height - 1) / 2 + _BEYOND_PX)
    return Crossings(x, y, inside)


def _meeting(cos: Floats, cos_: Floats, sin: Floats, sin_: Floats, rho: Floats, rho_: Floats) -> tuple[Floats, Floats]:
    """Where lines meet others."""
    under = cos * sin_ - sin * cos_
    under = np.where(np.abs(under) < 1e-6, np.float32(1e-6), under)
    x, y = (rho * sin_ - sin * rho_) / under, (cos * rho_ - rho * cos_) / under
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def quads(seen: Lines, cross: Crossings, between: Floats, width: int, height: int, pairs_max: int) -> Quads:
    """All plausible ones. A page may be cut off at one end or at a corner, not at two opposite ends.

    ``between``: for each two lines what the best third is worth as a side from one to the other.
    """
    one, two = _opposite(seen, between, width, height, pairs_max)
    square = np.abs(_lean(seen, one, one)) < _SQUARE
    crossed = cross.inside[one] & cross.inside[two]
    a, b = np.nonzero(np.triu(square & crossed[:, one] & crossed[:, two], 1))
    which = np.stack([one[a], one[b], two[a], two[b]])
    border = which >= len(seen.rho) - BORDERS
    which = np.compress(~((border[0] | border[1]) & (border[2] | border[3])), which, axis=1)
    before = np.roll(which, 1, axis=0)
    return _plausible(which, cross.x[before, which], cross.y[before, which], width, height)


def plausible(seen: Lines, which: Indices, width: int, height: int) -> Quads:
    """Those of such quadrilaterals (4 by n) that may be a page."""
    before = np.roll(which, 1, axis=0)
    cos, sin, rho = seen.cos, seen.sin, seen.rho
    x, y = _meeting(cos[before], cos[which], sin[before], sin[which], rho[before], rho[which])
    return _plausible(which, x, y, width, height)


def thirds(seen: Lines, cross: Crossings, good: NDArray[np.bool_]) -> tuple[Indices, Indices, Indices]:
    """Lines that may be a side, each with two lines that leave it there the same way."""
    count = len(seen.rho) - BORDERS
    every = np.arange(count)
    lean = np.abs(_lean(seen, every, every))
    leaves = (lean < _SQUARE) & cross.inside[:count, :count]
    both = np.triu(lean > _PARALLEL, 1) & leaves[:, :, None] & leaves[:, None, :] & good[:count, :count, :count]
    third, one, two = np.nonzero(both)
    length = np.hypot(cross.x[third, one] - cross.x[third, two], cross.y[third, one] - cross.y[third, two])
    keep = length > THIRD_MIN_PX
    return third[keep], one[keep], two[keep]


def _lean(seen: Lines, one: Indices, two: Indices) -> Floats:
    """The cosine of the angle between lines, each with each."""
    return np.outer(seen.cos[one], seen.cos[two]) + np.outer(seen.sin[one], seen.sin[two])


def _opposite(seen: Lines, between: Floats, width: int, height: int, pairs_max: int) -> tuple[Indices, Indices]:
    """Pairs of lines that may be opposite sides: those that run longest, or have a good third side between them.

    The best of each direction, so that a table's grain, which has one, does not crowd a page out.
    """
    every = np.arange(len(seen.rho))
    lean = _lean(seen, every, every)
    apart = np.abs(seen.rho[:, None] - np.sign(lean) * seen.rho)
    one, two = np.nonzero(np.triu((np.abs(lean) > _PARALLEL) & (apart > _SIDE_MIN * max(width, height)), 1))
    by_run, by_third = (np.argsort(np.argsort(-by)) for by in (seen.run[one] * seen.run[two], between[one, two]))
    order = np.argsort(np.minimum(by_run, by_third), kind="stable")
    one, two = one[order], two[order]
    way = np.arctan2(seen.sin[one], seen.cos[one]) % np.pi // (np.pi / _DIRECTIONS)
    keep = np.concatenate([np.flatnonzero(way == direction)[:pairs_max] for direction in range(_DIRECTIONS)])
    return one[keep], two[keep]


def _plausible(which: Indices, x: Floats, y: Floats, width: int, height: int) -> Quads:
    """Those that are convex, neither tiny nor all of the picture, with no side very short."""
    to_x, to_y = np.roll(x, -1, axis=0) - x, np.roll(y, -1, axis=0) - y
    turns = np.roll(to_x, 1, axis=0) * to_y - np.roll(to_y, 1, axis=0) * to_x
    area = np.abs(turns.sum(axis=0)) / 4
    length = np.hypot(to_x, to_y)
    shortest, longest = length.min(axis=0), length.max(axis=0)
    keep = (turns.min(axis=0) > 0) | (turns.max(axis=0) < 0)
    keep &= (shortest > _SIDE_MIN * max(width, height)) & (longest < _SLIM_MAX * shortest)
    keep &= (area > _PART_MIN * width * height) & (area < _PART_MAX * width * height)
    return Quads(*(np.compress(keep, part, axis=-1) for part in (which, x, y, area)))
