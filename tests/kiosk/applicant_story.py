"""Somebody who applies: found the item, agreed, said who they are. Candidates come from a small table of its own."""

from dataclasses import replace
from datetime import date

from intake.identity.resident_id import check_character
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows import begin
from kiosk.flows.apply.states import CardSeen, Consent, Detail, Find, Guide, Identified, LayCard, Question, Who
from kiosk.flows.effects import Compose
from kiosk.flows.inputs import CardRead, Composed, HallReached
from kiosk.flows.visit import Card, Visit
from tests.kiosk.notice_story import APPLIES, NoticeStory
from tests.kiosk.story import Act, FlowStep, Story, cabinet, link, play, sees, touches, types

SHOP, MARRIAGE, RELIEF, ALLOWANCE, PERMIT = "SC-SP-01", "MZ-HY-01", "MZ-SH-02", "MZ-YL-01", "GA-JZZ-01"


def resident(first17: str) -> str:
    """A number whose check fits."""
    return first17 + check_character(first17)


NUMBER = resident("15250119650312122")
OTHER = resident("15250119900815321")
MOBILE = "13800138000"
CARD = Card("乌云", NUMBER, date(1965, 3, 12), "二连浩特市前进路 1 号", date(2036, 3, 12))
OTHERS_CARD = Card("巴特尔", OTHER, date(1990, 8, 15), "二连浩特市")

CHINESE = {"wuyun": (("乌云", "无云", "乌"), (5, 5, 2)), "yun": (("云", "运"), (3, 3)), "qiqige": (("其其格",), (6,))}


def applicants_home() -> NoticeStory:
    """A machine that applies, in service, nobody before it."""
    story = NoticeStory(replace(begin(APPLIES, "run", 0), catalogue=catalogue_in_use()))
    link(up=True)(story)
    sees(cabinet())(story)
    story.feed(HallReached(up=True))
    return story


def without_reader(story: NoticeStory) -> NoticeStory:
    """The same machine with no card reader."""
    story.model = replace(story.model, place=replace(story.model.place, fitted=frozenset()))
    return story


def shows_item(code: str) -> Act:
    """Finds one item's guide by its shelf; the search is told elsewhere."""

    def act(story: Story) -> None:
        item = next(one for one in catalogue_in_use().index.items if one.code == code)
        story.model = story.model.show(Find(by="department", shelf=item.department))
        touches(f"item.{code}")(story)

    return act


def agrees_on(code: str, story: NoticeStory | None = None) -> NoticeStory:
    """At the question who applies."""
    begun = story or applicants_home()
    play(
        begun,
        FlowStep(touches("apply"), Find),
        FlowStep(shows_item(code), Guide),
        FlowStep(touches("apply"), Consent),
        FlowStep(touches("agree"), Who),
    )
    return begun


def identified_for(code: str) -> NoticeStory:
    """The applicant's own card was laid down and the mobile typed."""
    story = agrees_on(code)
    play(
        story,
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )
    return story


def asked_for(code: str) -> NoticeStory:
    """The first question of the form."""
    story = identified_for(code)
    play(story, FlowStep(touches("ok"), Question))
    return story


def lays(card: Card) -> Act:
    """The card is read. It lies on the reader's screen first."""

    def act(story: Story) -> None:
        assert isinstance(story.screen, LayCard)
        story.now_ms += 1000
        story.feed(CardRead(card))

    return act


def spells(letters: str, *picks: int) -> Act:
    """Pinyin letter by letter, each answered by the input method; then candidates are touched."""

    def act(story: Story) -> None:
        assert isinstance(story, NoticeStory)
        for letter in letters:
            touches(f"key.{letter}")(story)
            _composes(story)
        for pick in picks:
            touches(f"pick.{pick}")(story)
            _composes(story)

    return act


def _composes(story: NoticeStory) -> None:
    asked = next((one for one in reversed(story.effects) if isinstance(one, Compose)), None)
    if asked:
        candidates, takes = CHINESE.get(asked.letters, ((), ()))
        story.feed(Composed(asked.letters, candidates, takes))


def visit(story: Story) -> Visit:
    """What has been told so far."""
    assert story.model.visit is not None
    return story.model.visit


def chooses(answer: str) -> Act:
    return touches(f"choose.{answer}")
