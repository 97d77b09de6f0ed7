"""All a kiosk knows at one moment, and the small moves every flow is made of."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from intake.catalogue.changes import Change
from intake.notices.qr import Mac
from kiosk.flows.catalogue import CatalogueInUse
from kiosk.flows.effects import Effect
from kiosk.flows.proof import Proof
from kiosk.flows.states import Home, Mistake, Screen, Starting
from kiosk.flows.visit import Visit
from kiosk.flows.walk import Walk
from locker.client import NoAnswer
from locker.contract.answers import CabinetState, Done, LoggedIn, Refused
from locker.contract.facts import Right
from locker.contract.ids import CompartmentId, KioskId, RequestId

HANDS_MS_MAX = 300_000
"""So long hands that lay papers are believed; what still moves then is a shadow over papers that somebody left."""


@dataclass(frozen=True, slots=True)
class DoorPlace:
    """One door on the front, in centimetres from the floor's left corner, as ``kiosk.toml`` has it.

    ``sensed``: it has a sensor.
    """

    id: CompartmentId
    size: str
    x_cm: float
    y_cm: float
    width_cm: float
    height_cm: float
    sensed: bool = True


@dataclass(frozen=True, slots=True)
class ScreenPlace:
    """Where this screen sits on the front, in the same centimetres."""

    x_cm: float
    y_cm: float
    width_cm: float
    height_cm: float


@dataclass(frozen=True, slots=True)
class Place:
    """What is fixed about this machine. ``names`` and ``languages``: the first language is the default.

    ``applies``: people can apply here, not only collect.
    ``fitted``: which of ``printer``, ``id_reader``, ``camera`` it has. ``mac`` checks the QR codes of notices.
    ``proof``: the report of the last installation check.
    """

    kiosk: KioskId
    names: dict[str, str]
    help_phone: str
    languages: tuple[str, ...]
    idle_s: int
    dim_s: int
    grace_s: int
    door_open_s: int
    doors: tuple[DoorPlace, ...]
    screen: ScreenPlace | None = None
    scanner: bool = False
    applies: bool = False
    fitted: frozenset[str] = frozenset()
    mac: Mac | None = field(default=None, repr=False)
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """Times are monotonic milliseconds. ``acts`` numbers the requests of this process, ``run`` parts processes.

    ``news`` is told until ``news_until_ms``. ``standing_asked``: the question about the credit records that is open.
    ``walk``: the installation check under way; ``walk_kept``: it is on the disk.
    ``helping``: the call for help that is shown; ``help_kept``: whether lockerd has it, ``help_told``: the hall has,
    ``help_coming``: somebody of the staff said so; ``help_asked``: the question after it that is open.
    """

    place: Place
    run: str
    now_ms: int
    screen: Screen = field(default_factory=Home)
    language: str = "zh"
    acts: int = 0
    acted_ms: int = 0
    touched_ms: int = -1_000
    changed_ms: int = 0
    wall: datetime | None = None
    linked: bool = False
    cabinet: CabinetState | None = None
    paused_until_ms: int = 0
    staff: LoggedIn | None = field(default=None, repr=False)
    dimmed: bool = False
    helping: RequestId | None = None
    help_called_ms: int = 0
    help_kept: bool | None = None
    help_told: bool = False
    help_until_ms: int = 0
    help_coming: bool = False
    help_asked: int | None = None
    catalogue: CatalogueInUse | None = None
    news: tuple[Change, ...] = ()
    news_until_ms: int = 0
    hall_up: bool = False
    waiting: int = 0
    visit: Visit | None = field(default=None, repr=False)
    standing_asked: int | None = None
    walk: Walk = field(default_factory=Walk)
    walk_kept: bool = True

    @property
    def next_id(self) -> RequestId:
        """The id of the next request; :meth:`asking` uses it up."""
        return RequestId(f"{self.run}-{self.acts}")

    @property
    def idle_s(self) -> int:
        """Seconds without a touch after which everything is wiped."""
        return self.staff.idle_s if self.staff else max(self.place.idle_s, self.screen.idle_s_min)

    @property
    def idle_left_s(self) -> int:
        """Seconds left before that."""
        return max(0, self.idle_s - (self.now_ms - self.acted_ms) // 1000)

    def show(self, screen: Screen) -> Self:
        """Another screen, or the same one with something changed."""
        fresh = screen.name != self.screen.name
        return replace(self, screen=screen, changed_ms=self.now_ms if fresh else self.changed_ms)

    def asking(self, screen: Screen) -> Self:
        """As :meth:`show`, after a request with :attr:`next_id` was made."""
        return replace(self.show(screen), acts=self.acts + 1)

    def home(self) -> Self:
        """Home, and nothing of the person who stood here stays."""
        fresh = replace(self, staff=None, visit=None, standing_asked=None, language=self.place.languages[0])
        return fresh.unheard().show(Home())

    def unheard(self) -> Self:
        """No call for help is heard of any more: its overlay is gone, or the next one takes its place."""
        unknown = replace(self, help_kept=None, help_told=False, help_coming=False)
        return replace(unknown, helping=None, help_asked=None, help_until_ms=0)

    def moved(self, since_ms: int = 0) -> Self:
        """Something moved under the camera: a sign of life, if a touch, or ``since_ms``, was not long ago."""
        lately = self.now_ms - max(self.touched_ms, since_ms) < HANDS_MS_MAX
        return replace(self, acted_ms=self.now_ms) if lately else self

    def may(self, right: Right) -> bool:
        """Whether the staff member logged in has ``right``."""
        return self.staff is not None and right in self.staff.rights

    def left_s(self, until_ms: int) -> int:
        """Whole seconds until ``until_ms``, never negative."""
        return max(0, -((self.now_ms - until_ms) // 1000))


Move = tuple[Model, tuple[Effect, ...]]


def begin(place: Place, run: str, now_ms: int) -> Model:
    """The first model of a process; ``run`` is a text no other process used. Nobody has touched anything lately."""
    start = Starting(since_ms=now_ms)
    return Model(place, run, now_ms, start, place.languages[0], acted_ms=now_ms - 1000, changed_ms=now_ms)


def stay(model: Model) -> Move:
    """Nothing to do."""
    return model, ()


def mistake_of(answer: object) -> Mistake | None:
    """What to say about an answer that is no success; None when there is nothing wrong."""
    match answer:
        case Refused(refusal=refusal, wait_s=wait_s, compartment=compartment):
            return Mistake(f"refusal.{refusal.value}", wait_s=wait_s, compartment=compartment or "")
        case NoAnswer():
            return Mistake("mistake.no_answer")
        case Done():
            return None
        case _:
            return None
