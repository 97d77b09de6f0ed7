"""What people are told when the catalogue changes."""

from datetime import date
from typing import Literal

from msgspec import Struct

from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue


class Change(Struct, frozen=True):
    """One item that is new, different or gone; ``item`` is the newest version there is of it."""

    kind: Literal["new", "changed", "gone"]
    item: Item


def changes(old: Catalogue, new: Catalogue, before: date, today: date) -> tuple[Change, ...]:
    """What differs between ``old`` in force ``before`` and ``new`` in force ``today``, in the order of ``new``.

    With one catalogue twice it tells which versions came into force between the days.
    """
    was, now = old.in_force(before), new.in_force(today)
    found = [
        Change("new" if code not in was else "changed", item) for code, item in now.items() if was.get(code) != item
    ]
    return (*found, *(Change("gone", item) for code, item in was.items() if code not in now))
