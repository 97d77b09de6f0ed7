"""What a clerk could not use is refused, with the reason; a good page never is."""

from collections.abc import Callable

import pytest

from drivers.sim.camera.shot import Shot
from intake.materials.given import PageTrouble
from intake.pages.judge import judge
from tests.intake.pages.conftest import page_in

UPRIGHT = {
    "申请表": 92,
    "授权委托书": 91,
    "租赁合同": 90,
    "房产证": 3,
    "营业执照": -4,
    "户口簿": 5,
    "护照": -3,
    "身份证": 8,
}


@pytest.mark.parametrize(
    ("how", "trouble"),
    [
        ({"blur": 4.5}, PageTrouble.BLURRED),
        ({"smear": 14}, PageTrouble.BLURRED),
        ({"light": 0.2}, PageTrouble.DARK),
        ({"glare": 1, "light": 0.7}, PageTrouble.GLARE),
        ({"x_mm": 120}, PageTrouble.CUT_OFF),
    ],
    ids=str,
)
@pytest.mark.parametrize("paper", ["申请表", "授权委托书"])
def test_the_reason_is_told(lay: Callable[..., Shot], paper: str, how: dict[str, float], trouble: PageTrouble) -> None:
    picture = lay(paper=paper, angle=91, seed=3, **how).picture
    assert judge(picture, page_in(picture)) is trouble


def test_a_card_seen_from_too_far_is_small(lay: Callable[..., Shot]) -> None:
    picture = lay(paper="身份证", angle=0).picture[::2, ::2].copy()
    assert judge(picture, page_in(picture)) is PageTrouble.SMALL


@pytest.mark.parametrize("paper", UPRIGHT)
@pytest.mark.parametrize("light", [0.55, 0.9])
def test_a_good_page_is_never_refused(lay: Callable[..., Shot], paper: str, light: float) -> None:
    picture = lay(paper=paper, angle=UPRIGHT[paper], light=light, blur=1.0, noise=3, table="wood").picture
    assert judge(picture, page_in(picture)) is None
