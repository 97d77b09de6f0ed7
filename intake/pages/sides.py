"""What each stretch of a line, from one crossing to another, is worth as the side of a page."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intake.pages.crossings import Crossings, Indices, Quads
from intake.pages.edges import Floats
from intake.pages.lines import BORDERS, STEP_PX, Fact, Lines

BORDER_SUPPORT = 0.45
"""What the picture's border counts as an edge: less than any real one, more than none (a page that is cut off)."""
_BEYOND = 50 // STEP_PX
_AT_CORNER = 2
_EDGE, _CALM, _BRIGHT, _OVER = 0.45, 0.3, 0.25, 0.15

Worth = tuple[Floats, Floats]
"""0 to 1 for stretches of lines: if the page is on the line's lesser side, and on its other."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Ends of stretches: where (steps); ``held``: how much up to there is in the picture, edge, and fit to be inside a
    page on the lesser side and on the other; how much edge is just before and behind."""

    at: Indices
    held: tuple[Floats, ...]
    before: Floats
    behind: Floats

    def shaped(self, *key: Any) -> "_Ends":
        """With new axes, to be met with others."""
        return _Ends(self.at[key], tuple(one[key] for one in self.held), self.before[key], self.behind[key])


def side_scores(seen: Lines, found: Quads, worth: Worth) -> Floats:
    """0 to 1, 4 by n: an edge all along, blank and bright inside, that ends at the corners. ``worth``: of its sides."""
    line = found.which
    sides = np.where(inwards(seen, line, found.x.mean(axis=0), found.y.mean(axis=0)), worth[1], worth[0])
    border = line >= len(seen.rho) - BORDERS
    weakest = np.where(border, 1, sides).min(axis=0)
    return np.where(border, BORDER_SUPPORT * weakest, sides)


def inwards(seen: Lines, line: Indices, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Whether these points are on the other side of these lines, not on the lesser."""
    return np.asarray(x * seen.cos[line] + y * seen.sin[line] > seen.rho[line])


def stretches(seen: Lines, cross: Crossings) -> Worth:
    """For each line and two crossings with others."""
    every = np.arange(len(seen.rho))[:, None]
    ends = _ends(seen, every, cross.x, cross.y)
    return _worth(ends.shaped(..., slice(None), None), ends.shaped(..., None, slice(None)))


def stretch(seen: Lines, line: Indices, begin: tuple[Floats, Floats], end: tuple[Floats, Floats]) -> Worth:
    """For each of ``line``, from one point (x, y) of it to another."""
    return _worth(_ends(seen, line, *begin), _ends(seen, line, *end))


def _worth(begin: _Ends, end: _Ends) -> Worth:
    steps, edge, less, more = (last - first for first, last in zip(begin.held, end.held, strict=True))
    part = 1 / np.where(steps, steps, 1)
    edge *= part
    over = np.where(begin.at <= end.at, begin.before + end.behind, end.before + begin.behind)
    less, more = edge * (_EDGE + less * part) - over, edge * (_EDGE + more * part) - over
    return np.asarray(less, np.float32), np.asarray(more, np.float32)


def _ends(seen: Lines, line: Indices, x: Floats, y: Floats) -> _Ends:
    """Of stretches that end at points of lines; ``line`` as many as ``x`` and ``y``, or broadcast."""
    last = seen.sums.shape[2] - 1
    along = y * seen.cos[line] - x * seen.sin[line]
    at = np.clip(np.rint((along + seen.reach) / STEP_PX), 0, last).astype(np.intp)
    before = _share(seen, line, np.maximum(at - _BEYOND, 0), np.maximum(at - _AT_CORNER, 0))
    behind = _share(seen, line, np.minimum(at + _AT_CORNER, last), np.minimum(at + _BEYOND, last))
    held = seen.sums[:, line, at].astype(np.float32)
    less = _CALM * held[Fact.CALM_LESS] + _BRIGHT * held[Fact.BRIGHT_LESS]
    more = _CALM * held[Fact.CALM_MORE] + _BRIGHT * held[Fact.BRIGHT_MORE]
    return _Ends(at, (held[Fact.INSIDE], held[Fact.EDGE], less, more), _OVER * before, _OVER * behind)


def _share(seen: Lines, line: Indices, start: Indices, stop: Indices) -> Floats:
    held = seen.sums[Fact.EDGE, line, stop] - seen.sums[Fact.EDGE, line, start]
    steps = seen.sums[Fact.INSIDE, line, stop] - seen.sums[Fact.INSIDE, line, start]
    return np.asarray(held / np.maximum(steps, 1), np.float32)
