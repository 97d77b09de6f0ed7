"""Every screen a person can stand before, as data. ``name`` is its word in logs, pictures and tests."""

from dataclasses import dataclass, field
from typing import ClassVar

from intake.contract.answers import CaseProgress, Collectable
from intake.said import Said
from locker.contract.answers import DepositRow
from locker.contract.facts import Outcome, Purpose, Size
from locker.contract.ids import CaseNumber, CompartmentId, DepositId, RequestId
from locker.contract.refusal import Refusal

FILLING_IDLE_S = 120


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something to say kindly and exactly: the text ``{key}.what`` and ``{key}.do`` with its values."""

    key: str
    wait_s: int = 0
    kiosk: str = ""
    compartment: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A deposit being prepared. The phone is here only sealed and masked."""

    case: CaseNumber
    phone_sealed: str = field(default="", repr=False)
    phone_masked: str = ""
    size: Size = Size.S
    low_reach: bool = False


@dataclass(frozen=True, slots=True)
class Originals:
    """Paper originals an applicant hands in: of which case, which papers the hall waits for. ``qr``: its notice's."""

    case: CaseNumber
    item: Said
    papers: tuple[Said, ...]
    qr: str = field(repr=False)
    size: Size = Size.S
    low_reach: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """Why a door is opened, for whom to say what comes next.

    ``act`` is the request that last ordered the door, ``first`` the one that began (the pickup's id, the hand-in's).
    ``before``: what it was before this act, should the act be refused. ``returns_to``: the name of the screen of a
    round (``differences``, ``contents_check``) that ordered the look inside.
    """

    purpose: Purpose
    act: RequestId
    first: RequestId
    compartment: CompartmentId | None = None
    deposit: DepositId | None = None
    draft: Draft | None = None
    row: DepositRow | None = None
    originals: Originals | None = None
    before: "Errand | None" = None
    returns_to: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the hall that is open: its number, and since when."""

    number: int
    since_ms: int


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen."""

    name: ClassVar[str] = ""
    door_open: ClassVar[bool] = False  # never left because nobody touched the glass
    reads_card: ClassVar[bool] = False  # the card reader looks while it is shown, and only then
    looks: ClassVar[bool] = False  # the camera is on while it is shown, and only then
    reads_zone: ClassVar[bool] = False  # it then looks for a passport's zone, and takes no page
    idle_s_min: ClassVar[int] = 0  # reading and filling in take longer than a place's ``idle_s``


@dataclass(frozen=True, slots=True)
class Starting(Screen):
    """The machine was just switched on."""

    name: ClassVar[str] = "starting"
    since_ms: int = 0


@dataclass(frozen=True, slots=True)
class Home(Screen):
    """Nobody's screen."""

    name: ClassVar[str] = "home"


@dataclass(frozen=True, slots=True)
class OutOfService(Screen):
    """Honest: no pickup now, why, and where to go. ``door``: the one a person may have stood before."""

    name: ClassVar[str] = "out_of_service"
    why: Refusal | None = None
    door: CompartmentId | None = None


@dataclass(frozen=True, slots=True)
class Sorry(Screen):
    """A bug of ours; the program starts anew in a moment."""

    name: ClassVar[str] = "sorry"


# the applicant


@dataclass(frozen=True, slots=True)
class Collect(Screen):
    """The pickup code is typed or scanned, or the identity card laid down.

    ``asked``: the hall is, what waits for the card's owner. ``no_reader``: no card can be read now.
    """

    name: ClassVar[str] = "collect"
    reads_card: ClassVar[bool] = True
    digits: str = field(default="", repr=False)
    asked: Asked | None = None
    no_reader: bool = False
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class CollectWhich(Screen):
    """Several results wait for whoever laid the card down: which one now?"""

    name: ClassVar[str] = "collect_which"
    deposits: tuple[Collectable, ...] = field(repr=False)
    page: int = 0


@dataclass(frozen=True, slots=True)
class Paused(Screen):
    """Too many wrong codes at this kiosk: nobody can type one until ``until_ms``."""

    name: ClassVar[str] = "paused"
    until_ms: int


@dataclass(frozen=True, slots=True)
class Opening(Screen):
    """The door was asked for and has not answered yet."""

    name: ClassVar[str] = "opening"
    door_open: ClassVar[bool] = True
    errand: Errand
    since_ms: int


@dataclass(frozen=True, slots=True)
class DoorOpen(Screen):
    """A door stands open, or may (``doubt``). ``late``: longer than allowed. ``nudged``: said to be shut, is not."""

    name: ClassVar[str] = "door_open"
    door_open: ClassVar[bool] = True
    errand: Errand
    until_ms: int
    doubt: Outcome | None = None
    late: bool = False
    nudged: bool = False


