"""What people are told when the catalogue changes, and what its keepers should look at again."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue
from intake.identity.credit_code import credit_code
from intake.tables.mistakes import Mistake

OFFICIAL_LENGTH = 31
"""实施编码: credit code of the body 18, level 1, basic code 12 (GB/T 39554.1)."""


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


def code_doubts(catalogue: Catalogue) -> Iterator[Mistake]:
    """Codes of official length whose credit code does not check: worth a look, never in the way."""
    for code in dict.fromkeys(item.code for item in catalogue.items):
        checked = credit_code(code[:18])
        if len(code) == OFFICIAL_LENGTH and (checked.trouble or checked.doubt):
            yield Mistake("", f"item[{code}].code", "the credit code in it does not check")
