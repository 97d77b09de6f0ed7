"""One model for every picture: each screen as a person would meet it, mistakes and troubles too; a file a room."""

from dataclasses import replace

from kiosk.examples import apply, cabinet, enquire, proving, submit
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.examples.moment import NOW_MS, WALL
from kiosk.flows.model import Model, Place, begin

__all__ = ["NOW_MS", "WALL", "examples"]


def examples(place: Place) -> dict[str, Model]:
    """Every screen's picture by name: the screen's name, then after a hyphen what is special about it."""
    start = begin(place, "example", NOW_MS)
    use = catalogue_in_use() if place.applies else None
    visitor = replace(start, wall=WALL, linked=True, cabinet=cabinet.cabinet(place), changed_ms=0, catalogue=use)
    rooms = (cabinet, apply, submit, enquire, proving)
    return {name: model for room in rooms for name, model in room.examples(visitor).items()}
