"""The cabinet's front in words a person can follow: which column from the left, which door from the top."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.flows.model import DoorPlace
from locker.contract.ids import CompartmentId


@dataclass(frozen=True, slots=True)
class Spot:
    """Counted from 1: the column from the left and the door in it from the top; and how many there are of each."""

    column: int
    row: int
    columns: int
    rows: int


def columns(doors: Sequence[DoorPlace]) -> list[list[DoorPlace]]:
    """Doors by column from the left, each from the top: a door belongs where its middle lies over the column's."""
    found: list[list[DoorPlace]] = []
    for door in sorted(doors, key=lambda door: door.x_cm + door.width_cm / 2):
        middle = door.x_cm + door.width_cm / 2
        first = found[-1][0] if found else None
        if first and first.x_cm <= middle < first.x_cm + first.width_cm:
            found[-1].append(door)
        else:
            found.append([door])
    return [sorted(column, key=lambda door: -(door.y_cm + door.height_cm)) for column in found]


def spot(doors: Sequence[DoorPlace], wanted: CompartmentId | None) -> Spot | None:
    """Where ``wanted`` is; None when it is not of this cabinet."""
    stacks = columns(doors)
    for column, stack in enumerate(stacks, 1):
        for row, door in enumerate(stack, 1):
            if door.id == wanted:
                return Spot(column, row, len(stacks), len(stack))
    return None
