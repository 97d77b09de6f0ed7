"""What each stretch of a line, from one crossing to another, is worth as the side of a page."""

import numpy as np
from numpy.typing import NDArray

from intake.pages.crossings import Crossings, Quads
from intake.pages.edges import Floats
from intake.pages.lines import BORDERS, STEP_PX, Fact, Lines

BORDER_SUPPORT = 0.45
"""What the picture's border counts as an edge: less than any real one, more than none (a page that is cut off)."""
_BEYOND = 50 // STEP_PX
_AT_CORNER = 2
_EDGE, _CALM, _BRIGHT, _OVER = 0.45, 0.3, 0.25, 0.15


def side_scores(seen: Lines, found: Quads, worth: tuple[Floats, Floats]) -> Floats:
    """0 to 1, 4 by n: an edge all along, blank and bright inside, that ends at the corners."""
    less, more = worth
    line, begin, end = found.which, np.roll(found.which, 1, axis=0), np.roll(found.which, -1, axis=0)
    inward = found.x.mean(axis=0) * seen.cos[line] + found.y.mean(axis=0) * seen.sin[line] > seen.rho[line]
    sides = np.where(inward, more[line, begin, end], less[line, begin, end])
    border = line >= len(seen.rho) - BORDERS
    weakest = np.where(border, 1, sides).min(axis=0)
    return np.where(border, BORDER_SUPPORT * weakest, sides)


def stretches(seen: Lines, cross: Crossings) -> tuple[Floats, Floats]:
    """0 to 1 for each line and two crossings with others: if the page is on its lesser side, and on its other."""
    at = _steps(seen, cross)
    held = seen.sums[:, np.arange(len(at))[:, None], at].astype(np.float32)
    steps = _between(held[Fact.INSIDE])
    part = 1 / np.where(steps, steps, 1)
    edge, over = _between(held[Fact.EDGE]) * part, _OVER * _edge_beyond(seen, at)
    less = _CALM * held[Fact.CALM_LESS] + _BRIGHT * held[Fact.BRIGHT_LESS]
    more = _CALM * held[Fact.CALM_MORE] + _BRIGHT * held[Fact.BRIGHT_MORE]
    return edge * (_EDGE + _between(less) * part) - over, edge * (_EDGE + _between(more) * part) - over


def _between(held: Floats) -> Floats:
    """For each line, what one crossing has more than another."""
    return held[:, None, :] - held[:, :, None]


def _steps(seen: Lines, cross: Crossings) -> NDArray[np.intp]:
    """How many steps along each line its crossing with each other is."""
    along = cross.y * seen.cos[:, None] - cross.x * seen.sin[:, None]
    return np.clip(np.rint((along + seen.reach) / STEP_PX), 0, seen.sums.shape[2] - 1).astype(np.intp)


def _edge_beyond(seen: Lines, at: NDArray[np.intp]) -> Floats:
    """How much of an edge goes on beyond both ends of each stretch."""
    last = seen.sums.shape[2] - 1
    before = _share(seen, np.maximum(at - _BEYOND, 0), np.maximum(at - _AT_CORNER, 0))
    behind = _share(seen, np.minimum(at + _AT_CORNER, last), np.minimum(at + _BEYOND, last))
    upward = before[:, :, None] + behind[:, None, :]
    return np.where(at[:, :, None] <= at[:, None, :], upward, upward.transpose(0, 2, 1))


def _share(seen: Lines, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Floats:
    every = np.arange(len(start))[:, None]
    held = seen.sums[Fact.EDGE, every, stop] - seen.sums[Fact.EDGE, every, start]
    steps = seen.sums[Fact.INSIDE, every, stop] - seen.sums[Fact.INSIDE, every, start]
    return np.asarray(held / np.maximum(steps, 1), np.float32)
