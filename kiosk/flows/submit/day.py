"""Which day it is at the window."""

from datetime import date

from intake.clock.calendar import Calendar
from kiosk.flows.model import Model


def today(model: Model) -> date:
    """The hall's day. :raises ValueError: nobody can apply without a clock or a catalogue."""
    if model.wall is not None:
        return model.wall.date()
    if model.catalogue is not None:
        return model.catalogue.today
    raise ValueError("no day is known")


def days_off(model: Model) -> Calendar:
    """The days that do not count."""
    return model.catalogue.holidays if model.catalogue else Calendar()
