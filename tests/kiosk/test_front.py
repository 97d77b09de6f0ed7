"""Where a door is, in words."""

from kiosk.flows.model import DoorPlace
from kiosk.front import spot
from locker.contract.ids import CompartmentId
from tests.kiosk.story import PLACE


def test_doors_are_counted_from_the_left_and_from_the_top() -> None:
    found = spot(PLACE.doors, CompartmentId("B3"))

    assert found is not None
    assert (found.column, found.row) == (2, 3)


def test_a_wide_door_at_the_foot_belongs_to_the_column_it_stands_in() -> None:
    doors = (*PLACE.doors, DoorPlace(CompartmentId("A9"), "L", -1, 0, 40, 40))

    found = spot(doors, CompartmentId("A9"))
    assert found is not None
    assert (found.column, found.row) == (1, 5)


def test_a_door_of_another_cabinet_is_nowhere() -> None:
    assert spot(PLACE.doors, CompartmentId("Z1")) is None
