"""What the examples name is what the drivers know: a copy of an example starts."""

import pytest

from config.load import load_kiosk
from locker.wiring import known_profiles
from tests.config.conftest import EXAMPLES


@pytest.mark.parametrize("name", ["kiosk.toml", "kiosk-small.toml"])
def test_an_example_machine_fits_the_real_board_models(name: str) -> None:
    machine = load_kiosk(EXAMPLES / name, known_profiles())

    assert all(door.sensor for door in machine.compartment)


@pytest.mark.parametrize("name", ["kiosk.toml", "kiosk-small.toml"])
def test_an_example_has_doors_that_everybody_can_reach(name: str) -> None:
    machine = load_kiosk(EXAMPLES / name)

    for size in ("S", "M", "L"):
        tops = [door.y_cm + door.height_cm for door in machine.compartment if door.size == size]
        assert min(tops) <= machine.rules.reach_cm_max
