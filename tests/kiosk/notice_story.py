"""Somebody with a notice in hand before a machine that applies: what is asked of the hall, and what it says."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from intake.contract.answers import AnyAnswer, CaseProgress, HallRefusal, Progress, Refused
from intake.contract.questions import Question
from intake.contract.stage import Stage
from intake.notices.notice import Kind, NoticeNumber
from intake.notices.qr import QrContent, qr_text
from intake.said import Said
from kiosk.examples.catalogue import TODAY, catalogue_in_use
from kiosk.flows import Input, begin
from kiosk.flows.effects import Ask, Effect
from kiosk.flows.enquire.states import CaseShown, Enquire
from kiosk.flows.inputs import CardRead, HallReached, HallSaid
from kiosk.flows.step import step
from kiosk.flows.visit import Card
from tests.kiosk.story import PLACE, Act, FlowStep, Story, cabinet, link, play, scans, sees

NUMBER = "152501196503121222"
CARD = Card("乌云", NUMBER, date(1965, 3, 12), "二连浩特市")
ITEM = Said("小餐饮店登记")


def mac(body: bytes) -> bytes:
    """The hall's key for notices, in these tests."""
    return hmac.digest(b"the hall", body, hashlib.sha256)


def notice(case: str = "E26112300423", kind: Kind = Kind.CORRECTION) -> str:
    """The text of a notice's QR code."""
    return qr_text(QrContent(NoticeNumber(kind, 2026, 42), TODAY, case), mac)


APPLIES = replace(PLACE, applies=True, scanner=True, fitted=frozenset({"printer", "id_reader"}), mac=mac)

Wanted = TypeVar("Wanted", bound=Effect)
Questioned = TypeVar("Questioned", bound=Question)


@dataclass
class NoticeStory(Story):
    """As :class:`Story`; every effect is kept too."""

    effects: list[Effect] = field(default_factory=list)

    def feed(self, what: Input) -> None:
        _, effects = step(self.model, what, self.now_ms)
        self.effects += effects
        super().feed(what)

    def wanted(self, kind: type[Wanted]) -> Wanted:
        """The newest effect of ``kind``."""
        return next(effect for effect in reversed(self.effects) if isinstance(effect, kind))

    def question(self, kind: type[Questioned]) -> Questioned:
        """The newest question to the hall, which is of ``kind``."""
        asked = self.wanted(Ask).question
        assert isinstance(asked, kind), asked
        return asked


def hall_says(answer: AnyAnswer | None) -> Act:
    """The hall's answer to the newest question; None: not reached."""

    def act(story: Story) -> None:
        assert isinstance(story, NoticeStory)
        story.feed(HallSaid(story.wanted(Ask).number, answer))

    return act


def hall_refuses(refusal: HallRefusal) -> Act:
    return hall_says(Refused(refusal=refusal))


def lays_card_down(story: Story) -> None:
    story.feed(CardRead(CARD))


def case(
    stage: Stage = Stage.ACCEPTED,
    number: str = "E26112300423",
    *,
    may_rate: bool = False,
    may_print: bool = False,
    awaited: tuple[Said, ...] = (),
) -> CaseProgress:
    return CaseProgress(
        case=number,
        item=ITEM,
        department=Said("市场监督管理局"),
        stage=stage,
        since=TODAY,
        may_rate=may_rate,
        key="key-1" if may_rate else "",
        print_key="key-2" if may_print else "",
        awaited=awaited,
    )


def at_home_with_notice() -> NoticeStory:
    """A machine that applies, the cabinet in service, the hall reached, nobody before it."""
    story = NoticeStory(replace(begin(APPLIES, "run", 0), catalogue=catalogue_in_use()))
    link(up=True)(story)
    sees(cabinet())(story)
    story.feed(HallReached(up=True))
    return story


HEALTH = Said("健康证明")


def at_case(
    stage: Stage = Stage.ACCEPTED, *, may_rate: bool = False, awaited: tuple[Said, ...] = (HEALTH,)
) -> NoticeStory:
    """The notice was scanned, and the case is shown; a paper itself is awaited."""
    story = at_home_with_notice()
    play(
        story,
        FlowStep(scans(notice()), Enquire),
        FlowStep(hall_says(Progress(cases=(case(stage, may_rate=may_rate, awaited=awaited),))), CaseShown),
    )
    return story
