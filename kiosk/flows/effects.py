"""What a flow wants done. The shell does it and feeds the outcome back as an input."""

from dataclasses import dataclass, field

from intake.contract.questions import AnyQuestion
from intake.notices.notice import Notice
from intake.review.outcome import Outcome
from kiosk.flows.visit import Visit
from kiosk.flows.walk import Walk
from locker.contract.requests import AnyRequest


@dataclass(frozen=True, slots=True)
class Send:
    """Ask lockerd; answered by ``Answered`` with the request's id."""

    request: AnyRequest = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seal:
    """Seal the phone number for the hall; answered by ``Sealed`` at once."""

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the hall; answered by ``HallSaid`` with the same ``number``, which no other question of this process has."""

    number: int
    question: AnyQuestion = field(repr=False)


@dataclass(frozen=True, slots=True)
class Read:
    """Look for an identity card, or stop looking; answered by ``CardRead`` or ``ReaderTrouble`` each time."""

    on: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Camera on, or off; answered by ``CameraSaw`` when what it sees changes, and ``PageTaken`` or ``NoRoom``.

    ``zone``: it reads the zone of a passport and takes no page; then answered by ``CameraSaw`` and ``ZoneRead``.
    """

    on: bool
    zone: bool = False


@dataclass(frozen=True, slots=True)
class TakePage:
    """Take the page now, steady or not; answered by ``PageTaken`` or ``NoRoom``."""


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Turn a page a quarter clockwise; answered by ``PageTurned``."""

    page: str


@dataclass(frozen=True, slots=True)
class DropPages:
    """Forget these pictures at once."""

    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FetchPicture:
    """Fetch a picture from the applicant's phone, find its page.

    Answered by ``PageTaken``, ``NoRoom``, ``PictureUnfit`` or ``PictureNotFetched``.
    """

    session: str
    picture: str


@dataclass(frozen=True, slots=True)
class Compose:
    """What may these letters mean in Chinese? Answered by ``Composed``. ``names``: people's names first.

    ``rare``: only characters that everyday tables lack.
    """

    letters: str = field(repr=False)
    names: bool = False
    rare: bool = False


@dataclass(frozen=True, slots=True)
class HandIn:
    """Number it, write its notices, seal it to the disk, upload when possible; answered by ``HandedIn``."""

    visit: Visit
    outcome: Outcome
    tolerance_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """Print notices, each once, without the first ``copies``; answered by ``Printed``."""

    notices: tuple[Notice, ...]
    copies: int = 0


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Seal the visit with a key of its own, keep it, print the slip with the key; answered by ``DraftKept``."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Open the draft a slip is for; answered by ``DraftOpened``."""

    slip: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeepWalk:
    """Write down how far the installation check is; answered by ``WalkKept``."""

    walk: Walk


@dataclass(frozen=True, slots=True)
class PrintWalk:
    """Print what the installation check has found so far; answered by ``WalkPrinted``."""


Effect = (
    Send | Seal | Ask | Read | Look | TakePage | TurnPage | DropPages | FetchPicture | Compose | HandIn | Print
    | KeepDraft | OpenDraft | KeepWalk | PrintWalk
)  # fmt: skip
