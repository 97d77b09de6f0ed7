"""Pictures from the applicant's own phone: asked for, fetched once each, the page on it closed when one leaves."""

import pytest

from intake.contract.answers import HallRefusal, Refused
from intake.contract.questions import ClosePhoneSession, OpenPhoneSession, PhonePictures
from intake.pages.head import Unfit
from kiosk.flows.effects import Ask, FetchPicture
from kiosk.flows.inputs import Input, NoRoom, PictureNotFetched, PictureUnfit
from kiosk.flows.states import Home, Screen
from kiosk.flows.submit.states import PHONE_IDLE_S, Camera, FromPhone, OnePaper
from tests.kiosk.story import touches, waits
from tests.kiosk.window_story import Window, at_the_window, hall_says, pictures, session, takes


def with_a_phone() -> Window:
    """The code is shown."""
    story = at_the_window(screen=OnePaper("licence"))
    touches("phone")(story)
    waits(1)(story)
    hall_says(session())(story)
    return story


def seen(story: Window) -> FromPhone:
    assert isinstance(story.screen, FromPhone)
    return story.screen


def test_a_page_for_this_material_is_opened_and_its_code_shown() -> None:
    story = with_a_phone()

    assert story.questions == [OpenPhoneSession(box="", title="营业执照")]
    assert seen(story).session == session()


def test_the_hall_is_asked_every_two_seconds_what_has_come() -> None:
    story = with_a_phone()

    for _ in range(6):
        waits(1)(story)
        if isinstance(story.questions[-1], PhonePictures) and seen(story).asked is not None:
            hall_says(pictures())(story)

    assert story.questions.count(PhonePictures(session="s1")) == 3
    assert seen(story).opened


def test_no_question_is_asked_while_one_is_open() -> None:
    story = with_a_phone()

    waits(10)(story)

    assert story.questions.count(PhonePictures(session="s1")) == 1


def test_every_picture_is_fetched_once_one_after_the_other() -> None:
    story = with_a_phone()

    waits(2)(story)
    hall_says(pictures("x", "y"))(story)
    assert story.all(FetchPicture) == [FetchPicture("s1", "x")]
    takes("a")(story)
    waits(2)(story)
    hall_says(pictures("x", "y"))(story)
    takes("b")(story)

    assert story.all(FetchPicture) == [FetchPicture("s1", "x"), FetchPicture("s1", "y")]
    assert story.pages("licence") == ["a", "b"]
    assert seen(story).said == "taken"


def test_a_picture_that_is_none_is_said_and_the_next_one_is_fetched() -> None:
    story = with_a_phone()

    waits(2)(story)
    hall_says(pictures("x"))(story)
    story.feed(PictureUnfit("x", Unfit.PDF))
    assert (seen(story).said, seen(story).unfit) == ("unfit", Unfit.PDF)
    waits(2)(story)
    hall_says(pictures("x", "y"))(story)

    assert story.all(FetchPicture)[-1] == FetchPicture("s1", "y")


def test_pictures_that_came_together_are_fetched_without_waiting_in_between() -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("x", "y", "z"))(story)

    takes("a", "b", "c")(story)

    assert [effect.picture for effect in story.all(FetchPicture)] == ["x", "y", "z"]
    assert story.pages("licence") == ["a", "b", "c"]


def test_a_picture_whose_fetching_was_cut_off_is_fetched_once_more() -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("x"))(story)

    story.feed(PictureNotFetched("x"))
    assert seen(story).lost
    assert seen(story).said == ""
    waits(2)(story)
    hall_says(pictures("x"))(story)
    takes("a")(story)

    assert story.all(FetchPicture) == [FetchPicture("s1", "x")] * 2
    assert story.pages("licence") == ["a"]
    assert not seen(story).lost


