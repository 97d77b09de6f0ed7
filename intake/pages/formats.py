"""How near something comes to the papers there are: in its shape, and in its size where millimetres are known."""

import math

import numpy as np

from intake.pages.crossings import Quads
from intake.pages.edges import Floats
from intake.pages.flat import FORMATS_MM

_SHAPE_NEAR = 0.08
_LEANING_NEAR, _SIZE_NEAR = 0.12, 0.14
"""In logarithms. A camera that leans shows a page some percent shorter, and larger on the nearer half of the table."""
_OPEN_PASSPORT_MM = (176.0, 125.0)
_SIDES = np.log(np.array([*FORMATS_MM, _OPEN_PASSPORT_MM], np.float32))
_SHAPES, _SIZES = -np.diff(_SIDES, axis=1), _SIDES.mean(axis=1, keepdims=True)


def likeness(found: Quads, mm_per_px: float | None) -> tuple[Floats, Floats]:
    """1 for what has the shape of a sheet, a booklet or a card, 0 for any other thing; and the same for its size.

    Where ``mm_per_px`` is None every size is as good.
    """
    lengths = np.hypot(np.roll(found.x, -1, axis=0) - found.x, np.roll(found.y, -1, axis=0) - found.y)
    shape = np.abs(np.log((lengths[0] + lengths[2]) / (lengths[1] + lengths[3]))) - _SHAPES  # formats by n
    by_shape = _nearest((shape / _SHAPE_NEAR) ** 2)
    if mm_per_px is None:
        return by_shape, np.ones_like(by_shape)
    size = np.log(found.area) / 2 + math.log(mm_per_px) - _SIZES
    return by_shape, _nearest((shape / _LEANING_NEAR) ** 2 + (size / _SIZE_NEAR) ** 2)


def _nearest(off: Floats) -> Floats:
    """Of the nearest format, from 1 down to 0. ``off``: from each, formats by n, squared."""
    return np.asarray(np.exp(-off.min(axis=0)), np.float32)
