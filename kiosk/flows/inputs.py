"""All that can happen to a flow. What a person typed or scanned never shows in a ``repr``, so never in a log."""

from dataclasses import dataclass, field
from datetime import datetime

from locker.client import NoAnswer
from locker.contract.answers import AnyAnswer, AnyNotice
from locker.contract.ids import RequestId


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a keyboard: one character, or ``backspace``, ``enter``, ``escape``."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger on the control named, or on none."""

    control: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text read by the scanner, without its line end."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tick:
    """A second has passed. ``wall`` is the hall's local time, for showing only."""

    wall: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """lockerd's answer to ``request``, or why there is none."""

    request: RequestId
    answer: AnyAnswer | NoAnswer


@dataclass(frozen=True, slots=True)
class Noticed:
    """lockerd pushed a notice."""

    notice: AnyNotice


@dataclass(frozen=True, slots=True)
class Linked:
    """The link to lockerd came up or went away."""

    up: bool


@dataclass(frozen=True, slots=True)
class Sealed:
    """The phone number asked to be sealed: the box, and the masked number that may be shown."""

    sealed: str
    masked: str


Input = Key | Touched | Scanned | Tick | Answered | Noticed | Linked | Sealed
