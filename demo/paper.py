"""A printed notice in the hand: its picture is kept, its QR code read as a scanner would read it."""

from pathlib import Path

import zxingcpp
from PIL import Image

from demo.hand import until
from demo.stage import Stage

PRINTED_S_MAX = 20.0


def printed(stage: Stage, before: int, copies: int = 1) -> list[int]:
    """Wait for the papers that come after the first ``before``; their numbers."""
    until(lambda: len(stage.hand.printed()) >= before + copies, f"{copies} papers are printed", PRINTED_S_MAX)
    return [int(paper["number"]) for paper in stage.hand.printed()[before:]]


def kept(stage: Stage, number: int, name: str) -> Path:
    """The paper's picture among those of the tour."""
    path = stage.path(f"paper-{name}")
    path.write_bytes(stage.hand.paper(number))
    return path


def code_on(picture: Path) -> str:
    """The text of the QR code on a paper. :raises AssertionError: none can be read."""
    with Image.open(picture) as image:
        found = [code.text for code in zxingcpp.read_barcodes(image)]
    assert len(found) == 1, f"{len(found)} codes on {picture.name}"
    return found[0]
