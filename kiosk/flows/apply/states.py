"""The screens from the wish to the filled form, as data. What a person typed is never in a ``repr``."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from intake.catalogue.item import Item
from intake.said import Said
from kiosk.flows.apply.entry import Entry
from kiosk.flows.inputs import CameraSaw, Paper, Unread
from kiosk.flows.states import FILLING_IDLE_S, Screen
from kiosk.flows.visit import Card

Role = Literal["self", "for_person", "head", "for_company", "foreigner", "for_foreigner"]
"""Who stands here: the applicant, their agent, a company's head or its agent, a foreigner or theirs."""

Whose = Literal["applicant", "agent"]


@dataclass(frozen=True, slots=True)
class Find(Screen):
    """Which item? By shelf or by what is typed. ``shelf`` of ``by``: popular, theme, department, life_event, search.

    ``guides``: somebody only wants to read.
    """

    name: ClassVar[str] = "find"
    by: str = "popular"
    shelf: str = ""
    entry: Entry = field(default=Entry(), repr=False)
    page: int = 0
    guides: bool = False


@dataclass(frozen=True, slots=True)
class Guide(Screen):
    """All about one item. ``find``: where it was found, for the way back."""

    name: ClassVar[str] = "guide"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    item: Item
    find: Find
    page: int = 0


@dataclass(frozen=True, slots=True)
class Sample(Screen):
    """What a material looks like, large."""

    name: ClassVar[str] = "sample"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    guide: Guide
    material: str


@dataclass(frozen=True, slots=True)
class Consent(Screen):
    """What is used, why, how long; agree or not."""

    name: ClassVar[str] = "consent"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    guide: Guide


@dataclass(frozen=True, slots=True)
class Who(Screen):
    """Who applies, and who stands here. Entered without arguments."""

    name: ClassVar[str] = "who"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S


@dataclass(frozen=True, slots=True)
class LayCard(Screen):
    """Lay the card down, or type. ``same``: the applicant's card was laid down for the agent."""

    name: ClassVar[str] = "lay_card"
    reads_card: ClassVar[bool] = True
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    role: Role
    whose: Whose = "applicant"
    trouble: Unread | None = None
    same: bool = False


@dataclass(frozen=True, slots=True)
class CardSeen(Screen):
    """Is this you?"""

    name: ClassVar[str] = "card_seen"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    role: Role
    whose: Whose
    card: Card = field(repr=False)


@dataclass(frozen=True, slots=True)
class LayPassport(Screen):
    """Lay the passport open under the camera, or type. Its picture is read and not kept."""

    name: ClassVar[str] = "lay_passport"
    looks: ClassVar[bool] = True
    reads_zone: ClassVar[bool] = True
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    role: Role
    saw: CameraSaw | None = None


@dataclass(frozen=True, slots=True)
class Detail(Screen):
    """One detail of a person or company that is typed; ``key`` as in ``people.KEYS``.

    ``completes``: a card told it, as far as there was room on the card. ``read``: the camera did, and it is compared.
    """

    name: ClassVar[str] = "detail"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    role: Role
    key: str
    entry: Entry = field(default=Entry(), repr=False)
    wrong: Said | None = None
    completes: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True)
class Identified(Screen):
    """Who was identified, masked; right so?"""

    name: ClassVar[str] = "identified"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S


@dataclass(frozen=True, slots=True)
class Form(Screen):
    """All answers below each other. Entered without arguments; ``told`` shows every gap beside its field."""

    name: ClassVar[str] = "form"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    page: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Question(Screen):
    """One condition or field. ``alone``: chosen on the form, and leads back there. ``mending``: so with the review."""

    name: ClassVar[str] = "question"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    key: str
    entry: Entry = field(default=Entry(), repr=False)
    wrong: Said | None = None
    alone: bool = False
    mending: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class NotOpen(Screen):
    """The item is not open to who answers so: why, and where to go."""

    name: ClassVar[str] = "not_open"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    key: str
    alone: bool = False
    mending: bool = False


@dataclass(frozen=True, slots=True)
class Leave(Screen):
    """Keep what was filled in, or wipe it? ``back``: where the person was."""

    name: ClassVar[str] = "leave"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    back: Screen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keeping(Screen):
    """It is being kept; a moment. ``back``: where the person was."""

    name: ClassVar[str] = "keeping"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    back: Screen = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept(Screen):
    """It is kept: the slip. Empty ``slip``: it could not be kept. ``anywhere``: any kiosk can go on with it now."""

    name: ClassVar[str] = "kept"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    back: Screen = field(repr=False)
    slip: str = field(default="", repr=False)
    paper: Paper = Paper.PRINTED
    until: date | None = None
    anywhere: bool = True