@pytest.mark.parametrize(("way", "screen"), [("ok", OnePaper), ("back", OnePaper), ("camera", Camera)])
def test_whoever_is_done_while_pictures_come_is_told_and_leaves_with_the_last_of_them(
    way: str, screen: type[Screen]
) -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("x", "y"))(story)

    touches(way)(story)
    assert seen(story).leaving == way
    takes("a")(story)
    story.shows(FromPhone)
    takes("b")(story)

    story.shows(screen)
    assert story.pages("licence") == ["a", "b"]
    assert story.dropped == []


def test_whoever_will_not_wait_touches_once_more() -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("x"))(story)

    touches("ok", "ok")(story)

    story.shows(OnePaper)


@pytest.mark.parametrize("trouble", [PictureUnfit("x", Unfit.TOO_SMALL), PictureNotFetched("x"), NoRoom()], ids=str)
def test_nobody_leaves_before_they_know_that_a_picture_did_not_come(trouble: Input) -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("x"))(story)

    touches("ok")(story)
    story.feed(trouble)

    assert seen(story).leaving == ""
    assert seen(story).said or seen(story).lost


def test_a_picture_of_a_page_that_is_there_is_kept_only_by_word() -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("x", "y"))(story)

    takes("a", "a+")(story)
    assert seen(story).said == "no.twice"
    assert story.pages("licence") == ["a"]
    touches("keep")(story)

    assert story.pages("licence") == ["a", "a+"]


def test_a_page_opened_anew_begins_its_pictures_anew() -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures("1"))(story)
    takes("a")(story)
    waits(2)(story)
    hall_says(Refused(refusal=HallRefusal.ENDED))(story)

    touches("again")(story)
    hall_says(session("s2"))(story)
    waits(2)(story)
    hall_says(pictures("1"))(story)

    assert story.all(FetchPicture)[-1] == FetchPicture("s2", "1")


def test_whoever_leaves_closes_the_page_on_the_phone() -> None:
    story = with_a_phone()

    touches("ok")(story)

    assert story.questions[-1] == ClosePhoneSession(session="s1")


def test_whoever_walks_away_closes_it_too() -> None:
    story = with_a_phone()

    waits(PHONE_IDLE_S)(story)

    story.shows(Home)
    assert story.questions[-1] == ClosePhoneSession(session="s1")


def test_a_page_that_opens_too_late_is_closed_at_once() -> None:
    story = at_the_window(screen=OnePaper("licence"))
    touches("phone")(story)
    waits(1)(story)
    touches("back")(story)

    hall_says(session("late"))(story)

    assert story.questions[-1] == ClosePhoneSession(session="late")


def test_every_question_has_its_own_number() -> None:
    story = with_a_phone()
    waits(2)(story)
    hall_says(pictures())(story)
    touches("back", "phone")(story)
    waits(1)(story)

    numbers = [effect.number for effect in story.all(Ask)]
    assert len(numbers) == len(set(numbers))


def test_a_hall_that_is_not_reached_for_a_moment_costs_nothing() -> None:
    story = with_a_phone()

    waits(2)(story)
    hall_says(None)(story)
    assert seen(story).lost
    waits(2)(story)
    hall_says(pictures("x"))(story)

    assert not seen(story).lost
    assert story.all(FetchPicture) == [FetchPicture("s1", "x")]


def test_a_page_the_hall_has_ended_is_said_and_opened_anew_by_a_touch() -> None:
    story = with_a_phone()

    waits(2)(story)
    hall_says(Refused(refusal=HallRefusal.ENDED))(story)
    assert seen(story).session is None
    waits(5)(story)
    assert story.questions.count(OpenPhoneSession(box="", title="营业执照")) == 1
    touches("again")(story)
    hall_says(session("s2"))(story)

    assert seen(story).session == session("s2")
    assert not seen(story).lost


def test_the_pictures_of_a_phone_are_not_in_a_log() -> None:
    story = with_a_phone()

    assert "hall.example" not in repr(story.model)
    assert "s1" not in repr(seen(story))
