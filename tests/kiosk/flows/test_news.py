"""The catalogue changes while people stand here: told at home, over the lists and in the guide that is open."""

from dataclasses import replace

from msgspec import structs

from intake.catalogue.changes import Change
from intake.catalogue.item import Item
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows.apply.guide import leaves
from kiosk.flows.apply.states import Consent, Find, Guide, Who
from kiosk.flows.inputs import CatalogueTaken
from kiosk.flows.states import Home
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import MARRIAGE, applicants_home, shows_item, visit
from tests.kiosk.story import Act, FlowStep, Story, play, touches

USE = catalogue_in_use()
OLD = next(item for item in USE.index.items if item.code == MARRIAGE)
NEW = structs.replace(OLD, version=OLD.version + 1, fee="每对 9 元")
UPDATED, READ_ANEW = f"事项已更新：{OLD.name}", "这个事项的办事指南刚刚更新"


def taken(kind: str, item: Item) -> Act:
    """The hall's catalogue has come, in which ``item`` is as it is now."""
    items = tuple(item if one.code == item.code else one for one in USE.index.items)
    use = replace(USE, index=structs.replace(USE.index, items=items))
    return lambda story: story.feed(CatalogueTaken(use, (Change(kind, item),)))  # type: ignore[arg-type]


def words(story: Story, size: tuple[int, int] = (1080, 1920)) -> str:
    shown = scene(story.model, load_texts(("zh",)), *size)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


def test_a_change_is_told_at_home_over_the_lists_and_in_the_guide() -> None:
    story = play(applicants_home(), FlowStep(taken("changed", NEW), Home))
    for size in ((1080, 1920), (1920, 1080)):
        assert UPDATED in words(story, size)

    play(story, FlowStep(touches("apply"), Find))
    assert UPDATED in words(story)
    play(story, FlowStep(shows_item(MARRIAGE), Guide))
    for size in ((1080, 1920), (1920, 1080)):
        assert READ_ANEW in words(story, size)


def test_a_guide_that_is_open_changes_before_the_readers_eyes() -> None:
    story = play(applicants_home(), FlowStep(touches("guides"), Find), FlowStep(shows_item(MARRIAGE), Guide))
    facts = [leaf.part for leaf in leaves(NEW)].index("facts")
    play(story, FlowStep(touches(*["page.next"] * facts), Guide))
    assert NEW.fee not in words(story)

    play(story, FlowStep(taken("changed", NEW), Guide))

    assert NEW.fee in words(story)
    assert READ_ANEW in words(story)


def test_who_agrees_meanwhile_applies_for_what_is_in_force() -> None:
    story = play(applicants_home(), FlowStep(touches("apply"), Find), FlowStep(shows_item(MARRIAGE), Guide))
    play(story, FlowStep(touches("apply"), Consent), FlowStep(taken("changed", NEW), Consent))
    play(story, FlowStep(touches("agree"), Who))

    assert visit(story).item == NEW


def test_what_is_new_and_what_is_no_longer_offered_is_told_as_such() -> None:
    assert f"{OLD.name}（新增）" in words(play(applicants_home(), FlowStep(taken("new", OLD), Home)))
    assert f"{OLD.name}（已取消）" in words(play(applicants_home(), FlowStep(taken("gone", OLD), Home)))


def test_the_guides_of_other_items_stay_quiet() -> None:
    story = play(applicants_home(), FlowStep(taken("changed", NEW), Home))
    other = next(item.code for item in USE.index.items if item.code != MARRIAGE)

    play(story, FlowStep(touches("apply"), Find), FlowStep(shows_item(other), Guide))

    assert READ_ANEW not in words(story)
