"""Who applies: by card or typed, companies, foreigners, agents; checked at once, shown masked."""

import re

import pytest

from intake.contract.answers import Standing
from intake.contract.questions import AskStanding
from intake.identity.checked import SAID, Trouble
from intake.review.application import ApplicantStanding
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows.apply.people import ROLES, roles
from kiosk.flows.apply.states import CardSeen, Consent, Detail, Identified, LayCard, Question, Who
from kiosk.flows.effects import Ask, Read
from kiosk.flows.inputs import CardRead, ReaderTrouble, Unread
from kiosk.flows.states import Home
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import (
    CARD,
    MOBILE,
    NUMBER,
    OTHER,
    OTHERS_CARD,
    SHOP,
    agrees_on,
    identified_for,
    lays,
    resident,
    spells,
    visit,
    without_reader,
)
from tests.kiosk.notice_story import NoticeStory, hall_says
from tests.kiosk.story import FlowStep, Story, play, presses, touches, types, waits

PASSPORT = next(item.code for item in catalogue_in_use().index.items if "foreigner" in item.applicants)
COMPANY = next(item.code for item in catalogue_in_use().index.items if item.applicants == ("company",))
CODE = "91350100M000100Y43"  # the example of GB 32100-2015


def typing(code: str = SHOP) -> NoticeStory:
    """A machine without a reader, at the question who applies."""
    return without_reader(agrees_on(code))


def detail(story: Story) -> Detail:
    assert isinstance(story.screen, Detail)
    return story.screen


def seen(story: Story) -> str:
    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


def test_a_card_says_who_it_is_and_is_shown_masked() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(CARD), CardSeen),
    )
    assert "*云" in seen(story)
    assert NUMBER not in seen(story)

    play(
        story,
        FlowStep(touches("yes"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )
    assert (visit(story).name, visit(story).number, visit(story).mobile) == ("乌云", NUMBER, MOBILE)
    assert "138****8000" in seen(story)
    assert NUMBER not in seen(story)
    assert MOBILE not in seen(story)


def test_the_reader_looks_only_while_a_card_is_asked_for() -> None:
    story = agrees_on(SHOP)
    assert not [one for one in story.effects if isinstance(one, Read)]

    play(story, FlowStep(touches("role.self"), LayCard))
    assert story.wanted(Read) == Read(on=True)
    play(story, FlowStep(lays(CARD), CardSeen))
    assert story.wanted(Read) == Read(on=False)


def test_a_card_that_is_not_mine_is_laid_aside() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(CARD), CardSeen),
        FlowStep(touches("no"), LayCard),
    )

    assert visit(story).number == ""


@pytest.mark.parametrize("why", Unread)
def test_a_card_that_is_not_read_is_told_with_a_way_on(why: Unread) -> None:
    story = play(agrees_on(SHOP), FlowStep(touches("role.self"), LayCard))
    story.feed(ReaderTrouble(why))
    assert isinstance(story.screen, LayCard)
    assert story.screen.trouble is why

    play(story, FlowStep(touches("type"), Detail))


def test_a_card_with_an_impossible_number_is_not_believed() -> None:
    story = play(agrees_on(SHOP), FlowStep(touches("role.self"), LayCard))
    story.feed(CardRead(type(CARD)("乌云", "152501196503121220", CARD.birth, "")))

    assert isinstance(story.screen, LayCard)
    assert story.screen.trouble is Unread.UNKNOWN_CARD


def test_without_a_reader_name_and_number_are_typed() -> None:
    story = typing()
    play(
        story,
        FlowStep(touches("role.self"), Detail),
        FlowStep(spells("wuyun", 0), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(NUMBER), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(presses(*MOBILE, "enter"), Identified),
    )

    assert (visit(story).name, visit(story).number) == ("乌云", NUMBER)
    assert story.question(AskStanding).number == NUMBER


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        (NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2"), Trouble.CHECK_DIGIT),
        ("152501196502301226", Trouble.DATE),
        ("15250119650312122", Trouble.LENGTH),
        ("", Trouble.EMPTY),
    ],
)
def test_a_wrong_number_is_told_exactly_and_not_taken(typed: str, trouble: Trouble) -> None:
    story = play(typing(), FlowStep(touches("role.self"), Detail), FlowStep(spells("wuyun", 0), Detail))
    play(story, FlowStep(touches("ok"), Detail), FlowStep(types(typed), Detail), FlowStep(touches("ok"), Detail))

    assert detail(story).wrong == SAID[trouble]
    assert visit(story).number == ""


def test_a_whole_number_is_checked_before_anything_is_pressed_and_mending_it_ends_the_reproach() -> None:
    wrong = NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2")
    story = play(typing(), FlowStep(touches("role.self"), Detail), FlowStep(spells("wuyun", 0), Detail))
    play(story, FlowStep(touches("ok"), Detail), FlowStep(types(wrong), Detail))
    assert detail(story).wrong == SAID[Trouble.CHECK_DIGIT]

    play(story, FlowStep(touches("key.delete"), Detail))
    assert detail(story).wrong is None