@dataclass(frozen=True, slots=True)
class DoorStuck(Screen):
    """It did not open, or nothing was heard of it (``outcome`` None)."""

    name: ClassVar[str] = "door_stuck"
    errand: Errand
    outcome: Outcome | None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class DoorShut(Screen):
    """Opened and shut again: what now? ``asked``: the word given to lockerd, not yet answered."""

    name: ClassVar[str] = "door_shut"
    errand: Errand
    until_ms: int
    asked: RequestId | None = None
    said: str = ""
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class ThankYou(Screen):
    """The applicant has the document.

    ``deposit``: where it lay, by which the hall is ``asked`` whether its case may be rated; ``rate`` its answer, if so.
    """

    name: ClassVar[str] = "thank_you"
    until_ms: int
    deposit: DepositId | None = None
    asked: int | None = None
    asked_ms: int = 0
    rate: CaseProgress | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WrongDocument(Screen):
    """The deposit is locked, staff are called."""

    name: ClassVar[str] = "wrong_document"
    compartment: CompartmentId | None


# staff


@dataclass(frozen=True, slots=True)
class StaffLogin(Screen):
    """Number, then PIN."""

    name: ClassVar[str] = "staff_login"
    number: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)
    at_pin: bool = False
    asked: RequestId | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class StaffScreen(Screen):
    """A screen of somebody who has logged in."""


@dataclass(frozen=True, slots=True)
class StaffMenu(StaffScreen):
    """What would you like to do?"""

    name: ClassVar[str] = "staff_menu"
    done: str = ""
    compartment: str = ""
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class DepositCase(StaffScreen):
    """The case number, typed or scanned. ``letters``: their keyboard is shown instead of the digits."""

    name: ClassVar[str] = "deposit_case"
    text: str = field(default="", repr=False)
    mistake: Mistake | None = None
    letters: bool = False


@dataclass(frozen=True, slots=True)
class DepositPhone(StaffScreen):
    """The applicant's mobile number, in clear only while it is typed."""

    name: ClassVar[str] = "deposit_phone"
    case: CaseNumber
    digits: str = field(default="", repr=False)
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class DepositSize(StaffScreen):
    """How large, how low; then the door opens."""

    name: ClassVar[str] = "deposit_size"
    draft: Draft
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class DepositList(StaffScreen):
    """What waits in the cabinet."""

    name: ClassVar[str] = "deposit_list"
    rows: tuple[DepositRow, ...] | None = None
    overdue_only: bool = False
    page: int = 0
    asked: RequestId | None = None
    done: str = ""
    compartment: str = ""
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Unfinished(StaffScreen):
    """One deposit that was begun and not ended: how does it end? ``said``: the word sent as ``asked``."""

    name: ClassVar[str] = "unfinished"
    row: DepositRow
    mistake: Mistake | None = None
    asked: RequestId | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class TakeBackAsk(StaffScreen):
    """One deposit: shall it be taken back?"""

    name: ClassVar[str] = "take_back"
    row: DepositRow
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Compartments(StaffScreen):
    """The whole front; one may be chosen."""

    name: ClassVar[str] = "compartments"
    chosen: CompartmentId | None = None
    asked: RequestId | None = None
    done: str = ""
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Alarms(StaffScreen):
    """What stands and wants looking at."""

    name: ClassVar[str] = "alarms"
    page: int = 0
    asked: RequestId | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Differences(StaffScreen):
    """In what doors and books differ; the first thing after logging in."""

    name: ClassVar[str] = "differences"
    page: int = 0
    done: str = ""
    compartment: str = ""
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class ContentsCheck(StaffScreen):
    """The walk through the cabinet. ``after``: the door that was just looked behind, or put off.

    ``asked``: the word given to lockerd, not yet answered; ``ending``: it was that all is done.
    """

    name: ClassVar[str] = "contents_check"
    after: CompartmentId | None = None
    skip_unused: bool = False
    asked: RequestId | None = None
    ending: bool = False
    mistake: Mistake | None = None


CABINET: tuple[type[Screen], ...] = (
    Starting, Home, OutOfService, Sorry, Collect, CollectWhich, Paused, Opening, DoorOpen, DoorStuck, DoorShut,
    ThankYou, WrongDocument, StaffLogin, StaffMenu, DepositCase, DepositPhone, DepositSize, DepositList, Unfinished,
    TakeBackAsk, Compartments, Alarms, Differences, ContentsCheck,
)  # fmt: skip
