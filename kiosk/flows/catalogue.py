"""The catalogue as a visit uses it: items in force, the way to find them, the days off, who issues notices."""

from dataclasses import dataclass, field
from datetime import date

from intake.catalogue.load import Catalogue
from intake.catalogue.search import Index
from intake.clock.calendar import Calendar
from intake.notices.notice import Office


@dataclass(frozen=True, slots=True)
class CatalogueInUse:
    """``revision`` tells two catalogues apart. ``today`` is the day the items in force are of."""

    revision: str
    catalogue: Catalogue = field(repr=False)
    index: Index = field(repr=False)
    holidays: Calendar = field(repr=False)
    office: Office = field(repr=False)
    today: date
