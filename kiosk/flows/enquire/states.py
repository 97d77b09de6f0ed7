"""The screens of people who come with a notice in hand, as data. What they typed or scanned is never in a ``repr``."""

from dataclasses import dataclass, field
from typing import ClassVar

from intake.contract.answers import CaseProgress
from intake.notices.notice import Notice
from intake.said import Said
from kiosk.flows.inputs import Paper
from kiosk.flows.states import FILLING_IDLE_S, Asked, Mistake, Originals, Screen
from locker.contract.ids import CompartmentId, DepositId


@dataclass(frozen=True, slots=True)
class Enquire(Screen):
    """Scan a notice or a slip, lay down the card, or type. Entered without arguments.

    ``qr``: what was scanned, while the hall is ``asked`` about it. ``opening``: since when a draft is being opened.
    ``done``: what was ended just before (``cancelled``).
    """

    name: ClassVar[str] = "enquire"
    reads_card: ClassVar[bool] = True
    qr: str = field(default="", repr=False)
    asked: Asked | None = None
    opening: int | None = None
    mistake: Mistake | None = None
    done: str = ""

    @property
    def busy(self) -> bool:
        """Something is under way."""
        return self.asked is not None or self.opening is not None


@dataclass(frozen=True, slots=True)
class NumberTyped:
    """A number being typed. ``letters``: their keys are shown, for passports and credit codes."""

    text: str = field(default="", repr=False)
    letters: bool = False


@dataclass(frozen=True, slots=True)
class AskPerson(Screen):
    """Number and mobile number are typed, or the card is laid down."""

    name: ClassVar[str] = "ask_person"
    reads_card: ClassVar[bool] = True
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    number: NumberTyped = field(default=NumberTyped(), repr=False)
    mobile: str = field(default="", repr=False)
    at_mobile: bool = False
    asked: Asked | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Cases(Screen):
    """All open cases of one person; none is an answer too."""

    name: ClassVar[str] = "cases"
    cases: tuple[CaseProgress, ...] = field(repr=False)
    page: int = 0


@dataclass(frozen=True, slots=True)
class CaseShown(Screen):
    """How one case stands. ``qr``: its notice's, when that was scanned. ``among``: the list it was chosen from.

    ``way``: what was chosen, while the hall is ``asked``. ``paper``: its notice came out.
    """

    name: ClassVar[str] = "case"
    case: CaseProgress = field(repr=False)
    qr: str = field(default="", repr=False)
    among: Cases | None = field(default=None, repr=False)
    way: str = ""
    asked: Asked | None = None
    paper: Paper | None = None
    mistake: Mistake | None = None

    @property
    def busy(self) -> bool:
        """Something is under way."""
        return self.asked is not None


@dataclass(frozen=True, slots=True)
class PrintWhich(Screen):
    """Which notice of the case ``shown`` once more; they are kept while this is shown, and no longer.

    ``printing``: the place of the one under way; ``printed``: of those that came out; ``paper``: how the last one did.
    """

    name: ClassVar[str] = "print_which"
    shown: CaseShown = field(repr=False)
    notices: tuple[Notice, ...] = field(repr=False)
    page: int = 0
    printing: int | None = None
    printed: frozenset[int] = frozenset()
    paper: Paper | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class ProveNumber(Screen):
    """Before a case is taken up again: the number of the applicant or the agent, by card or typed."""

    name: ClassVar[str] = "prove_number"
    reads_card: ClassVar[bool] = True
    idle_s_min: ClassVar[int] = FILLING_IDLE_S
    shown: CaseShown
    number: NumberTyped = field(default=NumberTyped(), repr=False)
    asked: Asked | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Rate(Screen):
    """The one rating of a case. ``key`` came with its progress. ``back``: where the person was."""

    name: ClassVar[str] = "rate"
    case: str
    key: str = field(repr=False)
    item: Said
    back: Screen = field(repr=False)
    grade: int = 0
    reasons: frozenset[str] = frozenset()
    asked: Asked | None = None
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class Rated(Screen):
    """Thank you."""

    name: ClassVar[str] = "rated"
    until_ms: int


@dataclass(frozen=True, slots=True)
class HandInSize(Screen):
    """Which papers are waited for; how large they are, how low the door; then it opens."""

    name: ClassVar[str] = "hand_in_size"
    originals: Originals
    mistake: Mistake | None = None


@dataclass(frozen=True, slots=True)
class PapersInside(Screen):
    """The receipt: what lies where, and what comes next. ``paper`` None: not printed; ``printing``: being printed."""

    name: ClassVar[str] = "papers_inside"
    originals: Originals
    compartment: CompartmentId | None
    deposit: DepositId | None
    until_ms: int
    printing: bool = False
    paper: Paper | None = None
