"""A paper on a table: where are its corners?"""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.sim.camera.hard import hard_layings
from drivers.sim.camera.shot import Laying, Shot, shoot
from drivers.sim.camera.tables import TableKind, table
from intake.pages.find import Found, find_page
from intake.pages.flat import SPAN_MM
from intake.pages.quad import Points, area, aspect, ordered, shift
from intake.pages.watch import SURE_MIN
from tests.intake.pages.conftest import page_in

NEAR_PX = 6


@pytest.mark.parametrize("on", ["grey", "white", "wood", "checked", "granite", "cluttered"])
def test_a_form_is_found_on_every_table(lay: Callable[..., Shot], on: TableKind) -> None:
    shot = lay(paper="申请表", angle=93, table=on, seed=4)
    found = page_in(shot.picture)
    assert shift(found.corners, shot.corners) < NEAR_PX
    assert found.cut == 0


@pytest.mark.parametrize(
    "trouble",
    [
        {"thumbs": 2},
        {"shadow": 0.8},
        {"glare": 0.8, "light": 0.7},
        {"light": 0.3, "noise": 5},
        {"tilt": 0.8},
        {"blur": 2},
    ],
    ids=str,
)
def test_thumbs_shadows_glare_and_bad_light_do_not_hide_it(lay: Callable[..., Shot], trouble: dict[str, float]) -> None:
    shot = lay(paper="房产证", angle=-6, table="wood", seed=2, **trouble)
    assert shift(page_in(shot.picture).corners, shot.corners) < NEAR_PX


@pytest.mark.parametrize("paper", ["身份证", "户口簿", "护照", "营业执照", "授权委托书"])
def test_papers_of_every_size_are_found(lay: Callable[..., Shot], paper: str) -> None:
    shot = lay(paper=paper, angle=92 if paper == "授权委托书" else 12, table="wood", tilt=0.3)
    assert shift(page_in(shot.picture).corners, shot.corners) < NEAR_PX


@pytest.mark.parametrize("on", ["grey", "white", "wood", "granite"])
def test_nothing_is_seen_on_an_empty_table(on: TableKind) -> None:
    assert find_page(table(on, 1920, 1080, 1)) is None


@pytest.mark.parametrize("seed", [101, 105, 113, 144])
def test_an_empty_tablecloth_is_not_outlined_as_a_page(seed: int) -> None:
    cloth = table("checked", 1920, 1080, seed)
    assert find_page(cloth) is None
    assert find_page(cloth, SPAN_MM) is None


@pytest.mark.parametrize(("seed", "number"), [(2026, 17), (102, 1), (103, 28), (104, 88)])
def test_three_sides_say_where_the_fourth_is(seed: int, number: int) -> None:
    """A brighter cloth beside it, glare and thumbs on it, a white table: no line was seen there."""
    shot = _hard(seed, number)
    assert _rightly(find_page(shot.picture), shot)


@pytest.mark.parametrize(("seed", "number"), [(5001, 29), (5002, 28)])
def test_a_card_under_a_thumb_is_told_by_its_size_where_millimetres_are_known(seed: int, number: int) -> None:
    shot = _hard(seed, number)
    assert not _rightly(find_page(shot.picture), shot)
    assert _rightly(find_page(shot.picture, SPAN_MM), shot)


def test_of_a_certificate_and_its_printed_frame_the_one_of_a_known_size_is_the_page() -> None:
    shot = _hard(5003, 56)
    assert not _rightly(find_page(shot.picture), shot)
    assert _rightly(find_page(shot.picture, SPAN_MM), shot)


@pytest.mark.parametrize("on", ["grey", "white", "wood"])
def test_a_page_of_an_unknown_size_is_taken_as_well(lay: Callable[..., Shot], on: TableKind) -> None:
    """A table said to be a quarter wider than it is makes every sheet one."""
    shot = lay(paper="申请表", angle=92, table=on)
    found = find_page(shot.picture, 1.25 * SPAN_MM)
    assert found is not None
    assert _rightly(found, shot)
    assert found.score > SURE_MIN


def test_most_of_the_hard_pictures_are_read_rightly() -> None:
    """A sample of what ``bench/pages.py`` measures; a change that finds fewer is seen here first."""
    shots = [shoot(laying) for laying in hard_layings(20, seed=1)]
    assert sum(_rightly(find_page(shot.picture, SPAN_MM), shot) for shot in shots) >= 17


