"""A strip of paper as the simulated printer leaves it."""

from io import BytesIO

from PIL import Image

from drivers.sim.printer_bytes import Parser
from drivers.sim.printer_paper import Strip


def printed(job: bytes, width_dots: int = 576) -> Strip:
    """What comes out up to the cut."""
    parser, strip = Parser(), Strip(width_dots)
    parser.feed(job)
    while (op := parser.take()) and op.kind != "cut":
        strip.do(op)
    return strip


def words(strip: Strip) -> str:
    """All text in one without blanks, however it was broken into lines."""
    return "".join("".join(strip.text).split())


def picture(strip: Strip) -> Image.Image:
    """The paper to look at."""
    return Image.open(BytesIO(strip.png()))
