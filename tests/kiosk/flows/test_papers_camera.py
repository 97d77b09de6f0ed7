"""Pages under the camera: on only while it is looked at, kept when they are good, put away when they are not."""

import pytest

from intake.materials.given import PageTrouble
from kiosk.flows.effects import TakePage, TurnPage
from kiosk.flows.inputs import NoRoom, PageTaken, PageTurned, Sight
from kiosk.flows.states import FILLING_IDLE_S, Home
from kiosk.flows.submit.states import Camera, FromPhone, OnePaper, PagePreview
from tests.kiosk.story import FlowStep, play, touches, waits
from tests.kiosk.window_story import Window, at_the_window, camera_sees, page, takes


def under_the_camera() -> Window:
    story = at_the_window(screen=OnePaper("licence"))
    touches("camera")(story)
    camera_sees(Sight.NO_PAGE)(story)
    return story


def test_the_camera_is_on_while_its_screen_is_shown_and_only_then() -> None:
    story = under_the_camera()

    assert story.camera_on
    touches("ok")(story)
    assert story.screen == OnePaper("licence")
    assert not story.camera_on


@pytest.mark.parametrize("way", ["back", "ok", "phone"])
def test_every_way_out_switches_the_camera_off(way: str) -> None:
    story = under_the_camera()

    touches(way)(story)

    assert not story.camera_on


def test_whoever_walks_away_from_the_camera_leaves_no_picture_and_no_light() -> None:
    story = under_the_camera()
    takes("a", "b")(story)

    play(story, FlowStep(waits(FILLING_IDLE_S), Home))

    assert not story.camera_on
    assert story.dropped == ["a", "b"]
    assert story.model.visit is None


def test_a_page_that_was_taken_lies_with_its_material_and_is_said() -> None:
    story = under_the_camera()

    takes("a", "b")(story)

    assert story.pages("licence") == ["a", "b"]
    assert isinstance(story.screen, Camera)
    assert story.screen.said == "taken"


@pytest.mark.parametrize("trouble", PageTrouble)
def test_a_page_of_no_use_is_not_kept_and_why_is_said(trouble: PageTrouble) -> None:
    story = under_the_camera()

    story.feed(PageTaken(page("a", trouble)))

    assert story.pages("licence") == []
    assert story.dropped == ["a"]
    assert isinstance(story.screen, Camera)
    assert story.screen.said == f"no.{trouble}"


def test_the_same_page_twice_is_one_page() -> None:
    story = under_the_camera()

    takes("a", "a+")(story)
    assert story.pages("licence") == ["a"]
    assert isinstance(story.screen, Camera)
    assert story.screen.said == "no.twice"

    camera_sees(Sight.MOVING)(story)
    assert story.dropped == ["a+"]


def test_a_page_of_another_material_is_the_same_page_too() -> None:
    story = under_the_camera()
    takes("a")(story)

    touches("ok", "ok")(story)
    story.model = story.model.show(Camera("rules"))
    takes("a+")(story)

    assert story.pages("rules") == []


def test_whoever_says_that_it_is_another_page_keeps_both() -> None:
    story = under_the_camera()
    takes("a", "a+")(story)

    touches("keep")(story)

    assert story.pages("licence") == ["a", "a+"]
    assert story.dropped == []
    touches("keep")(story)
    assert story.pages("licence") == ["a", "a+"]


@pytest.mark.parametrize("way", ["ok", "phone", "back"])
def test_a_doubted_page_is_put_away_with_its_screen(way: str) -> None:
    story = under_the_camera()
    takes("a", "a+")(story)

    touches(way)(story)

    assert story.pages("licence") == ["a"]
    assert story.dropped == ["a+"]


def test_a_page_there_is_no_room_for_is_never_said_to_be_kept() -> None:
    story = under_the_camera()

    story.feed(NoRoom())

    assert isinstance(story.screen, Camera)
    assert story.screen.said == "no.full"


def test_more_pages_than_a_material_may_have_are_not_kept() -> None:
    story = under_the_camera()

    takes(*(f"p{number}" for number in range(21)))(story)

    assert len(story.pages("licence")) == 20
    assert story.dropped == ["p20"]


