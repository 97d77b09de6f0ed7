"""Straight lines among the edges of a small picture, and what lies along each of them."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intake.pages.edges import FAINT, Edges, Floats, Pixels, beside_paper

_TURNS = 90
_CELL_PX = 2
_VOTES_MIN = 150.0  # a line of a dozen faint pixels
_THICK_PX = 1.8
_ASKEW = 0.2  # a small gradient's direction is not known better than by a few degrees
STEP_PX = 2
_BESIDE_PX = 5.0  # where paper and table are looked at, on both sides of an edge
_GAIN_LEAST, _GAIN_MAX = 8, 60
_EVEN, _EVEN_LEVEL = 13, 8  # steps, levels
_WAYS, _ONE_WAY_MAX = 12, 16
_PEELED_MAX = 42
_TIDY_EVERY = 8  # to look at what is gone costs time
BORDERS = 4
_BORDER_RUN = 300.0


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, each the points with ``x cos + y sin = rho``; the picture's borders are the last :data:`BORDERS`.

    ``sums``: for each fact (:class:`Fact`), line, and :data:`STEP_PX` along it from ``-reach`` on, how often it held
    before. ``run``: how much edge is on the line's best stretch.
    """

    cos: Floats
    sin: Floats
    rho: Floats
    sums: NDArray[np.int32]
    reach: int
    run: Floats

    def first(self, count: int) -> "Lines":
        """The best of them, and the borders."""
        best = np.r_[: min(count, len(self.rho) - BORDERS), len(self.rho) - BORDERS : len(self.rho)]
        return Lines(self.cos[best], self.sin[best], self.rho[best], self.sums[:, best], self.reach, self.run[best])


class Fact:
    """What may hold at a point of a line; a positive side is where ``x cos + y sin`` is more than ``rho``."""

    EDGE, CALM_MORE, CALM_LESS, BRIGHT_MORE, BRIGHT_LESS, INSIDE = range(6)


def lines(found: Edges, most: int) -> Lines:
    """The ``most`` lines that run longest beside something blank, and the picture's four borders."""
    height, width = found.grey.shape
    reach = int(math.hypot(width, height)) // STEP_PX * STEP_PX + STEP_PX
    turn, rho = _peeled(beside_paper(found), reach)
    borders = ((0.0, 1.0), (0.0, width - 2.0), (math.pi / 2, 1.0), (math.pi / 2, height - 2.0))
    turn, rho = np.append(turn, [b[0] for b in borders]), np.append(rho, [b[1] for b in borders]).astype(np.float32)
    cos, sin = np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)
    facts, gain = _along(found, cos, sin, rho, reach)
    order, run = _longest(facts[:, :-BORDERS], gain[:-BORDERS])
    best = np.append(_of_many_directions(order, turn)[:most], np.arange(len(rho) - BORDERS, len(rho)))
    sums = np.zeros((len(facts), len(best), facts.shape[2] + 1), np.int32)
    np.cumsum(facts[:, best], axis=2, out=sums[:, :, 1:])
    return Lines(
        cos[best], sin[best], rho[best], sums, reach, np.append(run, [_BORDER_RUN] * BORDERS)[best].astype(np.float32)
    )