def test_an_agent_acts_for_somebody_with_both_identities() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.for_person"), LayCard),
        FlowStep(lays(OTHERS_CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(types("13900139000"), Detail),
        FlowStep(touches("ok"), LayCard),
        FlowStep(lays(CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )
    told = visit(story)

    assert (told.name, told.number, told.mobile) == ("巴特尔", OTHER, "13900139000")
    assert told.agent
    assert (told.agent.name, told.agent.number, told.agent.mobile) == ("乌云", NUMBER, MOBILE)
    assert told.card == OTHERS_CARD, "the form is filled in with the applicant's card"


def test_the_applicants_own_card_is_no_agents_card() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.for_person"), LayCard),
        FlowStep(lays(CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), LayCard),
        FlowStep(lays(CARD), CardSeen),
        FlowStep(touches("yes"), LayCard),
    )

    assert isinstance(story.screen, LayCard)
    assert story.screen.same
    assert visit(story).agent is None


def test_the_same_number_typed_for_both_is_told() -> None:
    story = play(typing(), FlowStep(touches("role.for_person"), Detail))
    for text in (NUMBER, MOBILE):
        spells("wuyun", 0)(story) if detail(story).key == "name" else None
        touches("ok")(story) if detail(story).key == "name" else None
        play(story, FlowStep(types(text), Detail), FlowStep(touches("ok"), Detail))
    play(story, FlowStep(spells("wuyun", 0), Detail), FlowStep(touches("ok"), Detail))

    play(story, FlowStep(types(NUMBER), Detail), FlowStep(touches("ok"), Detail))

    assert detail(story).wrong
    assert detail(story).wrong != SAID[Trouble.EMPTY]


def test_a_company_is_named_by_its_credit_code_and_its_agent() -> None:
    story = play(
        typing(COMPANY),
        FlowStep(touches("role.for_company"), Detail),
        FlowStep(types(CODE), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(spells("wuyun", 0), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(spells("wuyun", 0), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(NUMBER), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )
    told = visit(story)

    assert (told.kind, told.number, told.mobile) == ("company", CODE, MOBILE)
    assert told.agent
    assert told.agent.number == NUMBER


def test_an_unusual_credit_code_is_a_doubt_and_never_in_the_way() -> None:
    story = play(
        typing(COMPANY),
        FlowStep(touches("role.head"), Detail),
        FlowStep(types(CODE[:17] + "1"), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(spells("wuyun", 0), Detail),
        FlowStep(touches("ok"), Detail),
        FlowStep(types(MOBILE), Detail),
        FlowStep(touches("ok"), Identified),
    )

    assert "少见" in seen(story)


def test_a_birth_ahead_of_today_is_told_while_the_number_is_typed() -> None:
    story = play(typing(), FlowStep(touches("role.self"), Detail), FlowStep(spells("wuyun", 0), Detail))
    play(story, FlowStep(touches("ok"), Detail), FlowStep(types(resident("15250120990312122")), Detail))

    assert detail(story).wrong == SAID[Trouble.DATE]


def test_the_hall_is_asked_about_the_credit_records_meanwhile() -> None:
    story = identified_for(SHOP)
    assert story.question(AskStanding).number == NUMBER
    assert visit(story).standing is None

    hall_says(Standing(standing=ApplicantStanding(bad_credit=True)))(story)
    assert visit(story).standing == ApplicantStanding(bad_credit=True)


def test_an_answer_about_somebody_before_is_not_this_ones() -> None:
    story = identified_for(SHOP)
    late = story.wanted(Ask)
    story.model = story.model.home()
    play(story, FlowStep(waits(1), Home))
    agrees_on(SHOP, story)

    story.effects.append(late)
    hall_says(Standing(standing=ApplicantStanding(bad_credit=True)))(story)

    assert visit(story).standing is None


@pytest.mark.parametrize("role", ROLES)
def test_from_each_step_the_way_back_leads_to_the_choice(role: str) -> None:
    story = typing(PASSPORT if "foreigner" in role else SHOP)
    play(story, FlowStep(touches(f"role.{role}"), Detail))

    play(story, FlowStep(touches("back"), Who), FlowStep(touches("back"), Consent))

    assert story.model.visit is None


def test_going_back_goes_one_step() -> None:
    story = play(typing(), FlowStep(touches("role.self"), Detail), FlowStep(spells("wuyun", 0), Detail))
    play(story, FlowStep(touches("ok"), Detail))
    assert detail(story).key == "number"

    play(story, FlowStep(touches("back"), Detail))
    assert detail(story).key == "name"
    with_card = play(agrees_on(SHOP), FlowStep(touches("role.self"), LayCard), FlowStep(touches("type"), Detail))
    play(with_card, FlowStep(touches("back"), LayCard), FlowStep(touches("back"), Who))


def test_only_kinds_the_item_is_for_are_offered() -> None:
    items = catalogue_in_use().catalogue

    assert {"self", "for_person"} <= set(roles(next(item for item in items.items if item.code == SHOP)))
    assert roles(next(item for item in items.items if item.code == COMPANY)) == ("head", "for_company")
    assert roles(next(item for item in items.items if item.code == PASSPORT)) == ("foreigner", "for_foreigner")
    play(agrees_on(COMPANY), FlowStep(touches("role.self"), Who))


def test_what_was_identified_may_be_told_once_more() -> None:
    story = play(identified_for(SHOP), FlowStep(touches("again"), Who), FlowStep(touches("role.self"), LayCard))
    assert visit(story).number == ""

    play(identified_for(SHOP), FlowStep(touches("ok"), Question))


def test_nothing_typed_is_written_out_or_kept() -> None:
    story = identified_for(SHOP)
    assert not re.search(f"{NUMBER}|{MOBILE}|乌云", repr(story.model))

    play(story, FlowStep(waits(200), Home))
    assert story.model.visit is None
