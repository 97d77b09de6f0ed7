"""Somebody comes with a paper in the hand, or only with a card, and wants to know how the case stands."""

import pytest

from intake.contract.answers import HallRefusal, Progress, Standing
from intake.contract.questions import AskStanding, ProgressByNotice, ProgressByPerson
from intake.contract.stage import Stage
from intake.review.application import ApplicantStanding
from kiosk.examples.catalogue import catalogue_in_use
from kiosk.flows.apply.states import Form
from kiosk.flows.effects import Ask, OpenDraft, Read
from kiosk.flows.enquire.asking import NO_NEWS_MS
from kiosk.flows.enquire.states import AskPerson, Cases, CaseShown, Enquire
from kiosk.flows.inputs import DraftOpened, HallSaid, ReaderTrouble, Unread
from kiosk.flows.states import Collect, Home, Opening
from kiosk.flows.visit import Visit
from locker.contract.requests import OpenForPickup
from tests.kiosk.notice_story import (
    NUMBER,
    NoticeStory,
    at_home_with_notice,
    case,
    hall_refuses,
    hall_says,
    lays_card_down,
    notice,
)
from tests.kiosk.story import FlowStep, Story, play, scans, touches, types, waits

SLIP = "ELD1:" + "0123456789ABCDEF" * 2 + ":" + "A" * 52 + ":ABCDEFGH"


def mistake(story: Story) -> str:
    found = getattr(story.screen, "mistake", None)
    return found.key if found else ""


def test_a_notice_scanned_at_home_shows_how_its_case_stands() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(scans(notice()), Enquire),
        FlowStep(hall_says(Progress(cases=(case(Stage.ACCEPTED),))), CaseShown),
    )

    assert story.question(ProgressByNotice).qr == notice()
    assert story.screen == CaseShown(case(Stage.ACCEPTED), qr=notice())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://example.invalid/pay", "qr.foreign"),
        (notice()[:30], "qr.garbled"),
        (notice() + "X" * 200, "qr.garbled"),
        (notice().replace("E26112300423", "E26112300431"), "qr.forged"),
    ],
)
def test_a_code_that_is_not_ours_or_not_whole_is_told_and_asked_of_nobody(text: str, said: str) -> None:
    story = at_home_with_notice()
    play(story, FlowStep(touches("enquire"), Enquire), FlowStep(scans(text), Enquire))

    assert mistake(story) == said
    assert not [effect for effect in story.effects if not isinstance(effect, Read)]


def test_a_pickup_code_scanned_here_opens_its_door() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(touches("enquire"), Enquire), FlowStep(scans("PK1:k1:48291367"), Opening))

    assert story.request(OpenForPickup).code == "48291367"


def test_who_has_a_pickup_code_on_paper_is_led_to_the_keys() -> None:
    play(at_home_with_notice(), FlowStep(touches("enquire"), Enquire), FlowStep(touches("collect"), Collect))


def test_the_card_alone_shows_all_cases_of_its_owner() -> None:
    story = at_home_with_notice()
    both = (case(Stage.READY), case(Stage.TOLERATED, "E26112300431"))
    play(
        story,
        FlowStep(touches("enquire"), Enquire),
        FlowStep(lays_card_down, Enquire),
        FlowStep(hall_says(Progress(cases=both)), Cases),
        FlowStep(touches("case.E26112300431"), CaseShown),
        FlowStep(touches("back"), Cases),
        FlowStep(touches("back"), Enquire),
    )

    asked = story.question(ProgressByPerson)
    assert (asked.number, asked.card, asked.mobile) == (NUMBER, True, "")


def test_the_reader_looks_only_where_a_card_is_asked_for() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("enquire"), Enquire),
        FlowStep(scans(notice()), Enquire),
        FlowStep(hall_says(Progress(cases=(case(),))), CaseShown),
    )

    assert [effect for effect in story.effects if isinstance(effect, Read)] == [Read(on=True), Read(on=False)]


def test_a_card_that_cannot_be_read_is_told_how_to_lie() -> None:
    story = at_home_with_notice()
    touches("enquire")(story)
    story.feed(ReaderTrouble(Unread.UNREADABLE))

    assert mistake(story) == "enquire.card.unreadable"


def test_number_and_mobile_are_typed_and_both_go_to_the_hall() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("enquire"), Enquire),
        FlowStep(touches("type"), AskPerson),
        FlowStep(types(NUMBER), AskPerson),
        FlowStep(touches("ok"), AskPerson),
        FlowStep(types("13800138000"), AskPerson),
        FlowStep(touches("ok"), AskPerson),
        FlowStep(hall_says(Progress(cases=(case(Stage.READY),))), CaseShown),
    )

    asked = story.question(ProgressByPerson)
    assert (asked.number, asked.mobile, asked.card) == (NUMBER, "13800138000", False)


def test_a_slip_of_the_finger_in_the_number_is_found_before_anybody_is_asked() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("enquire", "type"), AskPerson),
        FlowStep(types(NUMBER[:-1] + "5"), AskPerson),
        FlowStep(touches("ok"), AskPerson),
    )

    assert mistake(story) == "number.wrong"


