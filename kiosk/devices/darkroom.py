"""Work on pictures, beside the screen's loop: one picture after the other, so that a slow machine stays quick."""

import asyncio
import io
from dataclasses import replace

from kiosk.devices.pages import PIXELS_MAX, Sheet

JPEG_QUALITY = 88


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
    """The page in a picture; None when it is none."""
    return Sheet(picture, 0, 0) if picture.startswith(b"\xff\xd8") else None


def turned(self, sheet: Sheet) -> Sheet | None:
        """A page a quarter turn clockwise."""
        async with self._one:
            return await asyncio.to_thread(turned, sheet)

    async def from_phone(self, picture: bytes) -> Sheet | None:
        """The page in a picture from a phone."""
        async with self._one:
            return await None


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
