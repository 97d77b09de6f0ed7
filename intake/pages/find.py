"""The page in a picture: of all quadrilaterals that straight edges make, the one that looks most like paper."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.crossings import Quads, crossings, quads
from intake.pages.edges import Edges, Floats, edges
from intake.pages.formats import likeness
from intake.pages.fourth import completed
from intake.pages.inside import Insides, insides, like_a_sheet
from intake.pages.lines import BORDERS, Lines, lines
from intake.pages.quad import Picture, Points, ordered
from intake.pages.refine import refined
from intake.pages.sides import Worth, side_scores, stretch, stretches

SMALL_PX = 480
"""The search is done in a picture so wide (or high); the corners are then placed in the large one."""
LINES_FIRST = 24
SCORE_MIN = 0.4
CLEAR = 0.63
"""A page less clear than that is looked for again among all lines, and with a fourth side that is none of them."""
_LIKELY = 60  # so many are looked into


@dataclass(frozen=True, slots=True)
class Found:
    """``corners``: pixels, clockwise from the upper left. ``score`` 0 to 1. ``cut``: sides on the picture's border."""

    corners: Points
    score: float
    cut: int = 0

    def outline(self, width: int, height: int) -> tuple[tuple[float, float], ...]:
        """The corners in parts of a picture so wide and high."""
        return tuple((float(x) / width, float(y) / height) for x, y in self.corners)


def find_page(picture: Picture, span_mm: float | None = None) -> Found | None:
    """The page that lies there; None when nothing looks like one. ``span_mm``: how much table the picture is wide.

    Where that is known, within a tenth, a page that is not clear is told by its size too; None for a picture from any
    distance. At 1920 by 1080 half the hard pictures take less than 12 ms on one core, a tenth more than twice that.
    """
    small, scale = _small(picture)
    first, again = _looks(span_mm / small.shape[1] if span_mm else None)
    found = edges(small)
    seen, within = lines(found), insides(found.grey)
    best = _best(seen.first(LINES_FIRST), within, first)
    if best.score < CLEAR:
        best = _best(seen, within, again, found)
    if best.score < SCORE_MIN:
        return None
    corners = refined(picture, (best.corners + 0.5) * scale - 0.5, best.on_border, scale)
    return Found(ordered(corners), best.score, int(best.on_border.sum()))


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at a picture: so many pairs of lines; how much it counts to be large, of a paper's shape, of its size.

    ``cut``: as how like paper that counts which is cut off: nobody knows its shape.
    """

    pairs_max: int
    large: float
    shape: float
    size: float
    cut: float
    mm_per_px: float | None = None


_FIRST = _Look(pairs_max=50, large=0.2, shape=0.18, size=0.05, cut=1.0)  # papers of rare sizes are as clear as others
_BY_SIZE = _Look(pairs_max=80, large=0.1, shape=0.0, size=0.4, cut=0.5)  # a card is as likely as a sheet


def _looks(mm_per_px: float | None) -> tuple[_Look, _Look]:
    """The first, and the one at a picture in which nothing was clear."""
    if mm_per_px is None:
        return _FIRST, replace(_FIRST, pairs_max=_BY_SIZE.pairs_max)
    return replace(_FIRST, mm_per_px=mm_per_px), replace(_BY_SIZE, mm_per_px=mm_per_px)


@dataclass(frozen=True, slots=True)
class _Best:
    corners: Points
    score: float
    on_border: NDArray[np.bool_]


def _best(seen: Lines, within: Insides, look: _Look, traced: Edges | None = None) -> _Best:
    """The best quadrilateral of these lines, in the small picture; of three and a new one too, if it is ``traced``."""
    height, width = within.printed.shape
    cross = crossings(seen, width, height)
    worth = stretches(seen, cross)
    between = np.maximum(*worth)[:-BORDERS].max(axis=0, initial=0)
    found = quads(seen, cross, between, width, height, look.pairs_max)
    begin, end = np.roll(found.which, 1, axis=0), np.roll(found.which, -1, axis=0)
    less, more = (one[found.which, begin, end] for one in worth)
    best = _likeliest(seen, found, (less, more), within, look)
    if traced is None:
        return best
    every, found = completed(seen, cross, worth, traced)
    nexts = np.roll(found.x, -1, axis=0), np.roll(found.y, -1, axis=0)
    other = _likeliest(every, found, stretch(every, found.which, (found.x, found.y), nexts), within, look)
    return max(best, other, key=lambda one: one.score)


def _likeliest(seen: Lines, found: Quads, worth: Worth, within: Insides, look: _Look) -> _Best:
    """The one that scores highest; with a score of 0 when there is none. ``worth``: of the sides (4 by n)."""
    height, width = within.printed.shape
    if not len(found.area):
        return _Best(np.zeros((4, 2)), 0.0, np.zeros(4, bool))
    scores = _scores(seen, found, worth, width * height, look)
    likely = np.argsort(-scores)[:_LIKELY]
    scores[likely] *= like_a_sheet(within, found.x[:, likely], found.y[:, likely])
    top = likely[int(np.argmax(scores[likely]))]
    corners = found.corners(top) + np.array([(width - 1) / 2, (height - 1) / 2])
    return _Best(corners, float(scores[top]), found.which[:, top] >= len(seen.rho) - BORDERS)


def _small(picture: Picture) -> tuple[Picture, float]:
    """At most :data:`SMALL_PX` across, and how many pixels of ``picture`` one of its pixels is."""
    small = picture
    while max(small.shape[:2]) >= 2 * SMALL_PX:  # by halves, which is several times faster than at once
        small = np.asarray(
            cv2.resize(small, (small.shape[1] // 2, small.shape[0] // 2), interpolation=cv2.INTER_LINEAR)
        )
    if (longest := max(small.shape[:2])) > SMALL_PX:
        size = round(small.shape[1] * SMALL_PX / longest), round(small.shape[0] * SMALL_PX / longest)
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA))
    return small, picture.shape[1] / small.shape[1]


def _scores(seen: Lines, found: Quads, worth: Worth, picture_px: int, look: _Look) -> Floats:
    """0 to 1 each: edges on all sides that end at the corners; blank, brighter inside; of a paper's shape and size."""
    sides = side_scores(seen, found, worth)
    cut = (found.which >= len(seen.rho) - BORDERS).any(axis=0)
    shape, size = np.where(cut, look.cut, likeness(found, look.mm_per_px))
    score = 0.7 * sides.mean(axis=0) + 0.3 * sides.min(axis=0)
    score *= 1 - look.large * (1 - np.sqrt(found.area / picture_px))
    score *= (1 - look.shape * (1 - shape)) * (1 - look.size * (1 - size))
    return np.asarray(score, np.float32)
