"""A visitor before the glass, without glass: acts, the screens they lead to, and what is asked of lockerd."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kiosk.flows import Answered, Input, Key, Linked, Model, Noticed, Scanned, Seal, Sealed, Send, Tick, Touched, begin
from kiosk.flows.model import DoorPlace, Place
from kiosk.flows.states import Errand, Screen
from kiosk.flows.step import step
from locker.client import NoAnswer
from locker.contract.answers import AlarmView, CabinetState, CompartmentView, Done, DoorMoved, DoorOrderedFor, LoggedIn
from locker.contract.answers import Refused as RefusedAnswer
from locker.contract.facts import Alarm, DepositState, Door, Outcome, Purpose, Right, Service
from locker.contract.ids import CompartmentId, DepositId, KioskId, RequestId, StaffNumber, StaffToken
from locker.contract.refusal import Refusal
from locker.contract.requests import AnyRequest, Request

A3 = CompartmentId("A3")
DEPOSIT = DepositId("k1-7")
WALL = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001

PLACE = Place(
    kiosk=KioskId("k1"),
    names={"zh": "东门文件柜", "en": "East door"},
    help_phone="0479-12345",
    languages=("zh", "en"),
    idle_s=60,
    dim_s=180,
    grace_s=60,
    door_open_s=120,
    doors=tuple(
        DoorPlace(CompartmentId(f"{column}{row}"), "S", x, 100 - 10 * row, 38, 10)
        for x, column in ((0, "A"), (38, "B"))
        for row in (1, 2, 3, 4)
    ),
)

Asked = TypeVar("Asked", bound=Request)


@dataclass
class Story:
    """The model as it is now, the clock, and every request made so far."""

    model: Model = field(default_factory=lambda: begin(PLACE, "run", 0))
    now_ms: int = 0
    asked: list[AnyRequest] = field(default_factory=list)

    @property
    def screen(self) -> Screen:
        return self.model.screen

    @property
    def last(self) -> AnyRequest:
        return self.asked[-1]

    def request(self, kind: type[Asked]) -> Asked:
        """The newest request of ``kind``."""
        return next(request for request in reversed(self.asked) if isinstance(request, kind))

    def feed(self, what: Input) -> None:
        self.model, effects = step(self.model, what, self.now_ms)
        for effect in effects:
            match effect:
                case Send(request=request):
                    self.asked.append(request)
                case Seal(phone=phone):
                    self.feed(Sealed("c2VhbGVk", f"{phone[:3]}****{phone[-4:]}"))


Act = Callable[[Story], None]


@dataclass(frozen=True)
class FlowStep:
    """One act, and the screen it must lead to."""

    act: Act
    shows: type[Screen]


def play(story: Story, *steps: FlowStep) -> Story:
    """Act by act; a wrong turn names the step, the expected and the actual screen."""
    for number, one in enumerate(steps, 1):
        one.act(story)
        assert isinstance(story.screen, one.shows), f"step {number}: {one.shows.name}, not {story.screen.name}"
    return story


def touches(*controls: str) -> Act:
    def act(story: Story) -> None:
        for control in controls:
            story.now_ms += 400
            story.feed(Touched(control))

    return act


def types(text: str) -> Act:
    return touches(*(f"key.{sign}" for sign in text))


def presses(*names: str) -> Act:
    def act(story: Story) -> None:
        for name in names:
            story.now_ms += 400
            story.feed(Key(name))

    return act


def scans(text: str) -> Act:
    return lambda story: story.feed(Scanned(text))


def waits(seconds: int) -> Act:
    def act(story: Story) -> None:
        for _ in range(seconds):
            story.now_ms += 1000
            story.feed(Tick(WALL))

    return act


def link(*, up: bool) -> Act:
    return lambda story: story.feed(Linked(up))


def cabinet(
    *,
    accepting: bool = True,
    why_not: Refusal | None = None,
    paused_s: int = 0,
    door: Door = Door.CLOSED,
    service: Service = Service.IN_SERVICE,
    deposit: DepositState = DepositState.WAITING,
) -> CabinetState:
    """One compartment, A3, with a deposit in it."""
    a3 = CompartmentView(id=A3, door=door, service=service, occupied=True, deposit_state=deposit)
    return CabinetState(
        kiosk=PLACE.kiosk,
        at_ms=5000,
        accepting=accepting,
        why_not=why_not,
        hall_online=True,
        entry_paused_until_ms=5000 + paused_s * 1000 if paused_s else 0,
        compartments=[a3],
        boards=[],
        alarms=[AlarmView(alarm=Alarm.DOOR_LEFT_OPEN, subject="A3", since_ms=0)],
        events_waiting=0,
    )


def sees(state: CabinetState) -> Act:
    return lambda story: story.feed(Noticed(state))


def door(what: str, outcome: Outcome | None = None) -> Act:
    """lockerd tells one step of the door last ordered."""

    def act(story: Story) -> None:
        errand: Errand = story.screen.errand  # type: ignore[attr-defined]
        story.feed(
            Noticed(DoorMoved(request=errand.act, compartment=A3, purpose=errand.purpose, step=what, outcome=outcome))
        )

    return act


def ordered(story: Story) -> None:
    """lockerd has taken the newest request: a door was ordered."""
    story.feed(Answered(story.last.id, DoorOrderedFor(re=story.last.id, compartment=A3, deposit=DEPOSIT)))


def done(story: Story) -> None:
    story.feed(Answered(story.last.id, Done(re=story.last.id)))


def refused(refusal: Refusal, wait_s: int = 0) -> Act:
    def act(story: Story) -> None:
        answer = RefusedAnswer(re=story.last.id, refusal=refusal, wait_s=wait_s)
        story.feed(Answered(story.last.id, answer))

    return act


def unanswered(why: NoAnswer) -> Act:
    return lambda story: story.feed(Answered(story.last.id, why))


def logged_in(*rights: Right) -> Act:
    def act(story: Story) -> None:
        staff = LoggedIn(
            re=story.last.id,
            token=StaffToken("token"),
            number=StaffNumber("1024"),
            name="乌云",
            rights=list(rights or Right),
            idle_s=180,
        )
        story.feed(Answered(story.last.id, staff))

    return act


def at_home() -> Story:
    """A kiosk in service, nobody before it."""
    story = Story()
    link(up=True)(story)
    sees(cabinet())(story)
    return story


def at_menu(*rights: Right) -> Story:
    """A clerk has logged in."""
    story = at_home()
    for act in (touches("staff"), types("1024"), touches("ok"), types("246810"), touches("ok"), logged_in(*rights)):
        act(story)
    return story


def other_act(purpose: Purpose = Purpose.REMOTE) -> Act:
    """A door moves that was ordered by somebody else."""
    moved = DoorMoved(request=RequestId("foreign"), compartment=A3, purpose=purpose, step="opened")
    return lambda story: story.feed(Noticed(moved))
