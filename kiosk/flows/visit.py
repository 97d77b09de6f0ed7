"""What one applicant has told and shown so far. It lives in the model only, and goes when they do."""

from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from intake.catalogue.item import ApplicantKind, Item
from intake.contract.submission import Delivery, Reason
from intake.materials.given import Given, Page, PageTrouble
from intake.review.application import Agent, Applicant, ApplicantStanding, Application
from intake.review.outcome import Commitment
from intake.signature import Signature


@dataclass(frozen=True, slots=True)
class Card:
    """What the identity card, or a passport's lines, said. ``number`` and the rest never leave the model but sealed.

    ``sex``: male, female or nothing. ``nation``: its name, nothing on cards that do not tell.
    """

    name: str = field(repr=False)
    number: str = field(repr=False)
    birth: date = field(repr=False)
    address: str = field(repr=False)
    valid_to: date | None = None
    sex: str = field(default="", repr=False)
    nation: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TakenPage:
    """One page that was taken. ``id`` names its picture in the page store (``kiosk.devices.pages``)."""

    id: str
    digest: str = field(repr=False)
    trouble: PageTrouble | None = None
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """One material as it lies before the camera: how many originals and copies, its pages, the date on it."""

    originals: int = 0
    copies: int = 0
    pages: tuple[TakenPage, ...] = ()
    issued: date | None = None

    def given(self) -> Given:
        """As the rules want it."""
        pages = tuple(Page(page.digest, page.trouble) for page in self.pages)
        return Given(self.originals, self.copies, pages, self.issued)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """From the item chosen to the notice printed.

    ``reopened`` and ``open``: a case taken up again, what was given before, and the (part, key) that are asked.
    ``promised``: the last day of a case that is accepted already. ``standing`` None: the hall was not reached.
    ``id`` is the draft's and the submission's, so that a repeat is the same one.
    ``told_by``: the number of whom answers and papers are.
    """

    id: str
    item: Item | None = None
    consent: int = 0
    kind: ApplicantKind = "person"
    name: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    mobile: str = field(default="", repr=False)
    agent: Agent | None = field(default=None, repr=False)
    card: Card | None = field(default=None, repr=False)
    told_by: str = field(default="", repr=False)
    answers: dict[str, str] = field(default_factory=dict, repr=False)
    papers: dict[str, Paper] = field(default_factory=dict)
    standing: ApplicantStanding | None = None
    reason: Reason = "application"
    case: str = ""
    reopened: Application | None = field(default=None, repr=False)
    open: frozenset[tuple[str, str]] = frozenset()
    commitment: Commitment | None = None
    promised: date | None = None
    signature: Signature = field(default=(), repr=False)
    delivery: Delivery = field(default_factory=Delivery)

    def application(self, *, tolerance_chosen: bool = False) -> Application:
        """All of it as the rules want it; what was given before counts where nothing new was given.

        :raises ValueError: no item was chosen.
        """
        if self.item is None:
            raise ValueError("an application is for an item")
        before = self.reopened
        given = {key: self._given(key, paper) for key, paper in self.papers.items()}
        return Application(
            item=self.item.code,
            version=self.item.version,
            applicant=Applicant(kind=self.kind, name=self.name, number=self.number, mobile=self.mobile),
            agent=self.agent,
            answers=(before.answers if before else {}) | self.answers,
            given=(before.given if before else {}) | given,
            tolerance_chosen=tolerance_chosen,
        )

    def _given(self, key: str, paper: Paper) -> Given:
        """Pages given at an earlier visit stay while no new ones are taken."""
        now, before = paper.given(), self.reopened.given.get(key) if self.reopened else None
        return now if now.pages or before is None else replace(now, pages=before.pages)
