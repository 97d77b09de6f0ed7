"""The second visit of somebody accepted on a commitment: what came, what is still owed, until the days given.

The days of the commitment stay as they were promised; only the papers that are owed are looked at.
"""

from datetime import date

from msgspec import Struct

from intake.catalogue.item import Item
from intake.form.asked import settled
from intake.materials.check import all_gaps
from intake.review.application import Application
from intake.review.outcome import Commitment, Owed


class Fulfilled(Struct, frozen=True, tag=True):
    """Everything came in time; the case goes on as any other."""


class StillOwed(Struct, frozen=True, tag=True):
    """Something is still lacking and there is time; the rest of the commitment."""

    rest: Commitment


class Lapsed(Struct, frozen=True, tag=True):
    """A day has passed: the acceptance ends by itself. ``late``: what did not come in time."""

    late: tuple[Owed, ...]


def supplement(item: Item, application: Application, made: Commitment, today: date) -> Fulfilled | StillOwed | Lapsed:
    """How a commitment stands ``today`` with what has been handed in until now. The last day itself is in time."""
    known = settled(item, application.answers)
    gaps = all_gaps(item, application.given, known, today, agent=application.agent is not None)
    owed = tuple(Owed(one.key, one.name, gaps[one.key], one.until) for one in made.owed if one.key in gaps)
    if late := tuple(one for one in owed if one.until < today):
        return Lapsed(late)
    return StillOwed(Commitment(owed, max(one.until for one in owed), made.lateness)) if owed else Fulfilled()
