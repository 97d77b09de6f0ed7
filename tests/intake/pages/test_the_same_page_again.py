"""One page laid down twice is known; another person's form is another page."""

from collections.abc import Callable

import pytest

from drivers.sim.camera.shot import Shot
from intake.pages.fingerprint import Fingerprint, fingerprint, same_page
from intake.pages.judge import flat_grey
from tests.intake.pages.conftest import page_in

PAPERS = [("申请表", 90), ("授权委托书", 90), ("房产证", 0), ("身份证", 0), ("户口簿", 0)]


def mark(shot: Shot) -> Fingerprint:
    return fingerprint(flat_grey(shot.picture, page_in(shot.picture)))


@pytest.mark.parametrize(("paper", "angle"), PAPERS)
@pytest.mark.parametrize(
    "again",
    [{"x_mm": 9, "turn": 3}, {"turn": 180}, {"light": 0.5, "shadow": 0.5}, {"table": "wood", "tilt": -0.3}],
    ids=str,
)
def test_a_page_laid_down_anew_is_known(
    lay: Callable[..., Shot], paper: str, angle: float, again: dict[str, float]
) -> None:
    first = mark(lay(paper=paper, angle=angle + 1))
    other = dict(again)
    assert same_page(first, mark(lay(paper=paper, angle=angle + other.pop("turn", -2), seed=9, **other)))


@pytest.mark.parametrize(("paper", "angle"), PAPERS)
def test_the_same_form_of_another_person_is_another_page(lay: Callable[..., Shot], paper: str, angle: float) -> None:
    mine = mark(lay(paper=paper, angle=angle + 1))
    assert not any(same_page(mine, mark(lay(paper=paper, other=other, angle=angle - 2))) for other in (1, 3, 5))


@pytest.mark.parametrize(("one", "other"), [(3, 18), (13, 20), (26, 28)])
def test_two_cards_that_differ_in_a_few_letters_are_two_peoples(lay: Callable[..., Shot], one: int, other: int) -> None:
    mine = mark(lay(paper="身份证", other=one, angle=1))
    assert same_page(mine, mark(lay(paper="身份证", other=one, angle=-3, light=0.7)))
    assert not same_page(mine, mark(lay(paper="身份证", other=other, angle=-3)))


def test_different_papers_are_different_pages(lay: Callable[..., Shot]) -> None:
    marks = [mark(lay(paper=paper, angle=angle)) for paper, angle in PAPERS]
    assert not any(same_page(one, other) for one in marks for other in marks if one is not other)
