"""Which day it is at the window."""

from datetime import date

from intake.clock.calendar import Calendar
from intake.clock.day import after_hours
from kiosk.flows.model import Model


def today(model: Model) -> date:
    """The hall's day. :raises ValueError: nobody can apply without a clock or a catalogue."""
    if model.wall is not None:
        return model.wall.date()
    if model.catalogue is not None:
        return model.catalogue.today
    raise ValueError("no day is known")


def late(model: Model) -> bool:
    """Whether it is after working hours."""
    return model.wall is not None and after_hours(model.wall)


def days_off(model: Model) -> Calendar:
    """The days that do not count."""
    return model.catalogue.holidays if model.catalogue else Calendar()
