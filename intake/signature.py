"""A signature drawn with a finger: its lines, what counts as one, and its place on a paper or a page."""

import math
from itertools import pairwise
from typing import Annotated

from msgspec import Meta

Fraction = Annotated[float, Meta(ge=0, le=1)]
Line = Annotated[tuple[tuple[Fraction, Fraction], ...], Meta(max_length=2000)]
Signature = Annotated[tuple[Line, ...], Meta(max_length=200)]
"""Lines of a finger on the glass; x to the right and y down, in parts of the field's width."""

INK_MIN = 0.15
"""The shortest length of all lines together, in parts of the field's width; less is a dot, not a name."""
POINTS_MAX = 8000
"""Of all lines together: two minutes of a finger. As JSON 130 KB at most, so that a submission stays small."""
STEP_MIN = 0.003
"""What is nearer to the point before is not seen on paper."""


def is_signature(lines: Signature) -> bool:
    """Something was drawn, and no more than a finger draws."""
    return ink(lines) >= INK_MIN and sum(map(len, lines)) <= POINTS_MAX


def ink(lines: Signature) -> float:
    """How long all lines are together, in parts of the field's width."""
    return sum(math.dist(*step) for line in lines for step in pairwise(line))


def thinned(lines: Signature) -> Signature:
    """The same to the eye, with far fewer points: to be kept with a notice and printed."""
    return tuple(_thinned(line) for line in lines if line)


def fitted(lines: Signature, width: float, height: float) -> Signature:
    """As large as such a room lets it be, from its upper left corner, in the unit of the room."""
    xs, ys = [x for line in lines for x, _ in line], [y for line in lines for _, y in line]
    if not xs:
        return ()
    left, top = min(xs), min(ys)
    scale = min(width / max(max(xs) - left, STEP_MIN), height / max(max(ys) - top, STEP_MIN))
    return tuple(tuple(((x - left) * scale, (y - top) * scale) for x, y in line) for line in lines)


def _thinned(line: Line) -> Line:
    kept = [line[0]]
    for point in line[1:]:
        if math.dist(point, kept[-1]) >= STEP_MIN:
            kept.append(point)
    return tuple(kept)
