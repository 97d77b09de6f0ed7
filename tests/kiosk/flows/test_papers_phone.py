"""Pictures from the applicant's own phone: asked for, fetched once each, the page on it closed when one leaves."""

from intake.contract.answers import HallRefusal, Refused
from intake.contract.questions import ClosePhoneSession, OpenPhoneSession, PhonePictures
from kiosk.flows.effects import Ask, FetchPicture
from kiosk.flows.inputs import PictureUnfit
from kiosk.flows.states import Home
from kiosk.flows.submit.states import PHONE_IDLE_S, FromPhone, OnePaper
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
    story.feed(PictureUnfit("x"))
    assert seen(story).said == "no.picture"
    waits(2)(story)
    hall_says(pictures("x", "y"))(story)

    assert story.all(FetchPicture)[-1] == FetchPicture("s1", "y")


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