def _hard(seed: int, number: int) -> Shot:
    """One of the hard pictures of that seed."""
    return shoot(list(hard_layings(number + 1, seed=seed))[-1])


def _rightly(found: Found | None, shot: Shot) -> bool:
    """As near as ``bench/pages.py`` asks for."""
    return found is not None and shift(found.corners, shot.corners) < 12


def test_a_page_that_hangs_out_of_the_picture_is_found_and_said_to_be_cut(lay: Callable[..., Shot]) -> None:
    found = page_in(lay(paper="申请表", angle=90, x_mm=120).picture)
    assert found.cut == 1
    assert found.corners[:, 0].max() > 1900


@pytest.mark.parametrize("size", [(48, 64), (1, 1), (2, 900), (900, 2), (4000, 200)])
def test_pictures_of_any_shape_do_no_harm(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (*size, 3), dtype=np.uint8)
    assert find_page(noise) is None


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_picture_of_nothing_shows_no_page(level: int) -> None:
    assert find_page(np.full((1080, 1920, 3), level, np.uint8)) is None


def test_the_outline_is_told_in_parts_of_the_picture(lay: Callable[..., Shot]) -> None:
    outline = page_in(lay(paper="申请表", angle=90).picture).outline(1920, 1080)
    assert len(outline) == 4
    assert all(0 < x < 1 and 0 < y < 1 for x, y in outline)
    assert outline[0][0] < outline[1][0]
    assert outline[0][1] < outline[3][1]


@settings(max_examples=40, deadline=None)
@given(
    x=st.floats(330, 700),
    y=st.floats(250, 300),
    wide=st.floats(160, 290),
    high=st.floats(90, 200),
    turn=st.floats(-44, 44),
)
def test_a_bright_rectangle_is_found_wherever_it_lies(
    x: float, y: float, wide: float, high: float, turn: float
) -> None:
    corners = cv2.boxPoints(((x, y), (wide, high), turn)).astype(np.float64)
    picture = np.full((540, 960, 3), 90, np.uint8)
    cv2.fillConvexPoly(picture, np.round(corners * 16).astype(np.int32), (235, 235, 235), cv2.LINE_AA, shift=4)
    if corners.min() < 4 or (corners > (955, 535)).any():
        return
    assert shift(page_in(np.asarray(cv2.GaussianBlur(picture, (3, 3), 0), np.uint8)).corners, corners) < 4


corner_lists = st.tuples(*[st.tuples(st.floats(0, 99), st.floats(0, 99))] * 4)


@given(corner_lists)
def test_corners_in_any_order_come_out_clockwise(corners: tuple[tuple[float, float], ...]) -> None:
    points = np.array(corners)
    again = ordered(ordered(points)[::-1])
    assert np.allclose(sorted(map(tuple, again)), sorted(map(tuple, points)))
    assert area(again) >= 0


@settings(deadline=None)
@given(st.floats(-0.9, 0.9), st.sampled_from([210 / 297, 297 / 210, 85.6 / 54, 1.0]))
def test_a_leaning_page_keeps_its_own_shape(lean: float, shape: float) -> None:
    corners = _seen_from_above(shape, lean)
    assert aspect(corners, 1920, 1080) == pytest.approx(shape, rel=0.09)


def _seen_from_above(shape: float, lean: float) -> Points:
    """A page whose far edge is further from a camera with a focal length of 1500 pixels."""
    flat = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float) * (shape, 1) * 100
    turn = lean * 0.6
    x, y, z = flat[:, 0], flat[:, 1] * np.cos(turn), 500 + flat[:, 1] * np.sin(turn)
    return np.stack([1500 * x / z + 960, 1500 * y / z + 540], axis=1)


def test_the_first_corner_named_does_not_matter() -> None:
    square = np.array([(0, 0), (9, 0), (9, 9), (0, 9)], float)
    assert shift(square, np.roll(square, 2, axis=0)) == 0
    assert shift(square, square + np.array((3, 4))) == pytest.approx(5)


def test_a_laying_that_fits_is_whole() -> None:
    assert all(isinstance(laying, Laying) for laying in hard_layings(3))
