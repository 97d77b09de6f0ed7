"""One service item (事项) as the catalogue's TOML describes it."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from intake.tables.typed import Table

Key = Annotated[
    str, Meta(pattern=r"^[a-z][a-z0-9_]{0,31}\Z", description="small letters, digits and _, a letter first, at most 32")
]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
Text = Annotated[str, Meta(min_length=1, max_length=600)]
Short = Annotated[str, Meta(min_length=1, max_length=120)]
Note = Annotated[str, Meta(max_length=600)]
Count = Annotated[int, Meta(ge=0, le=20)]
WorkingDays = Annotated[int, Meta(ge=0, le=400)]

ApplicantKind = Literal["person", "company", "foreigner"]
FieldKind = Literal[
    "text", "name", "resident_id", "credit_code", "passport", "mobile", "date", "number", "choice", "yes_no"
]
MaterialClass = Literal["main", "secondary"]

YES_NO = ("yes", "no")
SEXES = ("male", "female")

PREFILLS: dict[str, tuple[FieldKind, ...]] = {
    "name": ("name", "text"),
    "number": ("resident_id", "passport", "credit_code"),
    "birth": ("date",),
    "sex": ("choice",),
    "nation": ("text",),
    "address": ("text",),
    "mobile": ("mobile",),
}
"""What was told of the applicant before the form, and the kinds of field that may be filled in with it."""


class When(Table):
    """Holds when the answer to ``key`` (a condition, or a field of kind choice or yes_no above) is one of these."""

    key: Key
    one_of: Annotated[tuple[Short, ...], Meta(min_length=1, max_length=20)]


Whens = Annotated[tuple[When, ...], Meta(max_length=5)]


class Condition(Table, kw_only=True):
    """A yes-or-no question that decides whether the item is open to this applicant; ``reason`` and ``go_to`` if not."""

    key: Key
    question: Short
    question_en: Note = ""
    required: Literal["yes", "no"] = "yes"
    reason: Text
    go_to: Text
    when: Whens = ()


class Choice(Table):
    """One of the answers to a field of kind choice."""

    key: Key
    label: Short
    label_en: Note = ""


class Field(Table, kw_only=True):
    """One field of the form. ``not_before``, ``not_after``: "today" or the key of a date field above.

    ``least``, ``most`` bound a number; ``length_max`` a text. ``prefill`` names what the card gives (:data:`PREFILLS`).
    """

    key: Key
    label: Short
    label_en: Note = ""
    kind: FieldKind = "text"
    required: bool = True
    help: Note = ""
    prefill: Literal["", "name", "number", "birth", "sex", "nation", "address", "mobile"] = ""
    choice: Annotated[tuple[Choice, ...], Meta(max_length=30)] = ()
    length_max: Annotated[int, Meta(ge=1, le=1000)] = 120
    least: Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000_000)] = 0
    most: Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000_000)] = 1_000_000_000_000
    not_before: Note = ""
    not_after: Note = ""
    when: Whens = ()

    def answers(self) -> tuple[str, ...]:
        """The possible answers, of a choice or a yes_no; empty for the rest."""
        return YES_NO if self.kind == "yes_no" else tuple(one.key for one in self.choice)


class Material(Table, kw_only=True):
    """One material (材料). Only a secondary one may be tolerated missing, for ``tolerated_days`` working days.

    ``valid_days``: calendar days from its date of issue; 0 is without end. ``sample``: name of a picture in the guide.
    ``kept``: the hall keeps the originals themselves (收原件); else they are shown and taken home again (验原件).
    """

    key: Key
    name: Short
    name_en: Note = ""
    class_: MaterialClass = "main"
    originals: Count = 1
    copies: Count = 0
    pages_max: Annotated[int, Meta(ge=1, le=200)] = 20
    issuer: Short = "申请人自备"
    sample: Note = ""
    note: Note = ""
    tolerable: bool = False
    tolerated_days: WorkingDays = 0
    valid_days: Annotated[int, Meta(ge=0, le=36_500)] = 0
    kept: bool = False
    when: Whens = ()


class Joint(Table, kw_only=True):
    """An item of two or more departments: one case, one clock, the ``lead`` answers for it."""

    lead: Key
    departments: Annotated[tuple[Key, ...], Meta(min_length=2, max_length=20)]


class Item(Table, kw_only=True):
    """One version of one item. Limits in working days, 0 is the same day. ``basis``: laws it rests on."""

    code: Code
    version: Annotated[int, Meta(ge=1, le=10_000)] = 1
    valid_from: date
    name: Short
    name_en: Note = ""
    aliases: Annotated[tuple[Short, ...], Meta(max_length=10)] = ()
    theme: Key
    department: Key
    joint: Joint | None = None
    life_events: Annotated[tuple[Key, ...], Meta(max_length=10)] = ()
    applicants: Annotated[tuple[ApplicantKind, ...], Meta(min_length=1, max_length=3)] = ("person",)
    basis: Annotated[tuple[Short, ...], Meta(min_length=1, max_length=10)]
    legal_days: WorkingDays
    promised_days: WorkingDays
    correction_days: Annotated[int, Meta(ge=1, le=60)] = 15
    fee: Short = "不收费"
    result: Short
    collect: Annotated[tuple[Literal["counter", "locker", "post"], ...], Meta(min_length=1, max_length=3)] = (
        "counter",
        "locker",
        "post",
    )
    decided: Literal["kiosk", "clerk"] = "clerk"
    popular: Annotated[int, Meta(ge=0, le=100)] = 0
    condition: Annotated[tuple[Condition, ...], Meta(max_length=20)] = ()
    field: Annotated[tuple[Field, ...], Meta(max_length=60)] = ()
    material: Annotated[tuple[Material, ...], Meta(min_length=1, max_length=60)]


class Department(Table):
    """Who decides. ``phone`` for questions."""

    key: Key
    name: Short
    name_en: Note = ""
    phone: Note = ""


class Shelf(Table):
    """A theme or a life event: where people look for items."""

    key: Key
    name: Short
    name_en: Note = ""


class CatalogueFile(Table):
    """One file of the catalogue; each may hold some of everything."""

    department: Annotated[tuple[Department, ...], Meta(max_length=200)] = ()
    theme: Annotated[tuple[Shelf, ...], Meta(max_length=100)] = ()
    life_event: Annotated[tuple[Shelf, ...], Meta(max_length=100)] = ()
    item: Annotated[tuple[Item, ...], Meta(max_length=5000)] = ()
