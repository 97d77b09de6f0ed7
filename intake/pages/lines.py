"""Straight lines among the edges of a small picture, and what lies along each of them."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.edges import FAINT, Edges, Floats, Mat, Pixels, beside_paper

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
_PEAKS_MAX, _LINES_MAX = 160, 42
_ABOUT = 3  # cells
BORDERS = 4
_BORDER_RUN = 300.0


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, each the points with ``x cos + y sin = rho``, from the picture's middle; its borders come last.

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


def lines(found: Edges) -> Lines:
    """The strongest lines, those that run longest beside something blank first, and the picture's four borders."""
    height, width = found.grey.shape
    reach = (int(math.hypot(width, height) / 2) // STEP_PX + 1) * STEP_PX
    turn, rho = _peeled(beside_paper(found), reach)
    right, low = (width - 3) / 2, (height - 3) / 2
    turn, rho = np.append(turn, [0, 0, math.pi / 2, math.pi / 2]), np.append(rho, [-right, right, -low, low])
    rho = rho.astype(np.float32)
    cos, sin = np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)
    facts, gain = _along(found, cos, sin, rho, reach)
    order, run = _longest(facts[:, :-BORDERS], gain[:-BORDERS])
    best = np.append(_of_many_directions(order, turn), np.arange(len(rho) - BORDERS, len(rho)))
    run = np.append(run, [_BORDER_RUN] * BORDERS)[best]
    return Lines(cos[best], sin[best], rho[best], _summed(facts[:, best]), reach, run.astype(np.float32))


def and_also(seen: Lines, found: Edges, turn: Floats, rho: Floats) -> Lines:
    """The same lines and these, which come before the borders."""
    cos, sin = np.cos(turn), np.sin(turn)
    sums = _summed(_along(found, cos, sin, rho, seen.reach)[0])

    def joined(of: NDArray[Any], more: NDArray[Any], axis: int = 0) -> NDArray[Any]:
        lines_of, borders_of = np.split(of, [-BORDERS], axis)
        return np.concatenate([lines_of, more, borders_of], axis)

    cos, sin, rho = joined(seen.cos, cos), joined(seen.sin, sin), joined(seen.rho, rho)
    return Lines(cos, sin, rho, joined(seen.sums, sums, 1), seen.reach, joined(seen.run, np.zeros_like(turn)))


def _summed(facts: NDArray[np.bool_]) -> NDArray[np.int32]:
    sums = np.zeros((*facts.shape[:2], facts.shape[2] + 1), np.int32)
    np.cumsum(facts, axis=2, out=sums[:, :, 1:])
    return sums


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
    """Turns and rhos of the strongest lines; a pixel counts for the strongest line through it only."""
    wide = 2 * reach // _CELL_PX + 1
    cells = _cells(pixels, reach, wide).ravel()
    votes = np.bincount(cells, np.tile(pixels.steep, 3), _TURNS * wide).astype(np.float32)
    peaks = _peaks(votes.reshape(_TURNS, wide))
    line, pixel, off = _about(peaks, cells)
    turn, rho = _fitted(pixels, line[off <= 1], pixel[off <= 1], len(peaks))
    line, pixel = _on(pixels, line, pixel, turn, rho)
    turn, rho = _fitted(pixels, line, pixel, len(peaks))
    strength = _owned(pixels.steep, line, pixel, len(peaks))
    best = np.argsort(-strength)[:_LINES_MAX]
    best = best[strength[best] >= _VOTES_MIN]
    return turn[best], rho[best]


def _peaks(votes: Floats) -> NDArray[np.intp]:
    """The cells with more votes than those about them, the best first."""
    top = cv2.dilate(votes, np.ones((1, 5), np.uint8))
    peaks = np.flatnonzero((votes == top) & (votes >= _VOTES_MIN))
    return peaks[np.argsort(-votes.ravel()[peaks])[:_PEAKS_MAX]]


