"""What the hall says to a kiosk."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from intake.contract.stage import Stage
from intake.contract.submission import Reason
from intake.notices.notice import Kind, Notice
from intake.review.application import ApplicantStanding, Application
from intake.review.outcome import Commitment
from intake.said import Said


class HallRefusal(StrEnum):
    """Why the hall says no; each has a text on the screens."""

    NOT_YOU = "not_you"
    UNKNOWN = "unknown"
    NOTICE_NOT_OURS = "notice_not_ours"
    NOTHING_OPEN = "nothing_open"
    TOO_MANY_TRIES = "too_many_tries"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    OUT_OF_DATE = "out_of_date"
    RATED_ALREADY = "rated_already"
    ENDED = "ended"
    PRINTED_ENOUGH = "printed_enough"


class Answer(Struct, frozen=True, tag_field="is", kw_only=True):
    """One answer."""


class Refused(Answer, frozen=True, kw_only=True, tag="refused"):
    """No, and why. ``wait_s``: when to try again, 0 for not by waiting."""

    refusal: HallRefusal
    wait_s: int = 0


class Received(Answer, frozen=True, kw_only=True, tag="received"):
    """Which parts of an upload the hall holds; the kiosk sends the rest."""

    parts: tuple[int, ...]


class Acknowledged(Answer, frozen=True, kw_only=True, tag="acknowledged"):
    """The submission is in the hall's database for good; the kiosk may forget it.

    ``case``: as the submission says. ``renumbered``: the number it has in the hall, where the other was taken already.
    """

    submission: str
    case: str
    stage: Stage
    renumbered: str = ""


class Standing(Answer, frozen=True, kw_only=True, tag="standing"):
    """What the credit records say."""

    standing: ApplicantStanding


class OpenedCase(Answer, frozen=True, kw_only=True, tag="opened"):
    """A case taken up again. Only what is in ``open`` (part and key of each ``Gap``) is asked. ``until``: last day.

    ``promised``: the last day of the case itself, once it is accepted; a supplement does not move it.
    """

    case: str
    reason: Reason
    item: str
    version: int
    application: Application
    open: tuple[tuple[str, str], ...]
    commitment: Commitment | None = None
    until: date
    promised: date | None = None


class CaseProgress(Struct, frozen=True, kw_only=True):
    """One case as its applicant may see it. ``key``: shows to :class:`Rate` that the progress was seen by its owner.

    ``print_key``: the same for :class:`PrintAgain`; only for whoever showed the notice or the card.
    ``tracking``: of the post office, once the result is on its way. ``awaited``: papers that are to come themselves.
    """

    case: str
    item: Said
    department: Said
    stage: Stage
    since: date
    promised: date | None = None
    note: Said = Said("")
    may_rate: bool = False
    key: str = ""
    print_key: str = ""
    tracking: str = ""
    awaited: tuple[Said, ...] = ()


class Progress(Answer, frozen=True, kw_only=True, tag="progress"):
    """The cases found, the newest first; none is an answer too."""

    cases: Annotated[tuple[CaseProgress, ...], Meta(max_length=50)]


class Collectable(Struct, frozen=True, kw_only=True):
    """A result that waits in the asking kiosk's cabinet. ``permission`` opens it once.

    Until ``until_s`` (Unix seconds), by lockerd's ``OpenByCard``; neither kept nor logged.
    """

    deposit: Annotated[str, Meta(max_length=64)]
    item: Said
    until_s: int
    permission: Annotated[str, Meta(max_length=64)]


COLLECTABLES_MAX = 20


class Collectables(Answer, frozen=True, kw_only=True, tag="collectables"):
    """What waits for whoever showed the card, the oldest first; nothing is an answer too."""

    deposits: Annotated[tuple[Collectable, ...], Meta(max_length=COLLECTABLES_MAX)]


class Rated(Answer, frozen=True, kw_only=True, tag="rated"):
    """Thank you."""


class PhoneSession(Answer, frozen=True, kw_only=True, tag="phone_session"):
    """The page's address for the QR code, and for how long it answers."""

    session: str
    url: str
    seconds: int


class Pictures(Answer, frozen=True, kw_only=True, tag="pictures"):
    """Pictures that wait, by id, the oldest first. ``opened``: the page was opened on a phone."""

    ids: tuple[str, ...]
    opened: bool = False


class Closed(Answer, frozen=True, kw_only=True, tag="closed"):
    """The session is over."""


class Help(Answer, frozen=True, kw_only=True, tag="help"):
    """``coming``: somebody pressed "on my way" on this call. ``known``: staff see this call on their pages."""

    coming: bool
    known: bool = False


class MaterialDeposit(Answer, frozen=True, kw_only=True, tag="material_deposit"):
    """Paper originals are waited for: of which case, and their names."""

    case: str
    names: tuple[Said, ...]


class Notices(Answer, frozen=True, kw_only=True, tag="notices"):
    """The notices of a case as they were issued, the newest of each kind, in that order."""

    notices: Annotated[tuple[Notice, ...], Meta(max_length=len(Kind))]


AnyAnswer = (
    Refused | Received | Acknowledged | Standing | OpenedCase | Progress | Collectables | Rated | PhoneSession
    | Pictures | Closed | Help | MaterialDeposit | Notices
)  # fmt: skip


class CatalogueBundle(Struct, frozen=True, kw_only=True):
    """The catalogue as files, name to text. ``revision`` is its digest, and the ETag.

    ``samples``: name to SHA-256 of each picture of the guide, a JPEG (``paths.sample``).
    """

    revision: str
    files: dict[str, str]
    holidays: dict[str, str]
    readings: str
    samples: dict[str, str] = {}


SAMPLES_MAX, SAMPLE_BYTES_MAX = 500, 512 * 1024
