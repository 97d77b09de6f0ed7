"""Work on pictures, beside the screen's loop: one picture after the other, so that a slow machine stays quick."""

import asyncio
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from intake.pages.head import Unfit
from kiosk.devices.eye import sheet_of
from kiosk.devices.pages import PIXELS_MAX, Sheet

if TYPE_CHECKING:
    from intake.pages.quad import Picture, Points

JPEG_QUALITY = 88
EDGE_PX = 2


class PictureRoom:
    """Turns pages and finds the page in pictures from phones."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def turned(self, sheet: Sheet) -> Sheet | None:
        """A page a quarter turn clockwise."""
        async with self._one:
            return await asyncio.to_thread(turned, sheet)

    async def from_phone(self, picture: bytes) -> Sheet | None:
        """The page in a picture from a phone."""
        async with self._one:
            return await asyncio.to_thread(from_phone, picture)


def from_phone(picture: bytes) -> Sheet | None:
    """The page in a picture, or all of it where none is found; None for what is no picture, or not to be trusted."""
    from intake.pages import phone  # noqa: PLC0415 (OpenCV)
    from intake.pages.find import Found, find_page  # noqa: PLC0415
    from intake.pages.finish import finish  # noqa: PLC0415

    seen = phone.from_phone(picture)
    if isinstance(seen, Unfit):
        return None
    found = find_page(seen) or Found(inside(seen), 0)
    return sheet_of(finish(seen, found, span_mm=None))


def inside(picture: "Picture") -> "Points":
    """The corners of the whole picture, as far from its border as a page must lie."""
    import numpy as np  # noqa: PLC0415

    right, low = picture.shape[1] - 1 - EDGE_PX, picture.shape[0] - 1 - EDGE_PX
    return np.array([(EDGE_PX, EDGE_PX), (right, EDGE_PX), (right, low), (EDGE_PX, low)], np.float64)


def turned(sheet: Sheet) -> Sheet | None:
    """A page a quarter turn clockwise; None when it is no JPEG."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (the first screen shows no picture)

    try:
        with Image.open(io.BytesIO(sheet.jpeg), formats=("JPEG",)) as picture:
            if picture.width * picture.height > PIXELS_MAX:
                return None
            around = picture.transpose(Image.Transpose.ROTATE_270)
            out = io.BytesIO()
            around.save(out, "JPEG", quality=JPEG_QUALITY, dpi=picture.info.get("dpi", (150, 150)))
            return replace(sheet, jpeg=out.getvalue(), width=around.width, height=around.height)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
        return None
