"""One application, correction or supplement as it travels: sealed part by part, so that nobody between reads it.

Part 0 is the :class:`Submission` as JSON; part ``n`` is the page whose ``part`` is ``n``. Each part is a libsodium
sealed box for the hall's public key. The hall opens, reviews with the same code, stores, and only then acknowledges.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from intake.materials.given import PageTrouble
from intake.notices.notice import NoticeNumber
from intake.review.application import Application
from intake.review.outcome import Outcome
from intake.signature import Signature

PARTS_MAX = 200
PART_BYTES_MAX = 4 * 1024 * 1024
SUBMISSION_BYTES_MAX = 64 * 1024 * 1024
DRAFT_DAYS = 30
DRAFT_BYTES_MAX = SUBMISSION_BYTES_MAX
"""The box of a draft, sealed: a kiosk keeps none that the hall would not take."""
"""So long a draft is kept, at the kiosk and in the hall; its slip says so."""

SubmissionId = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z", description="32 small hexadecimal digits")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="a SHA-256 in small hexadecimal digits")]
KioskName = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}\Z")]
MaterialKey = Annotated[str, Meta(max_length=32)]
CaseText = Annotated[str, Meta(min_length=1, max_length=64)]

Reason = Literal["application", "correction", "supplement"]


class PageRef(Struct, frozen=True, kw_only=True):
    """Where page ``number`` (from 1) of a material is: in which part; ``digest`` of the picture in clear."""

    material: MaterialKey
    number: Annotated[int, Meta(ge=1, le=500)]
    part: Annotated[int, Meta(ge=1, le=PARTS_MAX)]
    digest: Digest
    trouble: PageTrouble | None = None


class Delivery(Struct, frozen=True):
    """How the applicant wants the result. ``address`` for the post only."""

    way: Literal["counter", "locker", "post"] = "counter"
    address: Annotated[str, Meta(max_length=200)] = ""


class Submission(Struct, frozen=True, kw_only=True):
    """What one applicant hands in at one time.

    ``application`` is whole: with a correction or a supplement it holds what was given before too; ``pages`` are only
    the new ones, ``brought`` the materials, by key, that were laid down, counted or dated this time.
    ``outcome`` is what the kiosk told the applicant, ``notices`` the numbers of what it printed.
    ``at_ms``: the kiosk's clock, milliseconds since 1970 UTC. ``consent``: the version of the text agreed to.
    """

    id: SubmissionId
    kiosk: KioskName
    at_ms: Annotated[int, Meta(ge=0)]
    language: Annotated[str, Meta(max_length=8)] = "zh"
    reason: Reason
    case: CaseText
    application: Application
    pages: Annotated[tuple[PageRef, ...], Meta(max_length=PARTS_MAX)] = ()
    brought: Annotated[tuple[MaterialKey, ...], Meta(max_length=100)] = ()
    outcome: Outcome
    notices: Annotated[tuple[NoticeNumber, ...], Meta(max_length=6)] = ()
    signature: Signature = ()
    delivery: Delivery = Delivery()
    consent: Annotated[int, Meta(ge=0)]


class Manifest(Struct, frozen=True, kw_only=True):
    """Closes an upload: the SHA-256 of each sealed part, part 0 first."""

    parts: Annotated[tuple[Digest, ...], Meta(min_length=1, max_length=PARTS_MAX)]
