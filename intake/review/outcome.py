"""What the window decides."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from intake.gap import Gap
from intake.said import Said


class NoTolerance(StrEnum):
    """Why tolerated deficiency is not possible here."""

    FORM_INCOMPLETE = "form_incomplete"
    MAIN_MATERIAL = "main_material"
    NOT_TOLERABLE = "not_tolerable"
    BAD_CREDIT = "bad_credit"
    BEYOND_PROMISE = "beyond_promise"


class Owed(Struct, frozen=True):
    """One material that comes later: every gap of it, and its last day."""

    key: str
    name: Said
    gaps: tuple[Gap, ...]
    until: date


class Commitment(Struct, frozen=True):
    """What the applicant promises (承诺书): which materials, until when, what lateness means."""

    owed: tuple[Owed, ...]
    until: date
    lateness: Said


class Accepted(Struct, frozen=True, tag=True):
    """Everything is there. The last days to decide."""

    promised: date
    legal: date


class AcceptedWithTolerance(Struct, frozen=True, tag=True):
    """Accepted on a commitment; the promised day holds when the commitment is kept."""

    commitment: Commitment
    promised: date
    legal: date


class ToBeCorrected(Struct, frozen=True, tag=True):
    """All gaps, once. ``offer``: the commitment the applicant may choose instead; None with the reasons why not."""

    gaps: tuple[Gap, ...]
    until: date
    offer: Commitment | None
    no_tolerance: tuple[NoTolerance, ...]


class NotAccepted(Struct, frozen=True, tag=True):
    """Conditions that are not met: every one, with where to go."""

    reasons: tuple[Gap, ...]


Outcome = Accepted | AcceptedWithTolerance | ToBeCorrected | NotAccepted
