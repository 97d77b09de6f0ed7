"""What a clerk gets to see of a page."""

import hashlib
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from drivers.sim.camera.shot import Shot
from intake.materials.given import PageTrouble
from intake.pages.finish import JPEG_BYTES_MAX, FinishedPage, finish
from tests.intake.pages.conftest import page_in


def finished(shot: Shot) -> FinishedPage:
    return finish(shot.picture, page_in(shot.picture))


def seen(page: FinishedPage) -> NDArray[np.uint8]:
    picture = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture.astype(np.uint8)


def test_a_form_is_a_sheet_of_a4_at_150_dots_an_inch_whichever_way_it_lies(lay: Callable[..., Shot]) -> None:
    page = finished(lay(paper="申请表", angle=93, tilt=0.4))
    assert (page.width, page.height) == (1240, 1754)
    assert page.trouble is None
    assert page.digest == hashlib.sha256(page.jpeg).hexdigest()
    assert len(page.jpeg) <= JPEG_BYTES_MAX


@pytest.mark.parametrize(
    ("paper", "angle", "size"), [("身份证", 6, (506, 319)), ("房产证", -4, (1535, 1093)), ("户口簿", 3, (620, 844))]
)
def test_each_paper_has_its_own_size(lay: Callable[..., Shot], paper: str, angle: float, size: tuple[int, int]) -> None:
    page = finished(lay(paper=paper, angle=angle))
    assert (page.width, page.height) == size


@pytest.mark.parametrize("how", [{"light": 0.5}, {"shadow": 0.7}, {"warm": 0.7}], ids=str)
def test_paper_is_white_and_ink_is_dark_in_every_light(lay: Callable[..., Shot], how: dict[str, float]) -> None:
    picture = seen(finished(lay(paper="申请表", angle=92, seed=2, **how)))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    assert np.percentile(grey, 50) >= 250
    assert np.percentile(grey, 1) < 110
    assert (grey > 235).mean() > 0.8


def test_a_red_seal_stays_red(lay: Callable[..., Shot]) -> None:
    blue, green, red = cv2.split(seen(finished(lay(paper="申请表", angle=92))).astype(np.int16))
    assert ((red > 150) & (blue < 110) & (green < 110)).mean() > 0.002


def test_no_rim_of_the_table_is_left(lay: Callable[..., Shot]) -> None:
    grey = cv2.cvtColor(seen(finished(lay(paper="申请表", angle=88, table="grey"))), cv2.COLOR_BGR2GRAY)
    rim = np.concatenate([grey[:3].ravel(), grey[-3:].ravel(), grey[:, :3].ravel(), grey[:, -3:].ravel()])
    assert (rim < 180).mean() < 0.02


def test_a_bad_page_may_be_taken_by_hand_and_says_what_is_wrong(lay: Callable[..., Shot]) -> None:
    assert finished(lay(paper="申请表", angle=91, blur=4.5, seed=3)).trouble is PageTrouble.BLURRED


def test_nothing_of_a_page_shows_in_its_repr(lay: Callable[..., Shot]) -> None:
    page = finished(lay(paper="身份证", angle=6))
    assert page.digest not in repr(page)
    assert "jpeg" not in repr(page)
    assert "ink" not in repr(page)
