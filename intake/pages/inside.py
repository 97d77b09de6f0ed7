"""What is inside a quadrilateral: print on a sheet, or a bare table, a cloth, another thing?"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages.edges import Floats

_PRINT_PX = 9  # thicker than any stroke in the small picture
_INK_LEVEL, _INK_PART = 6, 0.08
"""Where so much of a place is ink there is print; of a page with any writing a tenth and more is such places."""
_STEP_LEVEL, _STEP_PARTS = 25, (0.3, 0.5)
"""A sheet without its print is even, but for a portrait, a seal, a thumb; of a chequered cloth half is steps."""
_COUNTS = 0.15
_CLOTH_PART, _CLOTH_INSIDE, _CLOTH_COUNTS, _GRAVEL_PART = 0.3, (0.22, 0.3), 0.4, 0.5
"""Where so much of the whole picture is steps, a page is much evener than its table; else it is the cloth itself.

On gravel, where most looks like ink, edges do not run straight anyway."""
_PLACES = 8
_RIM = 0.06


@dataclass(frozen=True, slots=True)
class Insides:
    """``printed``, ``stepped``: where in the small picture there is ink, and where there is another step.

    ``cloth``: whether most of what is seen is a pattern.
    """

    printed: NDArray[np.bool_]
    stepped: NDArray[np.bool_]
    cloth: bool


def insides(grey: NDArray[np.uint8]) -> Insides:
    """Of a small picture."""
    bare = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((_PRINT_PX, _PRINT_PX), np.uint8))
    ink = cv2.blur(cv2.subtract(bare, grey), (5, 5))
    x, y = cv2.spatialGradient(cv2.blur(bare, (3, 3)))
    step = cv2.add(cv2.convertScaleAbs(x), cv2.convertScaleAbs(y))
    printed, stepped = np.asarray(ink > _INK_LEVEL), np.asarray(step > _STEP_LEVEL)
    ink_part, step_part = (np.count_nonzero(one) / one.size for one in (printed, stepped))
    return Insides(printed, stepped, bool(step_part > _CLOTH_PART and ink_part < _GRAVEL_PART))


def like_a_sheet(seen: Insides, x: Floats, y: Floats) -> Floats:
    """1 for a printed sheet, less for what is bare or no sheet. ``x``, ``y``: corners, 4 by n, from the middle."""
    height, width = seen.printed.shape
    column = np.clip(np.rint(_WEIGHTS @ x + (width - 1) / 2), 0, width - 1).astype(np.intp)
    row = np.clip(np.rint(_WEIGHTS @ y + (height - 1) / 2), 0, height - 1).astype(np.intp)
    printed, stepped = seen.printed[row, column].mean(axis=0), seen.stepped[row, column].mean(axis=0)
    bare = np.clip(1 - printed / _INK_PART, 0, 1)
    cloth = seen.cloth * _rise(stepped, *_CLOTH_INSIDE)
    return np.asarray(1 - _COUNTS * (bare + _rise(stepped, *_STEP_PARTS)) - _CLOTH_COUNTS * cloth, np.float32)


def _rise(part: Floats, least: float, most: float) -> Floats:
    """0 up to ``least``, 1 from ``most`` on."""
    return np.asarray(np.clip((part - least) / (most - least), 0, 1), np.float32)


def _weights() -> Floats:
    """How much each corner counts for each of the places inside that are looked at."""
    parts = np.linspace(_RIM, 1 - _RIM, _PLACES)
    down, across = (part.ravel() for part in np.meshgrid(parts, parts))
    corners = ((1 - across) * (1 - down), across * (1 - down), across * down, (1 - across) * down)
    return np.stack(corners, axis=1).astype(np.float32)


_WEIGHTS = _weights()
