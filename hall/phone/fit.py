"""Whether what a phone sent is a picture, by its header only; nothing is decoded here."""

import warnings
from enum import StrEnum
from io import BytesIO

from PIL import Image, UnidentifiedImageError

BYTES_MAX = 20 * 1024 * 1024
PIXELS_MAX = 64_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class Unfit(StrEnum):
    """Why a picture is not taken; each has its words on the page."""

    TOO_LARGE = "too_large"
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
                pixels = picture.width * picture.height
    except Image.DecompressionBombError:
        return Unfit.TOO_LARGE
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return Unfit.NO_PICTURE
    if pixels > PIXELS_MAX:
        return Unfit.TOO_LARGE
    return None if pixels > 0 else Unfit.NO_PICTURE
