"""The glass of the installation check as it is seen, in every state: nothing off it, nothing too small, a way on."""

import pytest

from kiosk import theme
from kiosk.layout import Rect
from kiosk.scene import Scene, Touch
from tests.kiosk.installation.sheets import scenes

SHAPES = ((1080, 1920), (1920, 1080), (1280, 800))
LETTER_MIN = 96
PASSING = ("installation.busy", "installation.counted")

each_shape = pytest.mark.parametrize(("width", "height"), SHAPES)


def drawn(width: int, height: int) -> dict[str, Scene]:
    return dict(scenes(width, height))


def on_the_map(touch: Touch) -> bool:
    """Doors are as large as the drawing of the cabinet makes them."""
    return touch.control.startswith("door.")


def apart(one: Rect, other: Rect) -> bool:
    beside = one.right <= other.x + 1 or other.right <= one.x + 1
    return beside or one.bottom <= other.y + 1 or other.bottom <= one.y + 1


@each_shape
def test_there_is_always_a_way_on(width: int, height: int) -> None:
    stuck = [
        name
        for name, shown in drawn(width, height).items()
        if shown.name not in PASSING and not {touch.control for touch in shown.touches} - {"lang.zh", "lang.en"}
    ]
    assert not stuck


@each_shape
def test_nothing_is_off_the_glass_or_on_something_else(width: int, height: int) -> None:
    for name, shown in drawn(width, height).items():
        touches = [touch for touch in shown.touches if not on_the_map(touch)]
        for touch in touches:
            rect = touch.rect
            inside = rect.x >= 0 and rect.y >= 0 and rect.right <= width + 1 and rect.bottom <= height + 1
            assert inside, (name, touch.control)
            assert all(apart(rect, other.rect) for other in touches if other is not touch), (name, touch.control)


@each_shape
def test_every_place_to_touch_is_large_enough(width: int, height: int) -> None:
    u = min(width, height) / 1080
    small = [
        (name, touch.control, round(touch.rect.w / u), round(touch.rect.h / u))
        for name, shown in drawn(width, height).items()
        for touch in shown.touches
        if not on_the_map(touch)
        and min(touch.rect.w, touch.rect.h) / u
        < (LETTER_MIN if touch.control.startswith(("key.", "board.")) else theme.TOUCH_MIN) - 0.5
    ]
    assert not small
