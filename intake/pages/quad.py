"""Four corners of a page in a picture: pixels, x to the right and y down, clockwise from the upper left."""

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Height by width by 3, BGR, as OpenCV has it."""
Points = NDArray[np.float64]
"""n by 2."""


_USUAL_FOCAL = 0.87
"""Of the longer side: document cameras and phones lie between 0.7 and 1.1."""


def ordered(corners: Points) -> Points:
    """The same four corners clockwise, beginning with the one nearest to the upper left."""
    middle = corners.mean(axis=0)
    around = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)


def sides(corners: Points) -> NDArray[np.float64]:
    """Lengths of the upper, right, lower and left side."""
    return np.asarray(np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1))


def area(corners: Points) -> float:
    """Square pixels, never negative."""
    x, y = corners[:, 0], corners[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def shift(before: Points, after: Points) -> float:
    """How far the corner that moved most has moved, whichever corner is named first."""
    ways = (np.linalg.norm(np.roll(after, turn, axis=0) - before, axis=1).max() for turn in range(4))
    return float(min(ways))


def aspect(corners: Points, width: int, height: int) -> float:
    """The page's own width by height, its foreshortening undone.

    After Zhang and He, "Whiteboard scanning and image enhancement" (2007): the camera's focal length follows from two
    vanishing points, if the picture (``width`` by ``height``) is not cropped; a page that leans one way only has but
    one, then a usual length is taken. When the page faces the camera the mean lengths of opposite sides are right.
    """
    top, right, bottom, left = sides(corners)
    plain = float((top + bottom) / (left + right)) if left + right else 1.0
    lean = max(abs(top - bottom) / max(top, bottom, 1), abs(left - right) / max(left, right, 1))
    return plain if lean < 0.03 else _leaning(corners - (width / 2, height / 2), max(width, height)) or plain


def _leaning(corners: Points, long_px: int) -> float | None:
    """The whiteboard formula; None where it gives nothing."""
    one, two, four, three = (np.append(corner, 1.0) for corner in corners)
    k2 = _ratio(np.dot(np.cross(one, four), three), np.dot(np.cross(two, four), three))
    k3 = _ratio(np.dot(np.cross(one, four), two), np.dot(np.cross(three, four), two))
    across, down = k2 * two - one, k3 * three - one
    squared = -_ratio(across[0] * down[0] + across[1] * down[1], across[2] * down[2])
    if not (0.5 * long_px) ** 2 < squared < (3 * long_px) ** 2:
        squared = (_USUAL_FOCAL * long_px) ** 2
    flat = np.array((1 / squared, 1 / squared, 1.0))
    length = _ratio(np.dot(across**2, flat), np.dot(down**2, flat))
    return float(np.sqrt(length)) if 0.05 < length < 400 else None


def _ratio(over: float, under: float) -> float:
    return float(over / under) if abs(under) > 1e-12 else float("inf")
