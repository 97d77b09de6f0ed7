"""The zone of a passport under the camera: read as it lies, or not at all."""

import cv2
import pytest

from drivers.sim.camera.papers import holder_of
from drivers.sim.camera.shot import Laying, shoot
from intake.identity.passport import check_digit, holds
from intake.pages.find import find_page
from intake.pages.zone import read_zone


def zone_of(laying: Laying) -> str:
    picture = shoot(laying).picture
    found = find_page(picture)
    assert found
    return read_zone(picture, found)


def printed(laying: Laying) -> str:
    return "".join(holder_of(laying.paper, laying.other).zone)


@pytest.mark.parametrize("angle", [3, 94, 176, 262])
@pytest.mark.parametrize("name", ["护照", "摊开的护照"])
def test_a_passport_is_read_whichever_way_round_it_lies(name: str, angle: float) -> None:
    laying = Laying(paper=name, other=round(angle), angle=angle, table="wood")

    assert zone_of(laying) == printed(laying)


def test_uneven_light_and_a_leaning_camera_do_not_matter() -> None:
    laying = Laying(paper="护照", other=5, angle=9, tilt=0.3, light=0.6, shadow=0.5, warm=0.5, x_mm=70, seed=4)

    assert zone_of(laying) == printed(laying)


def test_what_is_read_of_the_simulated_passport_holds() -> None:
    assert all(holds("".join(holder_of("护照", other).zone)) for other in range(50))


def test_of_a_passport_out_of_focus_no_number_is_made_up() -> None:
    assert not holds(zone_of(Laying(paper="护照", other=2, angle=2, blur=4)))


@pytest.mark.parametrize("blur", [1.35, 1.8, 2.2])
def test_of_a_passport_out_of_focus_nothing_is_read_rather_than_a_wrong_name(blur: float) -> None:
    assert zone_of(Laying(paper="摊开的护照", other=3003, angle=3, blur=blur, table="wood", seed=3)) == ""


@pytest.mark.parametrize("name", ["申请表", "身份证", "户口簿", "房产证"])
def test_other_papers_have_no_zone(name: str) -> None:
    assert zone_of(Laying(paper=name, angle=90)) == ""


def test_a_zone_half_burnt_out_by_glare_is_not_guessed() -> None:
    laying = Laying(paper="护照", other=3, angle=0)
    shot = shoot(laying)
    x, y = (round(float(one)) for one in shot.corners[2:].mean(axis=0) - (0, 45))
    burnt = shot.picture.copy()
    cv2.ellipse(burnt, (x, y), (90, 60), 0, 0, 360, (255, 255, 255), -1)
    found = find_page(burnt)

    assert found
    assert not holds(read_zone(burnt, found))


def test_signs_hold_only_when_every_check_digit_is_right() -> None:
    zone = "".join(holder_of("护照", 1).zone)
    wrong = "1" if zone[53] != "1" else "2"

    assert holds(zone)
    assert not holds(zone[:53] + wrong + zone[54:])
    assert not holds(zone[:-1])
    assert check_digit("L898902C3") == "6", "ICAO Doc 9303 part 4, the specimen"