def test_a_passport_number_is_typed_with_letters() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("enquire", "type", "letters"), AskPerson),
        FlowStep(types("E"), AskPerson),
        FlowStep(touches("digits"), AskPerson),
        FlowStep(types("12345678"), AskPerson),
        FlowStep(touches("ok"), AskPerson),
        FlowStep(types("13800138000"), AskPerson),
        FlowStep(touches("ok"), AskPerson),
    )

    assert story.question(ProgressByPerson).number == "E12345678"


def test_nobody_learns_whether_a_number_is_known_but_that_it_does_not_fit() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("enquire", "type"), AskPerson),
        FlowStep(types(NUMBER), AskPerson),
        FlowStep(touches("ok"), AskPerson),
        FlowStep(types("13800138000"), AskPerson),
        FlowStep(touches("ok"), AskPerson),
        FlowStep(hall_refuses(HallRefusal.NOT_YOU), AskPerson),
    )

    assert mistake(story) == "hall.not_you"


def test_a_hall_that_is_not_reached_is_said_and_the_next_try_counts() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(scans(notice()), Enquire),
        FlowStep(hall_says(None), Enquire),
    )
    assert mistake(story) == "enquire.no_hall"
    play(
        story,
        FlowStep(scans(notice()), Enquire),
        FlowStep(hall_says(Progress(cases=(case(),))), CaseShown),
    )


def test_silence_is_not_waited_for_for_ever() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(notice()), Enquire), FlowStep(waits(NO_NEWS_MS // 1000 + 1), Enquire))

    assert mistake(story) == "enquire.no_hall"


def test_a_draft_that_is_slow_to_come_is_not_said_to_be_gone() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(SLIP), Enquire), FlowStep(waits(NO_NEWS_MS // 1000 + 1), Enquire))

    assert mistake(story) == "draft.hall_not_reached"


def test_an_answer_that_comes_after_the_person_has_gone_is_shown_to_nobody() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(scans(notice()), Enquire),
        FlowStep(touches("back"), Home),
        FlowStep(hall_says(Progress(cases=(case(),))), Home),
    )


def test_the_answer_for_the_person_before_is_not_shown_to_who_asks_now() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(notice()), Enquire))
    before = story.wanted(Ask).number
    play(story, FlowStep(touches("back"), Home), FlowStep(scans(notice("E26112300431")), Enquire))
    story.feed(HallSaid(before, Progress(cases=(case(),))))

    assert isinstance(story.screen, Enquire)


def test_a_notice_held_before_the_scanner_twice_is_one_question() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(notice()), Enquire), FlowStep(scans(notice()), Enquire))

    assert sum(isinstance(effect, Ask) for effect in story.effects) == 1


def test_what_one_person_typed_and_saw_is_gone_for_the_next() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("enquire", "type"), AskPerson),
        FlowStep(types(NUMBER), AskPerson),
        FlowStep(waits(120), Home),
        FlowStep(touches("enquire", "type"), AskPerson),
    )

    assert story.screen == AskPerson()
    assert NUMBER not in repr(story.model)


def test_nothing_typed_or_scanned_is_in_a_repr() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(touches("enquire", "type"), AskPerson), FlowStep(types(NUMBER), AskPerson))
    assert NUMBER not in repr(story.model)
    play(story, FlowStep(touches("back"), Enquire), FlowStep(scans(notice()), Enquire))
    assert notice() not in repr(story.model)


def opened_draft(story: NoticeStory) -> Visit:
    item = catalogue_in_use().catalogue.items[0]
    visit = Visit(id="0" * 32, item=item)
    story.feed(DraftOpened(visit))
    return visit


def test_a_slip_opens_its_draft_and_the_form_goes_on() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(SLIP), Enquire))
    assert story.wanted(OpenDraft).slip == SLIP

    visit = opened_draft(story)

    assert isinstance(story.screen, Form)
    assert story.model.visit == visit


def test_what_the_credit_records_said_on_another_day_is_asked_anew() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(SLIP), Enquire))
    good = ApplicantStanding(bad_credit=False)
    visit = Visit(id="0" * 32, item=catalogue_in_use().catalogue.items[0], number=NUMBER, standing=good)
    story.feed(DraftOpened(visit))

    assert story.model.visit
    assert story.model.visit.standing is None
    assert story.question(AskStanding).number == NUMBER
    play(story, FlowStep(hall_says(Standing(standing=ApplicantStanding(bad_credit=True))), Form))
    assert story.model.visit.standing == ApplicantStanding(bad_credit=True)


@pytest.mark.parametrize(
    ("why", "said"),
    [("gone", "draft.gone"), ("hall_not_reached", "draft.hall_not_reached"), ("never heard of", "draft.gone")],
)
def test_a_slip_that_opens_nothing_is_told_why(why: str, said: str) -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(SLIP), Enquire))
    story.feed(DraftOpened(None, why))

    assert isinstance(story.screen, Enquire)
    assert mistake(story) == said


def test_a_draft_that_opens_after_the_person_has_gone_is_shown_to_nobody() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(SLIP), Enquire), FlowStep(touches("back"), Home))
    opened_draft(story)

    assert isinstance(story.screen, Home)
    assert story.model.visit is None
