"""The screens from the papers to the notice, as data."""

from dataclasses import dataclass, field
from typing import ClassVar

from intake.contract.answers import CaseProgress, PhoneSession
from intake.contract.submission import Reason
from intake.notices.notice import Notice
from intake.pages.head import Unfit
from intake.review.outcome import Outcome
from intake.signature import Line, Signature
from kiosk.flows.apply.entry import Entry
from kiosk.flows.inputs import CameraSaw, Paper
from kiosk.flows.states import FILLING_IDLE_S, Screen
from kiosk.flows.visit import TakenPage

PHONE_IDLE_S = 180
"""A person looks at their phone, not at the glass."""
NOTICE_IDLE_S = 60
"""So long the notice stays on the glass at least, whoever has gone."""


@dataclass(frozen=True, slots=True)
class Papers(Screen):
    """The materials that are needed, and what has been laid down of each. Entered without arguments."""

    name: ClassVar[str] = "papers"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    page: int = 0


@dataclass(frozen=True, slots=True)
class OnePaper(Screen):
    """One material: how many, its date, its pages. ``mending``: come from the review, and led back to it."""

    name: ClassVar[str] = "one_paper"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    key: str
    mending: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class IssuedOn(Screen):
    """The date that stands on a material is typed, as eight digits. ``wrong``: it is no date, or not yet."""

    name: ClassVar[str] = "issued_on"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    key: str
    mending: bool = False
    digits: str = field(default="", repr=False)
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Camera(Screen):
    """Pages are laid under the camera. ``said``: what became of the last one; ``replaces``: the page taken anew.

    ``taken_ms``: when the last good one was taken.

    ``doubted``: a page that seems to be there already, held until the person says that it is another one.
    """

    name: ClassVar[str] = "camera"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    looks: ClassVar[bool] = True
    key: str
    mending: bool = False
    saw: CameraSaw | None = None
    said: str = ""
    taken_ms: int = 0
    doubted: TakenPage | None = None
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class PagePreview(Screen):
    """One page, large. ``asked``: a turn that is under way."""

    name: ClassVar[str] = "page_preview"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    key: str
    page: str
    mending: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class FromPhone(Screen):
    """Pictures from the applicant's own phone.

    ``asked``: the open question's number; ``opened_as``: that of the session, which closes it. ``seen``: pictures
    fetched or being fetched, the one now being ``fetching``; ``coming``: those that wait at the hall. ``lost``: the
    hall was not reached. ``said``: what became of the last picture, ``unfit`` why it was none, ``doubted`` as under
    the camera. ``leaving``: the way out that was touched while pictures were still coming.
    """

    name: ClassVar[str] = "from_phone"
    idle_s_min: ClassVar[int] = PHONE_IDLE_S
    key: str
    mending: bool = False
    asked: int | None = None
    opened_as: int = 0
    session: PhoneSession | None = field(default=None, repr=False)
    polled_ms: int = 0
    opened: bool = False
    seen: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    fetching: str = ""
    lost: bool = False
    said: str = ""
    unfit: Unfit | None = None
    doubted: TakenPage | None = None
    leaving: str = ""


@dataclass(frozen=True, slots=True)
class Review(Screen):
    """What the rules say to all of it. Entered without arguments; everything on it is computed from the visit."""

    name: ClassVar[str] = "review"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    page: int = 0


@dataclass(frozen=True, slots=True)
class Promise(Screen):
    """The commitment: what is owed, until when, what lateness means."""

    name: ClassVar[str] = "commitment"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    page: int = 0


@dataclass(frozen=True, slots=True)
class Sign(Screen):
    """A finger signs. ``lines`` are done, ``line`` is being drawn; ``refused``: it was no signature."""

    name: ClassVar[str] = "sign"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    lines: Signature = field(default=(), repr=False)
    line: Line = field(default=(), repr=False)
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ChooseDelivery(Screen):
    """Counter, locker or post. ``way`` empty: nothing was chosen; ``address``: which of the addresses known."""

    name: ClassVar[str] = "delivery"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    tolerance: bool = False
    way: str = ""
    address: int = 0


@dataclass(frozen=True, slots=True)
class PostAddress(Screen):
    """Where the result is sent, typed. ``wrong``: it is too short to be found."""

    name: ClassVar[str] = "post_address"
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    tolerance: bool = False
    entry: Entry = field(default=Entry(), repr=False)
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class HandingIn(Screen):
    """It is being sealed. ``lost``: it could not be kept, or nothing was heard of it."""

    name: ClassVar[str] = "handing_in"
    outcome: Outcome
    since_ms: int
    tolerance: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Done(Screen):
    """It is handed in. ``sent``: the hall has it. ``paper`` None: the printer works on it.

    ``copies``: so many are whole on paper. ``torn``: one more began and did not come out whole.
    ``asked``: the question whether it may be rated already; ``rate`` the answer, if so.
    """

    name: ClassVar[str] = "handed_in"
    idle_s_min: ClassVar[int] = NOTICE_IDLE_S
    case: str
    outcome: Outcome
    by_clerk: bool
    reason: Reason = "application"
    notices: tuple[Notice, ...] = field(default=(), repr=False)
    sent: bool = False
    paper: Paper | None = None
    copies: int = 0
    torn: bool = False
    asked: int | None = None
    rate: CaseProgress | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ReadNotice(Screen):
    """One of the notices, on the glass."""

    name: ClassVar[str] = "read_notice"
    idle_s_min: ClassVar[int] = NOTICE_IDLE_S
    done: Done
    notice: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Goodbye(Screen):
    """Thank you, and what comes next."""

    name: ClassVar[str] = "goodbye"
    until_ms: int
