"""The page in a picture: of all quadrilaterals that straight edges make, the one that looks most like paper."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.edges import Floats, edges
from intake.pages.flat import FORMATS_MM
from intake.pages.lines import BORDERS, STEP_PX, Fact, Lines, lines
from intake.pages.quad import Picture, Points, ordered
from intake.pages.refine import refined

SMALL_PX = 480
"""The search is done in a picture so wide (or high); the corners are then placed in the large one."""
LINES_FIRST, LINES_MAX = 30, 40
SCORE_MIN = 0.385
CLEAR = 0.55
"""A page less clear than that is looked for again among more lines."""
BORDER_SUPPORT = 0.6
"""What the picture's border counts as an edge: less than any real one, more than none (a page that is cut off)."""
_PART_MIN, _PART_MAX = 0.02, 0.985  # of the picture
_SIDE_MIN = 0.07  # of the picture's longer side
_SHAPE_COUNTS, _SHAPE_NEAR = 0.18, 0.08
_SHAPES = np.log(np.array([long / short for long, short in FORMATS_MM], np.float32))
_DIRECTIONS = 18
_PAIRS_FIRST, _PAIRS_MAX = 50, 80
_BEYOND = 50 // STEP_PX


@dataclass(frozen=True, slots=True)
class Found:
    """``corners``: pixels, clockwise from the upper left. ``score`` 0 to 1. ``cut``: sides on the picture's border."""

    corners: Points
    score: float
    cut: int = 0

    def outline(self, width: int, height: int) -> tuple[tuple[float, float], ...]:
        """The corners in parts of a picture so wide and high."""
        return tuple((float(x) / width, float(y) / height) for x, y in self.corners)


def find_page(picture: Picture) -> Found | None:
    """The page that lies there; None when nothing looks like one. At most 12 ms at 1920 by 1080 on one core."""
    small, scale = _small(picture)
    seen = lines(edges(small), LINES_MAX)
    best = _best(seen.first(LINES_FIRST), small, _PAIRS_FIRST)
    if best is None or best.score < CLEAR:
        best = _best(seen, small, _PAIRS_MAX)
    if best is None or best.score < SCORE_MIN:
        return None
    corners = refined(picture, (best.corners + 0.5) * scale - 0.5, best.on_border, scale)
    return Found(ordered(corners), best.score, int(best.on_border.sum()))


@dataclass(frozen=True, slots=True)
class _Best:
    corners: Points
    score: float
    on_border: NDArray[np.bool_]


def _best(seen: Lines, small: Picture, pairs_max: int) -> _Best | None:
    """The best quadrilateral of these lines, in the small picture."""
    height, width = small.shape[:2]
    quads, which = _quads(seen, width, height, pairs_max)
    if not len(quads):
        return None
    scores = _scores(seen, quads, which, width * height)
    top = int(np.argmax(scores))
    return _Best(quads[top].astype(np.float64), float(scores[top]), which[top] >= len(seen.rho) - BORDERS)


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


def _quads(seen: Lines, width: int, height: int, pairs_max: int) -> tuple[Floats, NDArray[np.intp]]:
    """All plausible quadrilaterals (n by 4 by 2), and the line of each side: side i goes from corner i to i + 1."""
    one, two = np.triu_indices(len(seen.rho), 1)
    lean = np.abs(seen.cos[one] * seen.cos[two] + seen.sin[one] * seen.sin[two])
    apart = _apart(seen, one, two, width, height)
    opposite = np.flatnonzero((lean > np.cos(np.deg2rad(24))) & (apart > _SIDE_MIN * max(width, height)))
    opposite = _strongest(seen, one, two, opposite, pairs_max)
    one, two = one[opposite], two[opposite]
    a, b = np.triu_indices(len(one), 1)
    right = np.abs(seen.cos[one[a]] * seen.cos[one[b]] + seen.sin[one[a]] * seen.sin[one[b]]) < np.sin(np.deg2rad(28))
    a, b = a[right], b[right]
    which = np.stack([one[a], one[b], two[a], two[b]], axis=1)
    border = which >= len(seen.rho) - BORDERS
    which = which[~(border[:, :2] & border[:, 2:]).any(axis=1)]  # cut off at one end, or at a corner
    corners = np.stack([_crossing(seen, which[:, side - 1], which[:, side]) for side in range(4)], axis=1)
    keep = _plausible(corners, width, height)
    return corners[keep], which[keep]


def _strongest(
    seen: Lines, one: NDArray[np.intp], two: NDArray[np.intp], pairs: NDArray[np.intp], most: int
) -> NDArray[np.intp]:
    """The best pairs of each direction, so that the grain of a table, which has one, does not crowd a page out."""
    pairs = pairs[np.argsort(-seen.run[one[pairs]] * seen.run[two[pairs]])]
    turn = np.arctan2(seen.sin[one[pairs]], seen.cos[one[pairs]]) % np.pi // (np.pi / _DIRECTIONS)
    return np.concatenate([pairs[turn == way][:most] for way in range(_DIRECTIONS)])


def _apart(seen: Lines, one: NDArray[np.intp], two: NDArray[np.intp], width: int, height: int) -> Floats:
    """How far two lines are from each other, about the picture's middle."""
    middle = seen.cos * (width / 2) + seen.sin * (height / 2) - seen.rho
    same = np.sign(seen.cos[one] * seen.cos[two] + seen.sin[one] * seen.sin[two])
    return np.asarray(np.abs(middle[one] - same * middle[two]), np.float32)


