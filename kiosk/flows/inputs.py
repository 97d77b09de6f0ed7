"""All that can happen to a flow. What a person typed or scanned never shows in a ``repr``, so never in a log."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from intake.catalogue.changes import Change
from intake.contract.answers import AnyAnswer as HallAnswer
from intake.materials.given import PageTrouble
from intake.notices.notice import Notice
from intake.pages.head import Unfit
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.visit import Card, TakenPage, Visit
from locker.client import NoAnswer
from locker.contract.answers import AnyAnswer, AnyNotice
from locker.contract.ids import RequestId


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a keyboard: one character, or ``backspace``, ``enter``, ``escape``."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger on the control named, or on none. ``apart_ms``: since the touch before, where the window system told."""

    control: str | None = field(repr=False)
    apart_ms: int | None = field(default=None, compare=False)


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


@dataclass(frozen=True, slots=True)
class Dragged:
    """A finger that came down on ``control`` is now at ``x``, ``y`` in parts of it (0 to 1); ``up``: it left.

    Only for controls whose name begins with ``draw``.
    """

    control: str
    x: float
    y: float
    up: bool = False


@dataclass(frozen=True, slots=True)
class HallSaid:
    """The hall's answer to the question with ``number``; None: the hall was not reached."""

    number: int
    answer: HallAnswer | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class HallReached:
    """The hall answers, or has stopped to. ``waiting``: submissions that are still to be uploaded."""

    up: bool
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class CatalogueTaken:
    """A new catalogue is in use, and what is new in it for people."""

    catalogue: CatalogueInUse
    news: tuple[Change, ...] = ()


class Unread(StrEnum):
    """Why a card was not read."""

    NO_READER = "no_reader"
    UNREADABLE = "unreadable"
    UNKNOWN_CARD = "unknown_card"


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card was read; it must be lifted before it is read again.

    ``laid_now``: the reader was seen empty since this screen began to look; else somebody may have left it there.
    """

    card: Card
    laid_now: bool = False


@dataclass(frozen=True, slots=True)
class ReaderTrouble:
    """No card could be read."""

    why: Unread


class Sight(StrEnum):
    """What the camera sees, and so what to say."""

    STARTING = "starting"
    NO_CAMERA = "no_camera"
    NO_PAGE = "no_page"
    MOVING = "moving"
    STEADY = "steady"
    SAME_PAGE = "same_page"
    BLURRED = PageTrouble.BLURRED.value
    DARK = PageTrouble.DARK.value
    GLARE = PageTrouble.GLARE.value
    CUT_OFF = PageTrouble.CUT_OFF.value
    SMALL = PageTrouble.SMALL.value
    NO_ZONE = "no_zone"


@dataclass(frozen=True, slots=True)
class CameraSaw:
    """What lies under the camera now. ``outline``: the page's corners in parts of the picture, clockwise.

    ``aspect``: the picture's width by its height.
    """

    sight: Sight
    outline: tuple[tuple[float, float], ...] = ()
    since_ms: int = 0
    aspect: float = 16 / 9


@dataclass(frozen=True, slots=True)
class ZoneRead:
    """The zone of a passport was read: its 88 signs, whose check digits hold. Its picture is forgotten already."""

    signs: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageTaken:
    """A page was taken, straightened and kept in memory. ``twins``: pages it is the same as, laid down again."""

    page: TakenPage
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoRoom:
    """A page was shown and not kept: the pages of this visit are as many, or as large, as they may be."""


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The page lies another way round; its picture and digest are new."""

    old: str
    page: TakenPage


@dataclass(frozen=True, slots=True)
class PictureUnfit:
    """The phone's picture cannot be used, and why."""

    picture: str
    why: Unfit


@dataclass(frozen=True, slots=True)
class PictureNotFetched:
    """The hall was not reached; the phone's picture waits there still."""

    picture: str


@dataclass(frozen=True, slots=True)
class Composed:
    """Candidates for ``letters``, the likeliest first. ``takes``: how many letters each uses; empty: all of them."""

    letters: str = field(repr=False)
    candidates: tuple[str, ...] = field(repr=False)
    takes: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """It is sealed on this disk. ``sent``: the hall has acknowledged it already. Empty case: it could not be kept."""

    case: str
    notices: tuple[Notice, ...] = ()
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The hall has acknowledged the case."""

    case: str


class Paper(StrEnum):
    """What became of a print. ``SENT``: a printer that says nothing of itself took it all."""

    PRINTED = "printed"
    SENT = "sent"
    NONE = "none"
    NO_PRINTER = "no_printer"
    OUT = "out"
    COVER_OPEN = "cover_open"
    JAMMED = "jammed"

    @property
    def went(self) -> bool:
        """All of it is on paper, or with a printer that does not say."""
        return self in (Paper.PRINTED, Paper.SENT)


@dataclass(frozen=True, slots=True)
class Printed:
    """``paper`` says whether it came out whole; ``near_end``: staff should bring paper.

    ``torn``: a part of it may be on paper. ``copies``: of several, how many are whole on paper by now.
    """

    paper: Paper
    near_end: bool = False
    torn: bool = False
    copies: int = 0


@dataclass(frozen=True, slots=True)
class DraftKept:
    """The draft is kept; ``slip`` is the text of its QR code. Empty: it could not be kept.

    ``anywhere``: the hall has it; else it is only here until the hall is reached.
    """

    slip: str = field(repr=False)
    paper: Paper = Paper.PRINTED
    until: date | None = None
    anywhere: bool = True


@dataclass(frozen=True, slots=True)
class DraftOpened:
    """The draft of a slip; None with the reason why there is none."""

    visit: Visit | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class WalkKept:
    """Whether the installation check's findings are on the disk."""

    kept: bool


@dataclass(frozen=True, slots=True)
class WalkPrinted:
    """What became of the installation check's report on paper."""

    paper: Paper


Input = (
    Key | Touched | Dragged | Scanned | Tick | Answered | Noticed | Linked | Sealed | HallSaid | HallReached
    | CatalogueTaken | CardRead | ReaderTrouble | CameraSaw | ZoneRead | PageTaken | NoRoom | PageTurned | PictureUnfit
    | PictureNotFetched | Composed | HandedIn | Uploaded | Printed | DraftKept | DraftOpened
    | WalkKept | WalkPrinted
)  # fmt: skip
