"""A text as a QR code (ISO/IEC 18004): its modules as a texture of one pixel each."""

import math
from typing import Any

from kivy.graphics.texture import Texture
from qrcode import QRCode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

from kiosk.layout import Rect

QUIET_MODULES = 4


def qr_texture(text: str) -> Any:
    """Black on white with the quiet zone; enlarged without smoothing.

    :raises qrcode.exceptions.DataOverflowError: more than 2,331 bytes.
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(text)
    modules = code.get_matrix()
    rows = b"".join(b"\x00\x00\x00" if dark else b"\xff\xff\xff" for row in modules for dark in row)
    texture = Texture.create((len(modules), len(modules)), "rgb")
    texture.mag_filter = "nearest"
    texture.blit_buffer(rows, colorfmt="rgb", bufferfmt="ubyte")
    return texture


def whole_pixels(rect: Rect, modules: int) -> Rect:
    """The largest square in the middle of ``rect`` in which every module is the same whole number of pixels."""
    side = max(1, int(min(rect.w, rect.h)) // modules) * modules
    square = rect.middle(side, side)
    return Rect(math.floor(square.x), math.floor(square.y), side, side)