def test_what_was_said_stays_until_the_next_paper_moves() -> None:
    story = under_the_camera()
    takes("a")(story)

    camera_sees(Sight.SAME_PAGE)(story)
    assert isinstance(story.screen, Camera)
    assert story.screen.said == "taken"
    camera_sees(Sight.MOVING)(story)
    assert isinstance(story.screen, Camera)
    assert story.screen.said == ""


def test_a_page_can_be_taken_by_a_button_when_the_camera_sees() -> None:
    story = under_the_camera()

    touches("take")(story)
    assert len(story.all(TakePage)) == 1
    camera_sees(Sight.NO_CAMERA)(story)
    touches("take")(story)
    assert len(story.all(TakePage)) == 1


def test_a_camera_that_was_unplugged_loses_no_page_and_the_phone_is_a_way() -> None:
    story = under_the_camera()
    takes("a")(story)

    camera_sees(Sight.NO_CAMERA)(story)
    touches("phone")(story)

    story.shows(FromPhone)
    assert story.pages("licence") == ["a"]


def test_hands_that_lay_papers_are_a_sign_of_life() -> None:
    story = under_the_camera()

    waits(FILLING_IDLE_S - 1)(story)
    camera_sees(Sight.MOVING)(story)
    waits(FILLING_IDLE_S - 1)(story)
    story.shows(Camera)
    camera_sees(Sight.NO_PAGE)(story)
    waits(1)(story)
    story.shows(Home)


def shadows_pass(story: Window, seconds: int) -> None:
    """Time and again something moves over the table."""
    for _ in range(0, seconds, 60):
        camera_sees(Sight.MOVING)(story)
        waits(60)(story)


def test_a_shadow_over_papers_that_somebody_left_keeps_nothing_open_for_long() -> None:
    story = under_the_camera()

    shadows_pass(story, 300)
    story.shows(Camera)
    shadows_pass(story, FILLING_IDLE_S)
    story.shows(Home)


def test_whoever_lays_page_after_page_without_a_touch_is_there() -> None:
    story = under_the_camera()

    for number in range(6):
        shadows_pass(story, 240)
        takes(f"page{number}")(story)

    story.shows(Camera)
    assert len(story.pages("licence")) == 6


def test_a_page_that_comes_when_nobody_waits_for_it_is_put_away() -> None:
    story = under_the_camera()
    touches("back")(story)

    takes("late")(story)

    assert story.pages("licence") == []
    assert story.dropped == ["late"]


def test_a_page_taken_anew_stands_in_the_place_of_the_old_one() -> None:
    story = under_the_camera()
    takes("a", "b", "c")(story)

    touches("thumb.b", "again")(story)
    takes("new")(story)

    assert story.screen == PagePreview("licence", "new")
    assert story.pages("licence") == ["a", "new", "c"]
    assert story.dropped == ["b"]


def test_the_same_paper_may_be_taken_anew() -> None:
    story = under_the_camera()
    takes("a")(story)

    touches("thumb.a", "again")(story)
    takes("a+")(story)

    assert story.pages("licence") == ["a+"]


def test_pages_change_places_as_far_as_there_is_room() -> None:
    story = under_the_camera()
    takes("a", "b", "c")(story)

    touches("thumb.c", "earlier", "earlier", "earlier")(story)
    assert story.pages("licence") == ["c", "a", "b"]
    touches("later")(story)
    assert story.pages("licence") == ["a", "c", "b"]


def test_a_page_is_turned_and_the_old_picture_is_put_away() -> None:
    story = under_the_camera()
    takes("a")(story)

    touches("thumb.a", "turn", "turn")(story)
    assert story.all(TurnPage) == [TurnPage("a")]
    story.feed(PageTurned("a", page("turned")))

    assert story.screen == PagePreview("licence", "turned")
    assert story.pages("licence") == ["turned"]
    assert story.dropped == ["a"]


def test_a_turn_that_never_came_can_be_asked_for_again() -> None:
    story = under_the_camera()
    takes("a")(story)

    touches("thumb.a", "turn")(story)
    waits(1)(story)
    touches("turn")(story)

    assert len(story.all(TurnPage)) == 2


def test_a_deleted_page_is_put_away_at_once() -> None:
    story = under_the_camera()
    takes("a", "b")(story)

    touches("thumb.a", "delete")(story)

    assert story.screen == OnePaper("licence")
    assert story.pages("licence") == ["b"]
    assert story.dropped == ["a"]
