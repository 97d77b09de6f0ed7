"""What one pulse showed, and what follows from it for a door. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from drivers.probe.machine import Door, Place

OPENED_NONE = "-"
OPENED_SEVERAL = "*"
NOBODY_LOOKED = "?"


class Coil(StrEnum):
    """What the board said of its relay after the pulse had to be over."""

    OFF = "off"
    ON = "on"
    UNREAD = "unread"


class Finding(StrEnum):
    """What is to be said of one door."""

    RIGHT = "right"
    NO_SENSOR = "no_sensor"
    WRONG_SENSOR = "wrong_sensor"
    WRONG_LOCK = "wrong_lock"
    INVERTED = "inverted"
    DEAD_SENSOR = "dead_sensor"
    JAMMED = "jammed"
    UNSEEN = "unseen"
    SEVERAL = "several"
    UNCLEAR = "unclear"
    STAYS_ON = "stays_on"
    WILL_NOT_SHUT = "will_not_shut"
    BOARD_TROUBLE = "board_trouble"
    NOT_TRIED = "not_tried"


GOOD = frozenset({Finding.RIGHT, Finding.NO_SENSOR})
CORRECTABLE = frozenset({Finding.WRONG_SENSOR, Finding.WRONG_LOCK, Finding.INVERTED})
"""The cables are sound; the machine's file names them wrongly."""


class Changed(Struct, frozen=True):
    """An input that changed, and its bit while the door was still shut."""

    board: str
    input: int
    shut_is: int

    @property
    def place(self) -> Place:
        """Which input."""
        return Place(self.board, self.input)


class Observation(Struct, frozen=True, kw_only=True):
    """One pulse on one relay. A fact about the wire, whatever door the file says hangs on it.

    ``opened``: the door that a person saw open, or one of ``- * ?``. ``open_ms``: from the order to the sensor.
    ``stays_shut``: None when that was not seen. ``trouble``: why there was no pulse or no confirmation of it.
    """

    at: str
    opened: str
    changed: tuple[Changed, ...] = ()
    coil: Coil = Coil.UNREAD
    open_ms: int | None = None
    shut_ms: int | None = None
    stays_shut: bool | None = None
    trouble: str = ""


def changed_between(before: Mapping[Place, bool], after: Mapping[Place, bool]) -> tuple[Changed, ...]:
    """The inputs that were read both times and differ."""
    places = sorted(place for place, bit in before.items() if after.get(place, bit) is not bit)
    return tuple(Changed(place.board, place.number, int(before[place])) for place in places)


def judge(door: Door, seen: Observation | None) -> Finding:
    """What the pulse on the door's relay says about ``door`` as the file has it. The most dangerous comes first."""
    if seen is None:
        return Finding.NOT_TRIED
    if bad := _of_danger(seen):
        return bad
    if seen.opened == NOBODY_LOOKED:
        return Finding.UNSEEN
    if seen.opened not in (door.id, OPENED_NONE):
        return Finding.WRONG_LOCK
    return _of_sensor(door, seen, seen.changed[0]) if seen.changed else _of_nothing(door, seen)


def _of_danger(seen: Observation) -> Finding | None:
    if seen.coil is Coil.ON:
        return Finding.STAYS_ON
    if seen.trouble:
        return Finding.BOARD_TROUBLE
    if seen.opened == OPENED_SEVERAL or len(seen.changed) > 1:
        return Finding.SEVERAL
    return Finding.WILL_NOT_SHUT if seen.stays_shut is False else None


def _of_nothing(door: Door, seen: Observation) -> Finding:
    if seen.opened == door.id:
        return Finding.DEAD_SENSOR if door.sensor else Finding.NO_SENSOR
    return Finding.JAMMED


def _of_sensor(door: Door, seen: Observation, changed: Changed) -> Finding:
    if seen.opened == OPENED_NONE:
        return Finding.UNCLEAR
    if door.sensor is None or changed.place != door.sensor.place:
        return Finding.WRONG_SENSOR
    return Finding.RIGHT if changed.shut_is == door.sensor.closed_is else Finding.INVERTED


def judge_all(doors: Iterable[Door], wires: Mapping[str, Observation]) -> dict[str, Finding]:
    """Each door's finding, by the observation of the relay that the file gives it."""
    return {door.id: judge(door, wires.get(str(door.wire))) for door in doors}
