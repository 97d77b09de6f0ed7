"""The screens from the wish to the filled form, as data."""

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.flows.states import Screen


@dataclass(frozen=True, slots=True)
class Find(Screen):
    """Which item? By shelf or by typed letters. ``shelf`` of ``by``: popular, theme, department, life_event."""

    name: ClassVar[str] = "find"
    by: str = "popular"
    shelf: str = ""
    typed: str = field(default="", repr=False)
    page: int = 0


@dataclass(frozen=True, slots=True)
class Form(Screen):
    """The item's questions and fields. Entered without arguments; ``told`` shows every gap beside its field."""

    name: ClassVar[str] = "form"
    page: int = 0
    told: bool = False
