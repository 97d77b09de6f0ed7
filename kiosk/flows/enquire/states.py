"""The screens of people who come with a notice in hand, as data."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.flows.states import Screen


@dataclass(frozen=True, slots=True)
class Enquire(Screen):
    """Scan a notice or a slip, lay down the card, or type. Entered without arguments."""

    name: ClassVar[str] = "enquire"