def _crossing(seen: Lines, one: NDArray[np.intp], two: NDArray[np.intp]) -> Floats:
    under = seen.cos[one] * seen.sin[two] - seen.sin[one] * seen.cos[two]
    under = np.where(np.abs(under) < 1e-6, 1e-6, under)
    x = (seen.rho[one] * seen.sin[two] - seen.rho[two] * seen.sin[one]) / under
    y = (seen.rho[two] * seen.cos[one] - seen.rho[one] * seen.cos[two]) / under
    return np.stack([x, y], axis=1)


def _plausible(corners: Floats, width: int, height: int) -> NDArray[np.bool_]:
    inside = ((corners > -4) & (corners < (width + 3, height + 3))).all(axis=(1, 2))
    after, before = np.roll(corners, -1, axis=1) - corners, np.roll(corners, 1, axis=1) - corners
    turns = after[:, :, 0] * before[:, :, 1] - after[:, :, 1] * before[:, :, 0]
    convex = (turns > 0).all(axis=1) | (turns < 0).all(axis=1)
    area = np.abs(turns.sum(axis=1)) / 4
    lengths = np.hypot(after[:, :, 0], after[:, :, 1])
    long_enough = lengths.min(axis=1) > _SIDE_MIN * max(width, height)
    slim = lengths.max(axis=1) < 3.2 * lengths.min(axis=1)
    part = area / (width * height)
    return np.asarray(inside & convex & long_enough & slim & (part > _PART_MIN) & (part < _PART_MAX))


def _scores(seen: Lines, quads: Floats, which: NDArray[np.intp], picture_px: int) -> Floats:
    """0 to 1 each: edges on all sides that end at the corners; blank, brighter inside; of a paper's shape."""
    middle = quads.mean(axis=1)
    border = which >= len(seen.rho) - BORDERS
    after = np.roll(quads, -1, axis=1)
    sides = np.stack(
        [_side_scores(seen, which[:, side], quads[:, side], after[:, side], middle) for side in range(4)], axis=1
    )
    weakest = np.where(border, 1, sides).min(axis=1, keepdims=True)
    sides = np.where(border, BORDER_SUPPORT * weakest, sides)
    area = np.abs((quads[:, :, 0] * after[:, :, 1] - quads[:, :, 1] * after[:, :, 0]).sum(axis=1)) / 2
    score = (0.7 * sides.mean(axis=1) + 0.3 * sides.min(axis=1)) * (0.8 + 0.2 * np.sqrt(area / picture_px))
    known = np.where(border.any(axis=1), 1, _like_paper(quads))  # of a page cut off nobody knows the shape
    return np.asarray(score * (1 - _SHAPE_COUNTS * (1 - known)), np.float32)


def _like_paper(quads: Floats) -> Floats:
    """1 for the shape of a sheet, a booklet or a card, 0 for any other."""
    lengths = np.linalg.norm(np.roll(quads, -1, axis=1) - quads, axis=2)
    shape = np.abs(np.log((lengths[:, 0] + lengths[:, 2]) / (lengths[:, 1] + lengths[:, 3])))
    away = np.abs(shape[:, None] - _SHAPES).min(axis=1)
    return np.asarray(np.exp(-((away / _SHAPE_NEAR) ** 2)), np.float32)


def _side_scores(seen: Lines, line: NDArray[np.intp], begin: Floats, end: Floats, middle: Floats) -> Floats:
    cos, sin, rho = seen.cos[line], seen.sin[line], seen.rho[line]
    low, high = np.sort(np.stack([_step(seen, corner, cos, sin) for corner in (begin, end)]), axis=0)
    size = seen.sums.shape[2] - 1

    def share(fact: int | NDArray[np.intp], start: NDArray[np.intp], stop: NDArray[np.intp]) -> Floats:
        held = seen.sums[fact, line, stop] - seen.sums[fact, line, start]
        steps = seen.sums[Fact.INSIDE, line, stop] - seen.sums[Fact.INSIDE, line, start]
        return np.asarray(held / np.maximum(steps, 1), np.float32)

    inward = middle[:, 0] * cos + middle[:, 1] * sin > rho
    edge = share(Fact.EDGE, low, high)
    calm = share(np.where(inward, Fact.CALM_MORE, Fact.CALM_LESS), low, high)
    bright = share(np.where(inward, Fact.BRIGHT_MORE, Fact.BRIGHT_LESS), low, high)
    before = share(Fact.EDGE, np.maximum(low - _BEYOND, 0), np.maximum(low - 2, 0))
    behind = share(Fact.EDGE, np.minimum(high + 2, size), np.minimum(high + _BEYOND, size))
    return np.asarray(edge * (0.45 + 0.3 * calm + 0.25 * bright) - 0.15 * (before + behind), np.float32)


def _step(seen: Lines, corner: Floats, cos: Floats, sin: Floats) -> NDArray[np.intp]:
    along = corner[:, 1] * cos - corner[:, 0] * sin
    return np.clip(np.rint((along + seen.reach) / STEP_PX), 0, seen.sums.shape[2] - 1).astype(np.intp)
