"""A notice or a phone held under the camera."""

import cv2
import numpy as np
import pytest

from bench.qr import hard_codes
from intake.pages.qr import TEXT_MAX, read_qr


def test_most_hard_codes_are_read_and_none_wrongly() -> None:
    answers = [(text, read_qr(picture)) for text, picture in hard_codes(40, seed=2)]
    assert sum(text in read for text, read in answers) >= 28
    assert all(read in ([], [text]) for text, read in answers)


@pytest.mark.parametrize("level", [0, 255])
def test_nothing_is_read_from_nothing(level: int) -> None:
    assert read_qr(np.full((720, 1280, 3), level, np.uint8)) == []


def test_a_code_that_says_too_much_is_not_read() -> None:
    code = cv2.QRCodeEncoder.create().encode("A" * (TEXT_MAX + 1))
    large = cv2.resize(
        cv2.copyMakeBorder(code, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255), None, fx=5, fy=5, interpolation=0
    )
    assert read_qr(np.asarray(cv2.cvtColor(large, cv2.COLOR_GRAY2BGR), np.uint8)) == []
