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
_PEELED_MAX = 44
BORDERS = 4


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, each the points with ``x cos + y sin = rho``; the picture's borders are the last :data:`BORDERS`.

    ``sums``: for each fact (:class:`Fact`), line, and :data:`STEP_PX` along it from ``-reach`` on, how often it held
    before.
    """

    cos: Floats
    sin: Floats
    rho: Floats
    sums: NDArray[np.int32]
    reach: int


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
    facts = _along(found, cos, sin, rho, reach)
    best = np.append(_longest(facts[:, :-BORDERS])[:most], np.arange(len(rho) - BORDERS, len(rho)))
    sums = np.zeros((len(facts), len(best), facts.shape[2] + 1), np.int32)
    np.cumsum(facts[:, best], axis=2, out=sums[:, :, 1:])
    return Lines(cos[best], sin[best], rho[best], sums, reach)


def _longest(facts: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The lines by their uninterrupted runs beside something blank and brighter, the best first."""
    edge = facts[Fact.EDGE]
    blank = (facts[Fact.CALM_MORE] & facts[Fact.BRIGHT_MORE]) | (facts[Fact.CALM_LESS] & facts[Fact.BRIGHT_LESS])
    good = edge & blank
    good[:, 1:-1] |= good[:, :-2] & good[:, 2:]
    count = np.cumsum(good, axis=1)
    since = count - np.maximum.accumulate(np.where(good, 0, count), axis=1)
    return np.argsort(since.sum(axis=1))[::-1]


def _peeled(pixels: Pixels, reach: int) -> tuple[Floats, Floats]:
    """Turns and rhos of the strongest lines: the strongest is taken with all its pixels, then the next strongest."""
    wide = 2 * reach // _CELL_PX + 1
    cells = _cells(pixels, reach, wide)
    votes = _counted(cells, pixels.steep, wide)
    found: list[tuple[float, float]] = []
    for _ in range(_PEELED_MAX):
        top = int(votes.argmax())
        if votes[top] < _VOTES_MIN:
            break
        on = (cells[0] == top) | (cells[1] == top) | (cells[2] == top)
        turn, rho = _fit(pixels, on)
        near = _near(pixels, turn, rho)
        found.append(_fit(pixels, near))
        on |= near
        votes -= _counted(cells[:, on], pixels.steep[on], wide)
        pixels, cells = pixels.some(~on), cells[:, ~on]
    table = np.array(found, np.float32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _cells(pixels: Pixels, reach: int, wide: int) -> NDArray[np.int32]:
    """For each pixel the three cells (turn, rho) of the lines through it that run as the edge there does."""
    turn = np.rint(np.arctan2(pixels.sin, pixels.cos) * (_TURNS / np.pi)).astype(np.int32)
    turns = (turn + np.array((-1, 0, 1), np.int32)[:, None]) % _TURNS
    angles = np.arange(_TURNS) * (np.pi / _TURNS)
    rho = pixels.x * np.cos(angles).astype(np.float32)[turns] + pixels.y * np.sin(angles).astype(np.float32)[turns]
    return turns * wide + ((rho + reach) / _CELL_PX).astype(np.int32)


def _counted(cells: NDArray[np.int32], steep: Floats, wide: int) -> NDArray[np.float64]:
    return np.bincount(cells.ravel(), np.tile(steep, 3), _TURNS * wide)


def _near(pixels: Pixels, turn: float, rho: float) -> NDArray[np.bool_]:
    """Those that lie on a line and run as it does."""
    cos, sin = math.cos(turn), math.sin(turn)
    on = np.abs(pixels.x * cos + pixels.y * sin - rho) < _THICK_PX
    return np.asarray(on & (np.abs(pixels.sin * cos - pixels.cos * sin) < _ASKEW))


def _fit(pixels: Pixels, which: NDArray[np.bool_]) -> tuple[float, float]:
    """The line through the pixels, by least squares."""
    weight, x, y = pixels.steep[which], pixels.x[which], pixels.y[which]
    total = float(weight.sum()) or 1.0
    mid_x, mid_y = float(weight @ x) / total, float(weight @ y) / total
    off_x, off_y = x - mid_x, y - mid_y
    xx, yy, xy = float(weight @ (off_x * off_x)), float(weight @ (off_y * off_y)), float(weight @ (off_x * off_y))
    turn = 0.5 * math.atan2(2 * xy, xx - yy) + math.pi / 2
    return turn, mid_x * math.cos(turn) + mid_y * math.sin(turn)


def _along(found: Edges, cos: Floats, sin: Floats, rho: Floats, reach: int) -> NDArray[np.bool_]:
    """The facts at each step of each line."""
    height, width = found.grey.shape
    cos, sin, rho = cos[:, None], sin[:, None], rho[:, None]
    steps = np.arange(-reach, reach + 1, STEP_PX, dtype=np.float32)
    x, y = rho * cos - steps * sin, rho * sin + steps * cos
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)

    def places(off: float) -> NDArray[np.intp]:
        column = np.clip(x + off * cos + 0.5, 0, width - 1).astype(np.intp)
        row = np.clip(y + off * sin + 0.5, 0, height - 1).astype(np.intp)
        return row * width + column

    on, more, less = places(0), places(_BESIDE_PX), places(-_BESIDE_PX)
    steep_x, steep_y = found.x.ravel()[on].astype(np.float32), found.y.ravel()[on].astype(np.float32)
    across, aside = np.abs(steep_x * cos + steep_y * sin), np.abs(steep_y * cos - steep_x * sin)
    grey, calm = found.grey.astype(np.int16).ravel(), found.calm.ravel() > 0
    gain = grey[more] - grey[less]
    edge = (across > FAINT) & (across > 2.2 * aside)
    return np.stack([edge, calm[more], calm[less], gain > 2, gain < -2, inside]) & inside
