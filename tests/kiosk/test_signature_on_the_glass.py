"""A signature drawn with a finger on a real window is kept as it was drawn, and seen."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from kiosk.display import display
from kiosk.flows.submit.signing import FIELD_HEIGHT
from tests.kiosk.draw_signature import STROKES, field
from tests.kiosk.glass import SIZE, fonts

DARK = 120


def test_what_a_finger_draws_is_kept_and_seen_where_it_was_drawn(tmp_path: Path) -> None:
    with display(*SIZE, own=True) as shown:
        command = [sys.executable, "-m", "tests.kiosk.draw_signature", str(fonts()), str(tmp_path)]
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | {"DISPLAY": shown})

    drawn = json.loads(run.stdout)
    for line, stroke in zip(drawn, STROKES, strict=True):
        wanted = [value for x, y in stroke for value in (x, y * FIELD_HEIGHT)]
        assert [value for point in line[: len(stroke)] for value in point] == pytest.approx(wanted, abs=0.002)
    with Image.open(tmp_path / "signed.png") as picture:
        grey = picture.convert("L")
        assert all(_dark(grey, *a, *b) for stroke in STROKES for a, b in pairwise(stroke))
        assert not _dark(grey, 0.45, 0.3, 0.45, 0.3), "nothing is drawn where the finger was lifted"


def _dark(picture: Image.Image, x0: float, y0: float, x1: float, y1: float) -> bool:
    """Whether there is ink in the middle between two places of the field."""
    rect = field()
    x, y = rect.x + rect.w * (x0 + x1) / 2, rect.y + rect.h * (y0 + y1) / 2
    seen = picture.getpixel((round(x), round(y)))
    assert isinstance(seen, int)
    return seen < DARK
