"""Pictures and codes on a real window: upright, turned, changed, gone; a code that a scanner can read off the glass."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.display import display
from kiosk.layout import Rect
from tests.kiosk.draw_pictures import CORNERS, GROUND, QR_TEXT, TURNED, UPRIGHT
from tests.kiosk.glass import SIZE, fonts

Colour = tuple[int, int, int]
GREY = (243, 245, 247)
HALF_WIDE = 400 * 101 / 203 / 4  # from the middle of a picture of 101 by 203 to that of a quarter


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    with display(*SIZE, own=True) as shown:
        command = [sys.executable, "-m", "tests.kiosk.draw_pictures", str(fonts()), str(folder)]
        subprocess.run(command, check=True, env=os.environ | {"DISPLAY": shown})
    return folder


@contextmanager
def glass(file: Path) -> Iterator[Image.Image]:
    with Image.open(file) as picture:
        yield picture.convert("RGB")


def quarters(picture: Image.Image, rect: Rect, across: float, down: float) -> tuple[Colour, ...]:
    """Colours clockwise from the top left, ``across`` and ``down`` from the middle."""
    x, y = rect.centre
    places = ((x - across, y - down), (x + across, y - down), (x + across, y + down), (x - across, y + down))
    return tuple(picture.getpixel((round(x), round(y))) for x, y in places)  # type: ignore[misc]


def upright(picture: Image.Image) -> tuple[Colour, ...]:
    return quarters(picture, UPRIGHT, HALF_WIDE, 100)


def test_a_picture_is_seen_whole_the_right_way_up(drawn: Path) -> None:
    with glass(drawn / "pages.png") as picture:
        assert upright(picture) == CORNERS
        assert picture.getpixel((110, 300)) == GREY, "its sides are kept as long as they are"


def test_a_quarter_turn_is_clockwise(drawn: Path) -> None:
    with glass(drawn / "pages.png") as picture:
        assert quarters(picture, TURNED, 100, HALF_WIDE) == CORNERS[3:] + CORNERS[:3]


def test_another_version_is_shown_when_the_glass_is_told(drawn: Path) -> None:
    with glass(drawn / "not-told.png") as before, glass(drawn / "another.png") as after:
        assert upright(before) == CORNERS
        assert upright(after) == CORNERS[2:] + CORNERS[:2]


@pytest.mark.parametrize("name", ["gone", "nothing"])
def test_nothing_stays_of_a_picture_that_is_gone(drawn: Path, name: str) -> None:
    with glass(drawn / f"{name}.png") as picture:
        assert GROUND.colour == "#F3F5F7"
        assert picture.getcolors() == [(SIZE[0] * SIZE[1], GREY)]


def test_a_scanner_reads_the_code_off_the_glass(drawn: Path) -> None:
    with glass(drawn / "code.png") as picture:
        found = zxingcpp.read_barcodes(picture)

    assert [code.text for code in found] == [QR_TEXT]
