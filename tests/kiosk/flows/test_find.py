"""Home, where everything begins, and finding the item by shelf or by letters."""

from dataclasses import replace
from time import perf_counter_ns

from intake.catalogue.changes import Change
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows.apply.entry import Entry
from kiosk.flows.apply.find import FOUND_A_PAGE, ITEMS_A_PAGE, found, pages, query, shelves
from kiosk.flows.apply.guide import leaves
from kiosk.flows.apply.states import Consent, Find, Guide, Sample, Who
from kiosk.flows.effects import Compose
from kiosk.flows.enquire.states import Enquire
from kiosk.flows.inputs import CatalogueTaken, Composed
from kiosk.flows.states import Collect, DoorOpen, Home, Opening, OutOfService
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.applicant_story import SHOP, agrees_on, applicants_home, shows_item
from tests.kiosk.story import (
    FlowStep,
    Story,
    at_home,
    cabinet,
    door,
    link,
    ordered,
    play,
    presses,
    scans,
    sees,
    touches,
    waits,
)

USE = catalogue_in_use()


def screen(story: Story) -> Find:
    assert isinstance(story.screen, Find)
    return story.screen


def names(story: Story) -> list[str]:
    return [item.name for item in found(USE, screen(story))]


def controls(story: Story) -> set[str]:
    shapes = ((1080, 1920), (1920, 1080))
    drawn = [{one.control for one in scene(story.model, load_texts(("zh",)), *shape).touches} for shape in shapes]
    return drawn[0] & drawn[1]


def words(story: Story) -> str:
    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


def test_at_home_there_are_four_things_to_do() -> None:
    play(applicants_home(), FlowStep(touches("apply"), Find), FlowStep(touches("back"), Home))
    play(applicants_home(), FlowStep(touches("guides"), Find))
    play(applicants_home(), FlowStep(touches("enquire"), Enquire))
    play(applicants_home(), FlowStep(touches("collect"), Collect))


def test_a_machine_that_only_hands_out_offers_nothing_else() -> None:
    play(at_home(), FlowStep(touches("apply", "enquire", "guides"), Home), FlowStep(touches("collect"), Collect))


def test_without_a_catalogue_nobody_is_led_into_an_empty_list() -> None:
    story = applicants_home()
    story.model = replace(story.model, catalogue=None)

    play(story, FlowStep(touches("apply"), Home), FlowStep(touches("guides"), Home))


def test_people_apply_while_the_cabinet_is_away_and_are_told_that_collecting_is_out_of_order() -> None:
    story = play(applicants_home(), FlowStep(link(up=False), Home))
    assert "暂停使用" in words(story)

    play(story, FlowStep(touches("collect"), OutOfService), FlowStep(touches("back"), Home))
    play(story, FlowStep(touches("apply"), Find), FlowStep(link(up=False), Find))
    play(agrees_on(SHOP), FlowStep(link(up=False), Who), FlowStep(sees(cabinet(accepting=False)), Who))


