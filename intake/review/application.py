"""What the applicant brings: who, answers, materials."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from intake.catalogue.item import ApplicantKind
from intake.materials.given import Given

AgentKind = Literal["person", "foreigner"]
Typed = Annotated[str, Meta(max_length=200)]


class Applicant(Struct, frozen=True, kw_only=True):
    """Who applies. ``number``: of the resident identity card, the passport, or the credit code, by kind."""

    kind: ApplicantKind
    name: Typed
    number: Typed
    mobile: Typed


class Agent(Struct, frozen=True, kw_only=True):
    """Who acts for the applicant, with a mandate. ``number``: of their identity card or passport, by kind."""

    kind: AgentKind = "person"
    name: Typed
    number: Typed
    mobile: Typed


class Application(Struct, frozen=True, kw_only=True):
    """One application for one version of an item. ``tolerance_chosen``: wants to hand in later what may come later."""

    item: str
    version: int
    applicant: Applicant
    agent: Agent | None = None
    answers: Annotated[dict[str, str], Meta(max_length=200)] = {}
    given: Annotated[dict[str, Given], Meta(max_length=100)] = {}
    tolerance_chosen: bool = False


class ApplicantStanding(Struct, frozen=True):
    """What the credit records say: bad credit that has not been repaired rules tolerated deficiency out."""

    bad_credit: bool = False
