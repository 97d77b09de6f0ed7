"""Whether what a phone sent is a picture, by its header only; nothing is decoded here.

The limits are those of the kiosk (``intake.pages.phone``), so that people hear on the page what it would refuse.
"""

import warnings
from enum import StrEnum
from io import BytesIO

from PIL import Image, UnidentifiedImageError

BYTES_MAX = 20 * 1024 * 1024
PIXELS_MAX = 60_000_000
SIDE_MIN, SIDE_MAX = 200, 16_384
FORMATS = ("JPEG", "PNG", "WEBP")


class Unfit(StrEnum):
    """Why a picture is not taken; each has its words on the page."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    NO_PICTURE = "no_picture"
    TOO_MANY = "too_many"


def unfit(content: bytes) -> Unfit | None:
    """None: a picture the kiosk can open."""
    if len(content) > BYTES_MAX:
        return Unfit.TOO_LARGE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged below
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                width, height = picture.width, picture.height
    except Image.DecompressionBombError:
        return Unfit.TOO_MANY_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return Unfit.NO_PICTURE
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        return Unfit.TOO_MANY_PIXELS
    return None if min(width, height) >= SIDE_MIN else Unfit.TOO_SMALL