def _about(
    peaks: NDArray[np.intp], cells: NDArray[np.int32]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of peak (its number) and pixel whose vote lies about it, and how many cells of rho from it."""
    order = np.argsort(cells.astype(np.uint16), kind="stable")  # 90 turns of at most 350 cells; sorted by radix
    begin, end = np.searchsorted(cells[order], (peaks - _ABOUT, peaks + _ABOUT + 1))
    count = end - begin
    line = np.repeat(np.arange(len(peaks)), count)
    vote = order[np.arange(len(line)) + np.repeat(begin - np.cumsum(count) + count, count)]
    return line, vote % (len(cells) // 3), np.abs(cells[vote] - peaks[line])


def _cells(pixels: Pixels, reach: int, wide: int) -> NDArray[np.int32]:
    """For each pixel the three cells (turn, rho) of the lines through it that run as the edge there does."""
    turn = np.rint(np.arctan2(pixels.sin, pixels.cos) * (_TURNS / np.pi)).astype(np.int32)
    turns = (turn + np.array((-1, 0, 1), np.int32)[:, None]) % _TURNS
    angles = np.arange(_TURNS) * (np.pi / _TURNS)
    rho = pixels.x * np.cos(angles).astype(np.float32)[turns] + pixels.y * np.sin(angles).astype(np.float32)[turns]
    return np.asarray(turns * wide + ((rho + reach) / _CELL_PX).astype(np.int32))


def _on(
    pixels: Pixels, line: NDArray[np.intp], pixel: NDArray[np.intp], turn: Floats, rho: Floats
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Those pairs whose pixel lies on the line and runs as it does."""
    cos, sin = np.cos(turn)[line], np.sin(turn)[line]
    off = np.abs(pixels.x[pixel] * cos + pixels.y[pixel] * sin - rho[line])
    askew = np.abs(pixels.sin[pixel] * cos - pixels.cos[pixel] * sin)
    keep = (off < _THICK_PX) & (askew < _ASKEW)
    return line[keep], pixel[keep]


def _fitted(pixels: Pixels, line: NDArray[np.intp], pixel: NDArray[np.intp], count: int) -> tuple[Floats, Floats]:
    """Each line through its pixels, by least squares."""

    def sums(of: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        return np.bincount(line, of, count) / total

    weight, x, y = pixels.steep[pixel], pixels.x[pixel], pixels.y[pixel]
    total = np.bincount(line, weight, count) + 1e-6
    mid_x, mid_y = sums(weight * x), sums(weight * y)
    off_x, off_y = x - mid_x[line], y - mid_y[line]
    xx, yy, xy = sums(weight * off_x * off_x), sums(weight * off_y * off_y), sums(weight * off_x * off_y)
    turn = 0.5 * np.arctan2(2 * xy, xx - yy) + math.pi / 2
    return turn.astype(np.float32), (mid_x * np.cos(turn) + mid_y * np.sin(turn)).astype(np.float32)


def _owned(steep: Floats, line: NDArray[np.intp], pixel: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """How strong each line is by those pixels which lie on no stronger one."""
    rank = np.empty(count, np.intp)
    rank[np.argsort(-np.bincount(line, steep[pixel], count))] = np.arange(count)
    owner = np.full(len(steep), count)
    np.minimum.at(owner, pixel, rank[line])
    own = owner[pixel] == rank[line]
    return np.asarray(np.bincount(line[own], steep[pixel[own]], count), np.float64)


def _along(
    found: Edges, cos: Floats, sin: Floats, rho: Floats, reach: int
) -> tuple[NDArray[np.bool_], NDArray[np.int16]]:
    """The facts at each step of each line, and by how much its positive side is brighter."""
    right, low = np.float32((found.grey.shape[1] - 1) / 2), np.float32((found.grey.shape[0] - 1) / 2)
    cos, sin, rho = cos[:, None], sin[:, None], rho[:, None]
    steps = np.arange(-reach, reach + 1, STEP_PX, dtype=np.float32)
    x, y = rho * cos - steps * sin, rho * sin + steps * cos
    inside = (np.abs(x) <= right) & (np.abs(y) <= low)
    x, y = x + right, y + low

    def at(off: float, *pictures: Mat) -> list[NDArray[np.int16]]:
        there = x + off * cos, y + off * sin
        seen = (cv2.remap(one, *there, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE) for one in pictures)
        return [np.asarray(one, np.int16) for one in seen]

    steep_x, steep_y = at(0, found.x, found.y)
    grey_more, calm_more = at(_BESIDE_PX, found.grey, found.calm)
    grey_less, calm_less = at(-_BESIDE_PX, found.grey, found.calm)
    across, aside = np.abs(steep_x * cos + steep_y * sin), np.abs(steep_y * cos - steep_x * sin)
    gain = grey_more - grey_less
    edge = (across > FAINT) & (across > 2.2 * aside)
    blank_more, blank_less = (calm_more > 0) & _even(grey_more), (calm_less > 0) & _even(grey_less)
    return np.stack([edge, blank_more, blank_less, gain > 2, gain < -2, inside]) & inside, gain


def _even(grey: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Where it is as bright as a little before or after, as paper is and a pattern is not."""
    step = np.abs(grey[:, _EVEN:] - grey[:, :-_EVEN]) < _EVEN_LEVEL + grey[:, _EVEN:] // 12
    even = np.zeros(grey.shape, bool)
    even[:, _EVEN:] = step
    even[:, :-_EVEN] |= step
    return even
