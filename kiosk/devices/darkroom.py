"""Work on pictures, beside the screen's loop: one picture after the other, so that a slow machine stays quick."""

import asyncio
import io
from dataclasses import replace

from intake.pages.head import Unfit
from kiosk.devices.eye import sheet_of, whole
from kiosk.devices.pages import PIXELS_MAX
from kiosk.devices.sheet import Sheet

JPEG_QUALITY = 88


class PictureRoom:
    """Turns pages and finds the page in pictures from phones."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def turned(self, sheet: Sheet) -> Sheet | None:
        """A page a quarter turn clockwise."""
        async with self._one:
            return await asyncio.to_thread(turned, sheet)

    async def from_phone(self, picture: bytes) -> Sheet | Unfit:
        """The page in a picture from a phone."""
        async with self._one:
            return await asyncio.to_thread(from_phone, picture)


def from_phone(picture: bytes) -> Sheet | Unfit:
    """The page in a picture, or all of it where none is found; or why it is no picture to be trusted."""
    from intake.pages import phone  # noqa: PLC0415 (OpenCV)
    from intake.pages.find import find_page  # noqa: PLC0415
    from intake.pages.finish import finish  # noqa: PLC0415

    seen = phone.from_phone(picture)
    if isinstance(seen, Unfit):
        return seen
    return sheet_of(finish(seen, find_page(seen) or whole(seen), span_mm=None))


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
