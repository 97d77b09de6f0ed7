"""The signs of a passport's zone as a camera sees them: :mod:`intake.pages.ocr_b` made smaller and a little soft."""

from base64 import b85decode
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pages import ocr_b

PX_PER_MM = 6
"""A zone is read at this size: somewhat larger than a kiosk's camera shows it (4.3)."""
SIGNS = tuple(ocr_b.GLYPHS)
_SOFT_PX = 1.0

Floats = NDArray[np.float32]


@cache
def glyphs() -> tuple[Floats, ...]:
    """One picture for each of :data:`SIGNS`, all of one size, ink is 1: 15 by 18 pixels."""
    return tuple(_seen(one) for one in ocr_b.GLYPHS.values())


def _seen(packed: str) -> Floats:
    bits = np.unpackbits(np.frombuffer(b85decode(packed), np.uint8))
    drawn = bits.reshape(ocr_b.HEIGHT, ocr_b.WIDTH).astype(np.float32)
    part = PX_PER_MM / ocr_b.PX_PER_MM
    small = cv2.resize(drawn, None, fx=part, fy=part, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), _SOFT_PX), np.float32)
