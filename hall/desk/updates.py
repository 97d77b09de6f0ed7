"""Which guides came into use anew, day by day, by comparing each catalogue that was taken with the one before it."""

from datetime import date
from functools import lru_cache
from itertools import pairwise

import msgspec

from hall.cases.models import CatalogueTaken
from intake.catalogue.changes import changes
from intake.catalogue.item import Item
from intake.catalogue.load import Catalogue, load_catalogue
from intake.clock.day import day_of
from intake.contract.answers import CatalogueBundle
from intake.tables.mistakes import Mistakes

TAKEN_MAX = 200
EMPTY = Catalogue((), {}, {}, {})


def updates(first: date, today: date) -> list[Item]:
    """The items that were new, different or gone, once for each time, from ``first`` until ``today``; the newest last.

    The first catalogue of a hall is no update.
    """
    taken = reversed(CatalogueTaken.objects.order_by("-id").values_list("revision", "taken_ms")[: TAKEN_MAX + 1])
    steps = [(before, after, day_of(at_ms)) for (before, _), (after, at_ms) in pairwise(taken)]
    found = (changes(_catalogue(old), _catalogue(new), day, day) for old, new, day in steps if first <= day <= today)
    return [one.item for changed in found for one in changed]


@lru_cache(maxsize=8)
def _catalogue(revision: str) -> Catalogue:
    """As it was taken. One that today's code would refuse counts as empty."""
    row = CatalogueTaken.objects.filter(revision=revision).latest("id")
    loaded = load_catalogue(msgspec.json.decode(row.bundle, type=CatalogueBundle).files)
    return EMPTY if isinstance(loaded, Mistakes) else loaded
