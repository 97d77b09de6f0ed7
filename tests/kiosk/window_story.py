"""Somebody with papers before the glass: what they lay down and touch, and what the kiosk wants done about it."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from intake.contract.answers import AnyAnswer, PhoneSession, Pictures
from intake.contract.questions import AnyQuestion
from intake.materials.given import PageTrouble
from intake.notices.notice import Notice
from kiosk.examples import submit as example
from kiosk.examples.apply import applicant
from kiosk.flows import Input
from kiosk.flows.effects import Ask, DropPages, Effect, HandIn, Look
from kiosk.flows.inputs import CameraSaw, Dragged, HallSaid, HandedIn, PageTaken, Printed, Sight
from kiosk.flows.inputs import Paper as Sheet
from kiosk.flows.model import Model
from kiosk.flows.states import Screen
from kiosk.flows.step import step
from kiosk.flows.submit import desk
from kiosk.flows.submit.states import Papers
from kiosk.flows.visit import Paper, TakenPage, Visit
from tests.kiosk.story import Act, Story, at_home

Wanted = TypeVar("Wanted", bound=Effect)

OUTLINE = ((0.2, 0.1), (0.7, 0.1), (0.7, 0.9), (0.2, 0.9))
SHOP, ON_THE_SPOT = "SC-SP-01", example.ON_THE_SPOT


@dataclass
class Window(Story):
    """As any story, with every effect wanted so far."""

    wanted: list[Effect] = field(default_factory=list)

    def feed(self, what: Input) -> None:
        self.model, effects = step(self.model, what, self.now_ms)
        self.wanted += effects

    @property
    def visit(self) -> Visit:
        assert self.model.visit is not None
        return self.model.visit

    def paper(self, key: str) -> Paper:
        return desk.paper(self.visit, key)

    def pages(self, key: str) -> list[str]:
        return [page.id for page in self.paper(key).pages]

    def all(self, kind: type[Wanted]) -> list[Wanted]:
        """Every effect of ``kind``, the oldest first."""
        return [effect for effect in self.wanted if isinstance(effect, kind)]

    @property
    def camera_on(self) -> bool:
        looks = self.all(Look)
        return bool(looks) and looks[-1].on

    @property
    def dropped(self) -> list[str]:
        return [page for effect in self.all(DropPages) for page in effect.pages]

    @property
    def questions(self) -> list[AnyQuestion]:
        return [effect.question for effect in self.all(Ask)]

    @property
    def handed_in(self) -> HandIn:
        return self.all(HandIn)[-1]

    def stands_at(self, screen: Screen) -> None:
        assert self.screen == screen

    def shows(self, screen: type[Screen]) -> None:
        assert isinstance(self.screen, screen), self.screen.name


def at_the_window(code: str = SHOP, laid: int = 0, screen: Screen | None = None) -> Window:
    """The form is filled in and ``laid`` materials lie there, complete."""
    model = example.laid(example.answered(applicant(at_home().model, code)), laid)
    return standing_at(model, screen or Papers())


def supplementing(laid: int, days: int = 3) -> Window:
    """The second visit of somebody who owed two papers."""
    begun = example.answered(applicant(at_home().model))
    return standing_at(example.supplementing(example.laid(begun, laid), days), Papers())


def standing_at(model: Model, screen: Screen) -> Window:
    now_ms = model.now_ms
    return Window(model=replace(model.show(screen), acted_ms=now_ms, changed_ms=now_ms - 1000), now_ms=now_ms)


def page(name: str, trouble: PageTrouble | None = None) -> TakenPage:
    return TakenPage(name, f"digest of {name}", trouble, 827, 1169)


def takes(*names: str) -> Act:
    """Pages are taken one after the other; a name with a plus is the same paper as without."""

    def act(story: Story) -> None:
        for name in names:
            story.feed(PageTaken(page(name), tuple({name.rstrip("+")} - {name})))

    return act


def camera_sees(sight: Sight) -> Act:
    return lambda story: story.feed(CameraSaw(sight, OUTLINE))


def hall_says(answer: AnyAnswer | None) -> Act:
    """The hall answers the newest question."""

    def act(story: Story) -> None:
        assert isinstance(story, Window)
        story.feed(HallSaid(story.all(Ask)[-1].number, answer))

    return act


def session(name: str = "s1") -> PhoneSession:
    return PhoneSession(session=name, url=f"https://hall.example/m/{name}", seconds=600)


def pictures(*ids: str) -> Pictures:
    return Pictures(ids=ids, opened=True)


def draws(*points: tuple[float, float]) -> Act:
    """One line of a finger, from down to up."""

    def act(story: Story) -> None:
        for x, y in points:
            story.feed(Dragged("draw.signature", x, y))
        story.feed(Dragged("draw.signature", *points[-1], up=True))

    return act


def kept(*notices: Notice, case: str = "E26112310423", sent: bool = False) -> Act:
    return lambda story: story.feed(HandedIn(case, notices, sent))


def printer_says(paper: Sheet) -> Act:
    return lambda story: story.feed(Printed(paper))
