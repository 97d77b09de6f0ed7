"""What a card or a passport has told is not asked again; what one person told never stands under another's name."""

from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows.apply.form import answers, gaps, questions
from kiosk.flows.apply.states import CardSeen, Detail, Form, Identified, LayCard, Question, Who
from kiosk.flows.visit import Card, Paper
from tests.kiosk.applicant_story import (
    ALLOWANCE,
    CARD,
    MOBILE,
    NUMBER,
    OTHERS_CARD,
    agrees_on,
    chooses,
    identified_for,
    lays,
    spells,
    visit,
    without_reader,
)
from tests.kiosk.notice_story import NoticeStory
from tests.kiosk.story import FlowStep, Story, play, touches, types

BANK = "6228480402564890018"


def fills_in(card: Card = CARD) -> NoticeStory:
    """An allowance for the very old, asked for with a card; only the bank account is typed."""
    story = agrees_on(ALLOWANCE)
    play(story, FlowStep(touches("role.self"), LayCard))
    identifies(story, card)
    play(story, FlowStep(touches("ok"), Question), FlowStep(chooses("yes"), Question))
    play(story, FlowStep(types(BANK), Question), FlowStep(touches("ok"), Form))
    return story


def identifies(story: Story, card: Card) -> None:
    play(
        story,
        FlowStep(lays(card), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )


def goes_back_to_who(story: Story) -> None:
    play(story, FlowStep(touches("back"), Question))
    while not isinstance(story.screen, Identified):
        touches("back")(story)
    play(story, FlowStep(touches("again"), Who), FlowStep(touches("role.self"), LayCard))


def test_an_address_on_the_card_is_not_typed_again() -> None:
    story = fills_in()

    assert gaps(story.model) == {}
    assert answers(visit(story)) == {
        "eighty": "yes",
        "birth": "1965-03-12",
        "home_address": CARD.address,
        "bank": BANK,
    }


def test_a_number_that_was_typed_tells_the_birth_and_no_address() -> None:
    story = without_reader(agrees_on(ALLOWANCE))
    play(story, FlowStep(touches("role.self"), Detail), FlowStep(spells("wuyun", 0), Detail))
    for typed in (NUMBER, MOBILE):
        play(story, FlowStep(touches("ok"), Detail), FlowStep(types(typed), Detail))
    play(story, FlowStep(touches("ok"), Identified), FlowStep(touches("ok"), Question))

    assert answers(visit(story)) == {"birth": "1965-03-12"}
    assert "home_address" in gaps(story.model)


def test_another_person_begins_without_what_the_one_before_told_and_showed() -> None:
    story = fills_in()
    visit(story).papers["identity"] = Paper(originals=1)
    goes_back_to_who(story)

    identifies(story, OTHERS_CARD)
    play(story, FlowStep(touches("ok"), Question))

    assert answers(visit(story)) == {"birth": "1990-08-15", "home_address": OTHERS_CARD.address}
    assert visit(story).papers == {}


def test_who_lays_the_same_card_down_once_more_keeps_what_was_filled_in() -> None:
    story = fills_in()
    before = answers(visit(story))
    goes_back_to_who(story)

    identifies(story, CARD)
    play(story, FlowStep(touches("ok"), Form))

    assert answers(visit(story)) == before


def test_a_card_laid_aside_for_a_typed_number_tells_nothing_more() -> None:
    story = play(
        agrees_on(ALLOWANCE),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(OTHERS_CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(touches("back"), LayCard),
        FlowStep(touches("type"), Detail),
        FlowStep(spells("wuyun", 0), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(NUMBER), Detail),
        FlowStep(touches("ok"), Detail),
    )

    assert visit(story).number == NUMBER
    assert visit(story).card is None


def test_every_field_of_the_catalogue_that_asks_what_the_card_knows_is_filled_in() -> None:
    asked = {field.key: field for item in catalogue_in_use().catalogue.items for field in item.field}

    assert {key: asked[key].prefill for key in ("home_address", "birth", "sex", "nation")} == {
        "home_address": "address",
        "birth": "birth",
        "sex": "sex",
        "nation": "nation",
    }


def test_a_visit_that_was_only_begun_has_nothing_to_lose() -> None:
    story = identified_for(ALLOWANCE)
    play(story, FlowStep(touches("ok"), Question))

    assert [one.key for one in questions(story.model)] == ["eighty", "birth", "home_address", "bank"]
