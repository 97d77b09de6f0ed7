"""What is not set but inked: the hall's seal, and the applicant's signature, as black dots on white."""

from PIL import Image, ImageDraw

from intake.signature import Signature, fitted

SEAL_DOTS = 256
"""32 mm on a head of 8 dots a millimetre (HARDWARE 4)."""
PEN_DOTS = 3
SIGNATURE_DOTS = 264, 104
_INK = 160
"""Lighter is paper. Vermilion on white is far below it."""

Seal = Image.Image


def dotted_seal(seal: Seal) -> Image.Image:
    """The seal, of any colour and background, as wide as it stands on receipts."""
    flat = Image.new("RGBA", seal.size, "white")
    flat.alpha_composite(seal.convert("RGBA"))
    flat.thumbnail((SEAL_DOTS, SEAL_DOTS))
    return flat.convert("L").point(lambda level: 0 if level < _INK else 255).convert("1")


def dotted_signature(lines: Signature) -> Image.Image:
    """What the finger drew, as large as the room on the paper lets it be."""
    width, height = SIGNATURE_DOTS
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    for line in fitted(lines, width - 2 * PEN_DOTS, height - 2 * PEN_DOTS):
        places = [(x + PEN_DOTS, y + PEN_DOTS) for x, y in line]
        pen.circle(places[0], PEN_DOTS // 2, fill=0)  # a line of one point is a dot
        pen.line([places[0], *places], fill=0, width=PEN_DOTS, joint="curve")
    return picture.convert("1")
