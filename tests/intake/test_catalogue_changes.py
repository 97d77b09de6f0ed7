"""An item changes, and people are told."""

from datetime import date

from msgspec.structs import replace

from intake.catalogue.changes import changes
from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue
from tests.intake.story import TODAY, catalogue

OLD = catalogue()
FIRST, SECOND, *REST = OLD.items
NEXT = FIRST.version + 1


def of(*items: Item) -> Catalogue:
    return replace(OLD, items=items)


def told(new: Catalogue, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.kind, one.item.code) for one in changes(OLD, new, TODAY, today)]


def test_nothing_is_told_when_nothing_changed() -> None:
    assert told(OLD) == []


def test_new_changed_and_gone_items_are_told() -> None:
    new = of(replace(FIRST, version=NEXT, promised_days=0), *REST, replace(FIRST, code="GA-NEW"))

    assert told(new) == [("changed", FIRST.code), ("new", "GA-NEW"), ("gone", SECOND.code)]


def test_a_version_is_told_on_the_day_it_comes_into_force() -> None:
    new = of(*OLD.items, replace(FIRST, version=NEXT, valid_from=date(2027, 1, 1)))

    assert told(new, date(2026, 12, 31)) == []
    assert told(new, date(2027, 1, 1)) == [("changed", FIRST.code)]