def _longest(facts: NDArray[np.bool_], gain: NDArray[np.int16]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The lines, the best first, and each line's best stretch: uninterrupted, beside something blank, much brighter.

    Those with the most edge in all come early too, whatever their best stretch: a thumb may have cut it.
    """
    good = facts[Fact.EDGE] & np.where(gain > 0, facts[Fact.CALM_MORE], facts[Fact.CALM_LESS])
    good[:, 1:-1] |= good[:, :-2] & good[:, 2:]
    weight = np.cumsum(np.where(good, np.minimum(np.abs(gain), _GAIN_MAX) + _GAIN_LEAST, 0), axis=1)
    before = np.maximum.accumulate(np.where(good, 0, weight), axis=1)
    run = (weight - before).max(axis=1)
    by_run = np.argsort(np.argsort(-run))
    return np.argsort(np.minimum(by_run, 1.5 * np.arange(len(by_run)))), run


def _of_many_directions(order: NDArray[np.intp], turn: Floats) -> NDArray[np.intp]:
    """The same order, but those that run as many better ones do come last: a wooden table has all its lines one way."""
    way = np.floor(turn[order] % np.pi * (_WAYS / np.pi))
    better = np.tril(way[:, None] == way, -1).sum(axis=1)
    return order[np.argsort(better >= _ONE_WAY_MAX, kind="stable")]


def _peeled(pixels: Pixels, reach: int) -> tuple[Floats, Floats]:
    """Turns and rhos of the strongest lines: the strongest is taken with all its pixels, then the next strongest."""
    wide = 2 * reach // _CELL_PX + 1
    cells = _cells(pixels, reach, wide)
    votes = np.bincount(cells.ravel(), np.tile(pixels.steep, 3), _TURNS * wide).astype(np.float32)
    left = np.ones(len(pixels.x), bool)
    found: list[tuple[float, float]] = []
    for taken in range(_PEELED_MAX):
        if taken % _TIDY_EVERY == _TIDY_EVERY - 1:
            pixels, cells, left = pixels.some(left), cells[:, left], np.ones(np.count_nonzero(left), bool)
        top = int(votes.argmax())
        if votes[top] < _VOTES_MIN:
            break
        on = ((cells[0] == top) | (cells[1] == top) | (cells[2] == top)) & left
        near = _near(pixels, *_fit(pixels, np.flatnonzero(on))) & left
        found.append(_fit(pixels, np.flatnonzero(near)))
        gone = np.flatnonzero(on | near)
        np.subtract.at(votes, cells[:, gone].ravel(), np.tile(pixels.steep[gone], 3))
        left[gone] = False
    table = np.array(found, np.float32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _cells(pixels: Pixels, reach: int, wide: int) -> NDArray[np.int32]:
    """For each pixel the three cells (turn, rho) of the lines through it that run as the edge there does."""
    turn = np.rint(np.arctan2(pixels.sin, pixels.cos) * (_TURNS / np.pi)).astype(np.int32)
    turns = (turn + np.array((-1, 0, 1), np.int32)[:, None]) % _TURNS
    angles = np.arange(_TURNS) * (np.pi / _TURNS)
    rho = pixels.x * np.cos(angles).astype(np.float32)[turns] + pixels.y * np.sin(angles).astype(np.float32)[turns]
    return np.asarray(turns * wide + ((rho + reach) / _CELL_PX).astype(np.int32))


def _near(pixels: Pixels, turn: float, rho: float) -> NDArray[np.bool_]:
    """Those that lie on a line and run as it does."""
    cos, sin = math.cos(turn), math.sin(turn)
    on = np.abs(pixels.x * cos + pixels.y * sin - rho) < _THICK_PX
    return np.asarray(on & (np.abs(pixels.sin * cos - pixels.cos * sin) < _ASKEW))


def _fit(pixels: Pixels, which: NDArray[np.intp]) -> tuple[float, float]:
    """The line through the pixels, by least squares."""
    weight, x, y = pixels.steep[which], pixels.x[which], pixels.y[which]
    total = float(weight.sum()) or 1.0
    mid_x, mid_y = float(weight @ x) / total, float(weight @ y) / total
    off_x, off_y = x - mid_x, y - mid_y
    xx, yy, xy = float(weight @ (off_x * off_x)), float(weight @ (off_y * off_y)), float(weight @ (off_x * off_y))
    turn = 0.5 * math.atan2(2 * xy, xx - yy) + math.pi / 2
    return turn, mid_x * math.cos(turn) + mid_y * math.sin(turn)


def _along(
    found: Edges, cos: Floats, sin: Floats, rho: Floats, reach: int
) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    """The facts at each step of each line, and by how much its positive side is brighter."""
    height, width = found.grey.shape
    cos, sin, rho = cos[:, None], sin[:, None], rho[:, None]
    steps = np.arange(-reach, reach + 1, STEP_PX, dtype=np.float32)
    x, y = rho * cos - steps * sin, rho * sin + steps * cos
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)

    def places(off: float) -> NDArray[np.intp]:
        column = np.clip(x + off * cos + 0.5, 0, width - 1).astype(np.intp)
        row = np.clip(y + off * sin + 0.5, 0, height - 1).astype(np.intp)
        return np.asarray(row * width + column)

    on, more, less = places(0), places(_BESIDE_PX), places(-_BESIDE_PX)
    steep_x, steep_y = found.x.ravel()[on].astype(np.float32), found.y.ravel()[on].astype(np.float32)
    across, aside = np.abs(steep_x * cos + steep_y * sin), np.abs(steep_y * cos - steep_x * sin)
    grey, calm = found.grey.astype(np.int16).ravel(), found.calm.ravel() > 0
    grey_more, grey_less = grey[more], grey[less]
    gain = grey_more - grey_less
    edge = (across > FAINT) & (across > 2.2 * aside)
    calm_more, calm_less = calm[more] & _even(grey_more), calm[less] & _even(grey_less)
    return np.stack([edge, calm_more, calm_less, gain > 2, gain < -2, inside]) & inside, gain


def _even(grey: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Where it is as bright as a little before or after, as paper is and a pattern is not."""
    step = np.abs(grey[:, _EVEN:] - grey[:, :-_EVEN]) < _EVEN_LEVEL + grey[:, _EVEN:] // 12
    even = np.zeros(grey.shape, bool)
    even[:, _EVEN:] = step
    even[:, :-_EVEN] |= step
    return even