def test_who_stood_before_an_open_door_is_told_when_the_cabinet_goes_away() -> None:
    story = play(
        applicants_home(),
        FlowStep(scans("48291367"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(link(up=False), OutOfService),
    )
    assert story.screen == OutOfService(door=story.screen.door)  # type: ignore[attr-defined]

    play(story, FlowStep(waits(70), Home))


def test_a_theme_leads_to_its_items_and_back() -> None:
    story = play(applicants_home(), FlowStep(touches("apply"), Find), FlowStep(touches("by.theme"), Find))
    counts = {shelf.key: count for shelf, count in shelves(USE, "theme")}

    play(story, FlowStep(touches("shelf.family"), Find))
    assert len(names(story)) == counts["family"]
    play(story, FlowStep(touches("back"), Find))
    assert screen(story).shelf == ""
    play(story, FlowStep(touches("back"), Home))


def test_every_item_stands_on_a_shelf_of_its_departments() -> None:
    counted = sum(count for _, count in shelves(USE, "department"))

    assert counted >= len(USE.index.items), "joint items stand on several"


def test_pages_are_turned_and_end() -> None:
    story = play(applicants_home(), FlowStep(touches("apply"), Find), FlowStep(touches("page.before"), Find))
    assert screen(story).page == 0
    last = pages(USE, screen(story)) - 1
    assert last == -(-len(names(story)) // ITEMS_A_PAGE) - 1

    play(story, FlowStep(touches(*("page.next",) * 9), Find))

    assert screen(story).page == last


def test_initials_of_the_name_find_it_with_the_first_letters() -> None:
    story = play(applicants_home(), FlowStep(touches("apply", "by.search", "key.j", "key.z", "key.z"), Find))

    assert any("居住证" in name for name in names(story)[:FOUND_A_PAGE])
    play(story, FlowStep(touches("key.delete", "key.delete", "key.delete"), Find))
    assert query(screen(story).entry) == ""
    assert names(story) == []


def test_a_keyboard_types_the_search_too() -> None:
    story = play(applicants_home(), FlowStep(touches("apply"), Find), FlowStep(presses("s", "p"), Find))

    assert screen(story).by == "search"
    assert any("食品" in name for name in names(story))


def test_words_are_searched_in_chinese_by_touching_what_the_letters_mean() -> None:
    story = applicants_home()
    play(story, FlowStep(touches("apply", "by.search"), Find))
    play(story, FlowStep(touches(*(f"key.{letter}" for letter in "jiehun")), Find))
    assert story.wanted(Compose) == Compose("jiehun")
    assert names(story), "the pinyin is searched while it is typed"

    story.feed(Composed("jiehun", ("结婚", "接"), (6, 3)))
    assert {"pick.0", "pick.1"} <= controls(story)
    play(story, FlowStep(touches("pick.0"), Find))
    assert query(screen(story).entry) == "结婚"
    assert names(story)
    assert all("结婚" in name for name in names(story)[:1])

    play(story, FlowStep(touches("key.d", "key.j"), Find))
    assert query(screen(story).entry) == "结婚 dj"
    assert any("结婚登记" in name for name in names(story)), "words and initials together"
    play(story, FlowStep(touches("key.clear"), Find))
    assert names(story) == []


def test_who_reads_english_types_words_as_they_are() -> None:
    story = applicants_home()
    play(story, FlowStep(touches("apply", "lang.en", "by.search"), Find))
    play(story, FlowStep(presses(*"food", " ", *"b"), Find))

    assert query(screen(story).entry) == "food b"
    assert not [one for one in story.effects if isinstance(one, Compose)]
    assert any("食品" in name for name in names(story))


def test_an_item_is_found_by_the_code_on_a_notice() -> None:
    story = play(applicants_home(), FlowStep(touches("apply"), Find), FlowStep(presses(*"sc-sp-01"), Find))

    assert names(story) == [item.name for item in USE.index.items if item.code == SHOP]


def test_what_is_typed_is_bounded_and_never_written_out() -> None:
    story = play(applicants_home(), FlowStep(touches("apply", *("key.q",) * 80), Find))

    assert len(query(screen(story).entry)) <= 40
    assert "qqq" not in repr(story.model)


def test_each_letter_is_answered_within_ten_milliseconds() -> None:
    times = []
    for typed in ("s", "sp", "spj", "j", "jz", "jzz"):
        start = perf_counter_ns()
        found(USE, Find(by="search", entry=Entry(letters=typed)))
        times.append(perf_counter_ns() - start)

    assert sorted(times)[len(times) // 2] < 10_000_000


def test_the_guide_is_read_page_by_page_without_applying() -> None:
    story = play(applicants_home(), FlowStep(touches("guides"), Find), FlowStep(shows_item(SHOP), Guide))
    guide = story.screen
    assert isinstance(guide, Guide)
    parts = [leaf.part for leaf in leaves(guide.item)]
    assert [*dict.fromkeys(parts)] == ["conditions", "materials", "facts", "basis"]
    assert sum(len(leaf.materials) for leaf in leaves(guide.item)) == len(guide.item.material)

    told = []
    for _ in parts:
        told.append(words(story))
        play(story, FlowStep(touches("page.next"), Guide))

    everything = "\n".join(told)
    for text in ("5 个工作日", "10 个工作日", "不收费", "食品经营许可证", "文件柜自取", "12315", *guide.item.basis):
        assert text in everything
    assert all(material.name in everything for material in guide.item.material)
    play(story, FlowStep(touches("back"), Find))


def test_a_note_beside_a_material_is_told_and_a_sample_only_offered_where_there_is_one() -> None:
    relief = next(one for one in USE.index.items if any(material.note for material in one.material))
    story = play(applicants_home(), FlowStep(shows_item(relief.code), Guide))
    page = next(number for number, leaf in enumerate(leaves(relief)) if leaf.part == "materials")
    play(story, FlowStep(touches(*("page.next",) * page), Guide))

    noted = next(material for material in relief.material if material.note)
    assert noted.note in words(story)
    offered = {control.removeprefix("sample.") for control in controls(story) if control.startswith("sample.")}
    assert offered == {one.key for one in leaves(relief)[page].materials if one.sample}
    bare = next(one.key for item in USE.index.items for one in item.material if not one.sample)
    play(story, FlowStep(touches(f"sample.{bare}"), Guide))


def test_a_sample_is_shown_large() -> None:
    item = next(one for one in USE.index.items if any(material.sample for material in one.material))
    key = next(material.key for material in item.material if material.sample)
    story = play(applicants_home(), FlowStep(shows_item(item.code), Guide), FlowStep(touches(f"sample.{key}"), Sample))

    play(story, FlowStep(touches("ok"), Guide))


def test_nothing_begins_before_the_applicant_agrees() -> None:
    story = play(
        applicants_home(),
        FlowStep(shows_item(SHOP), Guide),
        FlowStep(touches("apply"), Consent),
        FlowStep(touches("no"), Guide),
    )
    assert story.model.visit is None

    play(story, FlowStep(touches("apply"), Consent), FlowStep(touches("agree"), Who))
    assert story.model.visit
    assert story.model.visit.consent == 1
    assert len(story.model.visit.id) == 32


def test_two_people_in_a_row_have_two_visits() -> None:
    first = agrees_on(SHOP)
    before = first.model.visit
    play(first, FlowStep(touches("back"), Consent), FlowStep(touches("agree"), Who))

    assert before
    assert first.model.visit
    assert first.model.visit.id != before.id


def test_news_of_the_catalogue_is_told_at_home_for_a_day() -> None:
    story = applicants_home()
    story.feed(CatalogueTaken(USE, (Change("changed", USE.index.items[0]),)))
    assert f"事项已更新：{USE.index.items[0].name}" in words(story)

    story.now_ms += 86_400_001
    play(story, FlowStep(waits(1), Home))
    story.model = replace(story.model, dimmed=False)
    assert "事项已更新" not in words(story)


def test_news_without_changes_says_nothing_and_keeps_what_was_told() -> None:
    story = applicants_home()
    story.feed(CatalogueTaken(USE, (Change("new", USE.index.items[0]),)))
    story.feed(CatalogueTaken(USE))

    assert "事项已更新" in words(story)
