"""A picture from the applicant's own phone: looked at with suspicion before it is decoded, then made plain.

What is decoded is a JPEG, PNG or WebP of known size (``head.py``); what comes out is pixels alone, so nothing of where
and when it was taken (EXIF) goes on.
"""

import cv2
import numpy as np

from intake.pages.head import Unfit, measured
from intake.pages.quad import Picture

_HALVED_ABOVE = 16_000_000


def from_phone(data: bytes) -> Picture | Unfit:
    """The picture as it is to be seen (EXIF's rotation done), or why it is not taken."""
    found = measured(data)
    if isinstance(found, Unfit):
        return found
    return _decoded(data, halved=found[0] * found[1] > _HALVED_ABOVE)


def _decoded(data: bytes, *, halved: bool) -> Picture | Unfit:
    flags = cv2.IMREAD_REDUCED_COLOR_2 if halved else cv2.IMREAD_COLOR
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error:
        return Unfit.DAMAGED
    return Unfit.DAMAGED if picture is None else np.asarray(picture, np.uint8)
