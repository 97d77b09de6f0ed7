"""A card has room for fifteen signs: a name that may have been cut is completed by its owner."""

from dataclasses import replace

from kiosk.flows.apply.states import CardSeen, Detail, LayCard
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import CARD, NUMBER, OTHERS_CARD, SHOP, agrees_on, lays, spells, visit
from tests.kiosk.story import FlowStep, Story, play, touches, types


def detail(story: Story) -> Detail:
    assert isinstance(story.screen, Detail)
    return story.screen


def seen(story: Story) -> str:
    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


LONG = replace(CARD, name="阿卜杜拉·买买提艾力·阿卜杜热")


def test_a_name_that_fills_the_card_is_completed_and_nothing_else_is_asked_again() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(LONG), CardSeen),
        FlowStep(touches("yes"), Detail),
    )
    assert (detail(story).key, detail(story).entry.text) == ("name", LONG.name)
    assert "接着写" in seen(story)

    play(story, FlowStep(spells("wuyun", 0), Detail), FlowStep(touches("ok"), Detail))

    assert (visit(story).name, visit(story).number) == (f"{LONG.name}乌云", NUMBER)
    assert detail(story).key == "mobile"


def test_a_long_name_that_is_whole_is_only_confirmed() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(replace(CARD, name=LONG.name[:14])), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(touches("ok"), Detail),
    )

    assert (visit(story).name, detail(story).key) == (LONG.name[:14], "mobile")


def test_a_name_with_room_left_on_the_card_is_whole() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(replace(CARD, name=LONG.name[:13])), CardSeen),
        FlowStep(touches("yes"), Detail),
    )

    assert detail(story).key == "mobile"


def test_a_sign_of_two_units_that_did_not_fit_leaves_one_empty() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.self"), LayCard),
        FlowStep(lays(replace(CARD, name="𠮷" * 7)), CardSeen),
        FlowStep(touches("yes"), Detail),
    )

    assert detail(story).key == "name"


def test_an_agents_name_that_fills_the_card_is_completed_too() -> None:
    story = play(
        agrees_on(SHOP),
        FlowStep(touches("role.for_person"), LayCard),
        FlowStep(lays(OTHERS_CARD), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(types("13900139000"), Detail),
        FlowStep(touches("ok"), LayCard),
        FlowStep(lays(LONG), CardSeen),
        FlowStep(touches("yes"), Detail),
        FlowStep(touches("ok"), Detail),
    )

    assert visit(story).agent
    assert detail(story).key == "agent.mobile"
    play(story, FlowStep(touches("back"), LayCard))
