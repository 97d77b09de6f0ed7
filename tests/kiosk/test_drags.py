"""A finger that draws: only on fields for drawing, in parts of the field, no more often than it moves."""

import pytest

from kiosk.glass.drawing import STEP_PX_MIN, Drawing
from kiosk.layout import Rect
from kiosk.scene import Touch

FIELD = Touch(Rect(100, 200, 400, 100), "draw.signature")
BUTTON = Touch(Rect(0, 0, 100, 100), "ok")


@pytest.mark.parametrize("touch", [BUTTON, None])
def test_a_finger_elsewhere_draws_nothing(touch: Touch | None) -> None:
    drawing = Drawing()

    assert not drawing.begins(touch)
    assert drawing.at(300, 250) is None
    assert drawing.at(300, 250, up=True) is None


def test_places_are_told_in_parts_of_the_field() -> None:
    drawing = Drawing()
    drawing.begins(FIELD)

    assert drawing.at(100, 200) == ("draw.signature", 0.0, 0.0)
    assert drawing.at(300, 250) == ("draw.signature", 0.5, 0.5)


def test_a_finger_that_leaves_the_field_stays_at_its_edge() -> None:
    drawing = Drawing()
    drawing.begins(FIELD)

    assert drawing.at(900, 0) == ("draw.signature", 1.0, 0.0)


def test_a_trembling_finger_is_told_when_it_has_moved() -> None:
    drawing = Drawing()
    drawing.begins(FIELD)
    drawing.at(300, 250)

    assert drawing.at(300 + STEP_PX_MIN - 1, 250) is None
    assert drawing.at(300 + STEP_PX_MIN, 250) is not None


def test_a_lifted_finger_is_told_once_wherever_it_is() -> None:
    drawing = Drawing()
    drawing.begins(FIELD)
    drawing.at(300, 250)

    assert drawing.at(300, 250, up=True) == ("draw.signature", 0.5, 0.5)
    assert drawing.at(320, 250) is None
    assert drawing.at(320, 250, up=True) is None
