"""The screens from the papers to the notice, as data."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.flows.states import Screen


@dataclass(frozen=True, slots=True)
class Papers(Screen):
    """The materials that are needed, and what has been laid down of each. Entered without arguments."""

    name: ClassVar[str] = "papers"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Review(Screen):
    """What the rules say to all of it. Entered without arguments; everything on it is computed from the visit."""

    name: ClassVar[str] = "review"
    page: int = 0
