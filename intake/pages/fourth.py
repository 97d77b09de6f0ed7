"""The fourth side of a page whose other three are seen: it is faint, lies under a thumb, or beside brighter cloth.

Sheets, booklets and cards are 1.36 to 1.6 times as long as wide, so three sides say where the fourth must be; there
every edge counts, blank beside it or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from intake.pages.crossings import Crossings, Indices, Quads, plausible, thirds
from intake.pages.edges import Edges, Floats, Pixels, every_pixel
from intake.pages.lines import BORDERS, Lines, and_also
from intake.pages.sides import Worth, inwards, stretch

_DEPTHS = ((0.57, 0.8), (1.25, 1.75))
"""From the third side to the fourth, in lengths of the third, however the page leans."""
_THIRD_MIN = 0.45
_PLACES_MAX, _PEAKS = 16, 2
_LEANS = np.linspace(-0.08, 0.08, 9)[:, None]  # opposite sides are not quite parallel in a picture
_ASKEW = 0.25
_BIN_PX, _ABOUT, _THICK_PX = 2.0, 3, 2.5
_PIXELS_MIN = 8


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fourth side may be: between the lines ``one`` and ``two``, so many pixels from ``third``.

    ``begin``: where they leave the third; ``away``: a unit vector across it, to the fourth.
    """

    one: int
    third: int
    two: int
    begin: Floats
    away: Floats
    nearest: float
    farthest: float


def completed(seen: Lines, cross: Crossings, worth: Worth, found: Edges) -> tuple[Lines, Quads]:
    """Quadrilaterals with three sides of ``seen`` and a fourth that was not; and all those lines."""
    height, width = found.grey.shape
    pixels = every_pixel(found, found.thin)
    sides = [(place, *line) for place in _places(seen, cross, worth) for line in _fourths(seen, place, pixels)]
    turn, rho = (np.array([side[part] for side in sides], np.float32) for part in (1, 2))
    which = np.array([(place.one, place.third, place.two) for place, _, _ in sides], np.intp).reshape(-1, 3)
    fresh = len(seen.rho) - BORDERS + np.arange(len(sides))
    every = and_also(seen, found, turn, rho) if sides else seen
    return every, plausible(every, np.vstack([which.T, fresh]), width, height)


def _places(seen: Lines, cross: Crossings, worth: Worth) -> list[_Place]:
    """The best: three sides that look most like a page's."""
    third, one, two = thirds(seen, cross, np.maximum(*worth) > _THIRD_MIN)
    begin = np.stack([(cross.x[third, leg], cross.y[third, leg]) for leg in (one, two)])  # leg, x and y, number
    along = begin[1] - begin[0]
    length = np.hypot(*along)
    across = np.stack([-along[1], along[0]]) / length
    kinds = [(way, *depth) for way in (-1, 1) for depth in _DEPTHS]
    three = (third, one, two)
    scores = [_three(seen, three, begin, way * across, worth, nearest * length) for way, nearest, _ in kinds]
    best = np.argsort(-np.ravel(scores))[:_PLACES_MAX]
    return [
        _Place(int(one[at]), int(third[at]), int(two[at]), begin[..., at], way * across[:, at],
               float(nearest * length[at]), float(farthest * length[at]))
        for kind, at in zip(*np.divmod(best, len(third)), strict=True)
        for way, nearest, farthest in (kinds[kind],)
    ]  # fmt: skip


def _three(
    seen: Lines, lines: tuple[Indices, Indices, Indices], begin: Floats, away: Floats, worth: Worth, depth: Floats
) -> Floats:
    """What a third side and the two that leave it are worth together, if the page is on that side of it."""
    third, one, two = lines
    inside = begin.mean(axis=0) + depth / 2 * away
    total = np.where(inwards(seen, third, *inside), worth[1][third, one, two], worth[0][third, one, two])
    for leg, start in ((one, begin[0]), (two, begin[1])):
        way = np.stack([-seen.sin[leg], seen.cos[leg]])
        end = start + np.sign((way * away).sum(axis=0)) * way * depth
        less, more = stretch(seen, leg, start, end)
        total = total + np.where(inwards(seen, leg, *inside), more, less)
    return np.asarray(total, np.float32)


def _fourths(seen: Lines, place: _Place, pixels: Pixels) -> Iterator[tuple[float, float]]:
    """The lines (turn, rho) on which most edge pixels there lie."""
    base = np.array([place.away[1], -place.away[0]])
    middle = place.begin.mean(axis=0)
    off = (pixels.x - middle[0]) * place.away[0] + (pixels.y - middle[1]) * place.away[1]
    near = (off > place.nearest) & (off < place.farthest)
    near &= np.abs(pixels.cos * base[0] + pixels.sin * base[1]) < _ASKEW
    inside = middle + place.away
    for leg in (place.one, place.two):
        cos, sin, rho = seen.cos[leg], seen.sin[leg], seen.rho[leg]
        way = 1 if inside[0] * cos + inside[1] * sin > rho else -1
        near &= way * (pixels.x * cos + pixels.y * sin - rho) > _THICK_PX
    aside = (pixels.x[near] - middle[0]) * base[0] + (pixels.y[near] - middle[1]) * base[1]
    for slope, far in _peaks(aside, off[near]):
        across = (place.away - slope * base) / np.hypot(1, slope)
        yield float(np.arctan2(across[1], across[0])), float((middle + far * place.away) @ across)


def _peaks(aside: Floats, off: Floats) -> Iterator[tuple[float, float]]:
    """Straight lines through most of the points: ``off = slope aside + far``, slope and far of each."""
    if len(off) < _PIXELS_MIN:
        return
    least = off.min() - np.abs(_LEANS).max() * np.abs(aside).max()
    cells = ((off - _LEANS * aside - least) / _BIN_PX).astype(np.intp)
    wide = int(cells.max()) + 2
    votes = np.bincount((cells + wide * np.arange(len(_LEANS))[:, None]).ravel(), minlength=wide * len(_LEANS))
    votes = votes.reshape(-1, wide)
    votes[:, 1:] += votes[:, :-1]
    for _ in range(_PEAKS):
        lean, cell = divmod(int(votes.argmax()), wide)
        on = np.abs(off - _LEANS[lean] * aside - least - cell * _BIN_PX) < _THICK_PX
        if np.count_nonzero(on) < _PIXELS_MIN:
            return
        yield _straight(aside[on], off[on])
        votes[:, max(0, cell - _ABOUT) : cell + _ABOUT + 1] = 0


def _straight(x: Floats, y: Floats) -> tuple[float, float]:
    """Slope and height of the straight line through points, by least squares."""
    spread = x - x.mean()
    slope = float((spread * y).sum() / ((spread * spread).sum() + 1e-6))
    return slope, float(y.mean() - slope * x.mean())
