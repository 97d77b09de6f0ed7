"""Papers before the window: how many, from when, which pages; one more at a second visit."""

from dataclasses import replace

import pytest
from msgspec import structs

from intake.gap import Cause
from kiosk.flows.apply.states import Form, Identified, Leave
from kiosk.flows.submit import desk
from kiosk.flows.submit.day import today
from kiosk.flows.submit.states import Camera, FromPhone, IssuedOn, OnePaper, Papers, Review
from tests.kiosk.story import touches, types
from tests.kiosk.window_story import Window, at_the_window, supplementing, takes


def gaps(story: Window, key: str) -> set[Cause]:
    wanted = desk.material(story.visit, key)
    assert wanted
    return {gap.cause for gap in desk.gaps(story.visit, wanted, today(story.model))}


def test_only_what_these_answers_ask_for_is_listed() -> None:
    story = at_the_window()

    assert [one.key for one, _ in desk.materials(story.visit)] == [
        "application",
        "licence",
        "layout",
        "rules",
        "health",
    ]


def test_a_material_is_chosen_and_left_again() -> None:
    story = at_the_window()

    touches("paper.licence")(story)
    story.stands_at(OnePaper("licence"))
    touches("ok")(story)
    assert story.screen == Papers()


def test_a_material_that_is_not_asked_for_cannot_be_chosen() -> None:
    story = at_the_window()

    touches("paper.passport", "paper.")(story)

    assert story.screen == Papers()


def test_the_first_page_shows_that_one_paper_lies_there() -> None:
    story = at_the_window(screen=Camera("licence"))

    takes("a")(story)
    assert (story.paper("licence").originals, story.paper("licence").copies) == (1, 0)
    takes("b")(story)
    assert story.paper("licence").originals == 1


def test_copies_are_counted_up_and_down_but_never_below_none() -> None:
    story = at_the_window(screen=OnePaper("licence"))

    touches("copies.less", "copies.more", "copies.more", "copies.less")(story)
    assert story.paper("licence").copies == 1
    touches(*["originals.more"] * 30)(story)
    assert story.paper("licence").originals == desk.COUNT_MAX


def test_everything_that_lacks_of_one_material_is_known_at_once() -> None:
    story = at_the_window(screen=OnePaper("licence"))

    touches("originals.more")(story)
    assert gaps(story, "licence") == {Cause.FEW_COPIES, Cause.NO_PAGES}


def test_the_date_on_the_paper_is_typed() -> None:
    story = at_the_window(screen=OnePaper("health"))

    touches("issued")(story)
    types("20261108")(story)
    touches("ok")(story)

    assert story.screen == OnePaper("health")
    assert str(story.paper("health").issued) == "2026-11-08"


@pytest.mark.parametrize(
    ("typed", "wrong"), [("20261399", "no_date"), ("2026", "no_date"), ("00000101", "no_date"), ("20261124", "ahead")]
)
def test_a_date_that_cannot_be_is_said_and_typed_anew(typed: str, wrong: str) -> None:
    story = at_the_window(screen=IssuedOn("health"))

    types(typed)(story)
    touches("ok")(story)
    assert story.screen == IssuedOn("health", digits=typed, wrong=wrong)
    touches("key.clear", "key.2", "key.·", "key.delete")(story)
    assert story.screen == IssuedOn("health")


def test_without_a_camera_the_phone_is_the_way() -> None:
    story = at_the_window(screen=OnePaper("licence"))
    story.model = replace(story.model, place=replace(story.model.place, fitted=frozenset()))

    touches("camera")(story)

    story.shows(FromPhone)


def test_the_way_back_is_the_form_and_the_way_on_the_review() -> None:
    story = at_the_window()

    touches("back")(story)
    story.shows(Form)
    onward = at_the_window()
    touches("ok")(onward)
    onward.shows(Review)


def test_whoever_wants_to_leave_is_asked_whether_to_keep_it() -> None:
    story = at_the_window(laid=2)

    touches("leave")(story)
    story.stands_at(Leave(Papers()))
    touches("stay")(story)
    assert story.screen == Papers()


def test_at_a_second_visit_only_what_is_open_is_asked() -> None:
    story = supplementing(laid=3)

    assert [one.key for one, _ in desk.materials(story.visit)] == ["rules", "health"]
    touches("paper.licence")(story)
    assert story.screen == Papers()


@pytest.mark.parametrize("way", ["back", "leave"])
def test_what_was_laid_down_for_a_supplement_is_not_thrown_away_without_asking(way: str) -> None:
    story = supplementing(laid=4)

    touches(way)(story)
    story.stands_at(Leave(Papers()))
    assert not story.dropped
    touches("stay")(story)

    story.stands_at(Papers())
    assert story.pages("rules")


def test_where_nothing_is_asked_the_way_back_from_the_papers_leads_to_who_applies() -> None:
    story = at_the_window()
    assert story.visit.item
    story.model = replace(
        story.model, visit=replace(story.visit, item=structs.replace(story.visit.item, condition=(), field=()))
    )

    touches("back")(story)

    story.stands_at(Identified())


def test_a_list_is_never_turned_past_its_last_paper() -> None:
    story = at_the_window()

    touches(*["page.next"] * 9)(story)

    story.stands_at(Papers(page=len(desk.materials(story.visit)) - 1))


def test_one_copy_more_at_a_second_visit_needs_no_new_pages() -> None:
    story = supplementing(laid=3)
    before = story.visit.reopened
    assert before
    lacking = before.given | {"licence": structs.replace(before.given["licence"], copies=0)}
    again = replace(
        story.visit,
        reopened=structs.replace(before, given=lacking),
        open=frozenset({("material", "licence")}),
        papers={},
    )
    story.model = replace(story.model, visit=again)
    assert gaps(story, "licence") == {Cause.FEW_COPIES}

    touches("paper.licence")(story)
    assert story.paper("licence").originals == 1
    touches("copies.more")(story)

    assert gaps(story, "licence") == set()
