"""Write ``intake/pages/ocr_b.py``: the signs of a passport's zone as small pictures, out of Debian's ``fonts-ocr-b``.

``python -m setup.glyphs``, by hand. OCR-B is ISO 1073-2; the font is free to use, modify and distribute (Norbert
Schwarz 1995, 2010; Matthew Skala 2012).
"""

import sys
from base64 import b85encode
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = "OCRB.otf"
ADVANCE = 0.723  # of a sign, in parts of the font's size
TARGET = Path("intake/pages/ocr_b.py")
SIGNS = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDTH, HEIGHT, PITCH = 20, 24, 20.32
"""Pixels, 8 a millimetre: a cell of 2.5 by 3 mm, signs 2.54 mm apart."""
FOOT = 22  # the row on which signs stand
_FINE = 8  # drawn so much larger, then made small

HEAD = f'''"""The signs of a passport's zone in OCR-B. Written by ``python -m setup.glyphs``: do not edit."""

PX_PER_MM = 8
WIDTH, HEIGHT, FOOT = {WIDTH}, {HEIGHT}, {FOOT}
"""Of a cell, and the row on which signs stand."""

# fmt: off
GLYPHS: dict[str, str] = {{
'''
TAIL = '''}
"""Sign to its picture: base 85 of its rows, a bit a pixel, ink is 1."""
'''


def main() -> int:
    """Write the table; 0."""
    lines = [f'    "{sign}": "{b85encode(np.packbits(picture(sign)).tobytes()).decode()}",\n' for sign in SIGNS]
    TARGET.write_text(HEAD + "".join(lines) + TAIL, encoding="utf-8")
    return 0


def picture(sign: str) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """``HEIGHT`` by ``WIDTH``, True where there is ink."""
    font = ImageFont.truetype(FONT, round(PITCH * _FINE / ADVANCE))
    image = Image.new("L", (WIDTH * _FINE, HEIGHT * _FINE))
    ImageDraw.Draw(image).text((WIDTH * _FINE / 2, FOOT * _FINE), sign, fill=255, font=font, anchor="ms")
    small = np.asarray(image, np.float32).reshape(HEIGHT, _FINE, WIDTH, _FINE).mean(axis=(1, 3))
    return np.asarray(small > 127)


if __name__ == "__main__":
    sys.exit(main())
