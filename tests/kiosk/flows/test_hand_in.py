"""Handing in: kept once, told honestly, nothing of the applicant left; the notice stays long enough to be read."""

from dataclasses import replace
from datetime import date

import pytest

from intake.contract.answers import CaseProgress, Progress
from intake.contract.questions import ProgressByNotice
from intake.contract.stage import Stage
from intake.review.outcome import NotAccepted
from intake.said import Said
from kiosk.examples import examples
from kiosk.flows.effects import HandIn, Print
from kiosk.flows.enquire.states import Rate
from kiosk.flows.inputs import Paper, Uploaded
from kiosk.flows.states import Home
from kiosk.flows.submit.hand_in import GOODBYE_MS, PATIENCE_MS
from kiosk.flows.submit.states import NOTICE_IDLE_S, ChooseDelivery, Done, Goodbye, HandingIn, ReadNotice, Review
from tests.kiosk.story import PLACE, FlowStep, play, touches, waits
from tests.kiosk.window_story import ON_THE_SPOT, Window, at_the_window, hall_says, kept, printer_says

EXAMPLES = examples(PLACE)
(NOTICE,) = EXAMPLES["handed_in-accepted"].screen.notices  # type: ignore[attr-defined]
PROMISED = EXAMPLES["handed_in-tolerated"].screen.notices  # type: ignore[attr-defined]


def handing_in(code: str = ON_THE_SPOT) -> Window:
    story = at_the_window(code, laid=9, screen=ChooseDelivery())
    touches("ok")(story)
    return story


def handed_in(sent: bool = False) -> Window:
    story = handing_in()
    kept(NOTICE, sent=sent)(story)
    return story


def seen(story: Window) -> Done:
    assert isinstance(story.screen, Done)
    return story.screen


def test_nothing_of_the_applicant_stays_once_it_is_kept() -> None:
    story = handing_in()
    pages = [page for key in ("card", "commitment") for page in story.pages(key)]
    assert pages

    kept(NOTICE)(story)

    assert story.model.visit is None
    assert set(pages) <= set(story.dropped)
    assert seen(story).case == "E26112310423"


def test_before_it_is_kept_nothing_is_dropped() -> None:
    story = handing_in()

    waits(5)(story)

    assert story.dropped == []
    assert story.model.visit is not None


def test_the_notices_are_printed_by_themselves() -> None:
    story = handed_in()

    assert story.all(Print) == [Print((NOTICE,))]
    assert seen(story).paper is None


def test_without_notices_nothing_is_printed() -> None:
    story = handing_in()

    kept()(story)

    assert not story.all(Print)
    assert seen(story).paper is Paper.NONE


def test_what_could_not_be_kept_is_tried_again_as_the_same_one() -> None:
    story = handing_in()

    kept(case="")(story)
    assert isinstance(story.screen, HandingIn)
    assert story.screen.lost
    touches("again")(story)
    kept(NOTICE)(story)

    story.shows(Done)
    first, second = story.all(HandIn)
    assert first == second


def test_whoever_gives_up_has_lost_nothing() -> None:
    story = handing_in()
    kept(case="")(story)

    touches("back")(story)

    assert story.screen == Review()
    assert story.visit.papers


def test_while_it_is_being_kept_nothing_else_is_touched() -> None:
    story = handing_in()

    touches("back", "again", "ok")(story)

    assert story.screen == HandingIn(story.handed_in.outcome, story.screen.since_ms)  # type: ignore[attr-defined]
    assert len(story.all(HandIn)) == 1


def test_no_word_of_it_is_said_to_be_trouble_and_a_late_word_still_counts() -> None:
    story = handing_in()

    waits(PATIENCE_MS // 1000)(story)
    assert isinstance(story.screen, HandingIn)
    assert story.screen.lost
    kept(NOTICE)(story)

    story.shows(Done)


@pytest.mark.parametrize("paper", [Paper.OUT, Paper.COVER_OPEN, Paper.JAMMED])
def test_a_printer_in_trouble_is_said_and_can_be_asked_again(paper: Paper) -> None:
    story = handed_in()

    printer_says(paper)(story)
    assert seen(story).paper is paper
    touches("print")(story)

    assert story.all(Print) == [Print((NOTICE,))] * 2
    assert seen(story).paper is None


@pytest.mark.parametrize("paper", [None, Paper.PRINTED, Paper.SENT])
def test_what_is_printed_is_not_printed_twice(paper: Paper | None) -> None:
    story = handed_in()
    if paper:
        printer_says(paper)(story)

    touches("print")(story)

    assert len(story.all(Print)) == 1


def test_whether_the_hall_has_it_is_told_as_it_is() -> None:
    story = handed_in()

    assert not seen(story).sent
    story.feed(Uploaded("E99999999999"))
    assert not seen(story).sent
    story.feed(Uploaded("E26112310423"))
    assert seen(story).sent


def test_the_notice_stays_for_a_minute_from_the_last_print() -> None:
    story = handed_in()
    waits(30)(story)
    printer_says(Paper.PRINTED)(story)

    play(
        story,
        FlowStep(waits(NOTICE_IDLE_S - 1), Done),
        FlowStep(waits(1), Home),
    )

    assert "E26112310423" not in repr(story.model)


def test_the_notice_is_read_on_the_glass_while_the_printer_works() -> None:
    story = handed_in()

    touches("read", "page.next")(story)
    printer_says(Paper.OUT)(story)
    assert isinstance(story.screen, ReadNotice)
    assert story.screen.page == 1
    touches("back")(story)

    assert seen(story).paper is Paper.OUT


def test_each_of_two_notices_can_be_read() -> None:
    story = handing_in()
    kept(*PROMISED)(story)

    touches("read", "notice.1")(story)
    assert isinstance(story.screen, ReadNotice)
    assert story.screen.notice == 1
    touches("notice.9")(story)
    assert story.screen.notice == 1


def progress(*, may_rate: bool = True, case: str = "E26112310423") -> Progress:
    shown = CaseProgress(
        case=case,
        item=Said("异地就医备案"),
        department=Said("市医疗保障局"),
        stage=Stage.DECIDED,
        since=date(2026, 11, 23),
        may_rate=may_rate,
        key="k",
    )
    return Progress(cases=(shown,))


def test_a_service_that_is_done_can_be_rated_at_once() -> None:
    story = handed_in()
    story.feed(Uploaded("E26112310423"))
    assert story.questions == [ProgressByNotice(qr=NOTICE.qr)]

    hall_says(progress())(story)
    touches("rate")(story)

    assert isinstance(story.screen, Rate)
    assert (story.screen.case, story.screen.key) == ("E26112310423", "k")
    touches("back")(story)
    story.shows(Done)


@pytest.mark.parametrize("answer", [None, progress(may_rate=False), progress(case="E99999999999")])
def test_what_is_not_done_yet_is_not_rated(answer: Progress | None) -> None:
    story = handed_in(sent=True)

    hall_says(answer)(story)
    touches("rate")(story)

    story.shows(Done)


def test_before_the_hall_has_it_nothing_is_asked() -> None:
    story = handed_in()

    waits(5)(story)

    assert story.questions == []


def test_good_bye_goes_home_by_itself() -> None:
    story = handed_in()

    play(
        story,
        FlowStep(touches("ok"), Goodbye),
        FlowStep(waits(GOODBYE_MS // 1000 - 1), Goodbye),
        FlowStep(waits(1), Home),
    )


def test_what_is_not_accepted_is_handed_in_where_the_kiosk_decides() -> None:
    story = at_the_window("GJJ-TQ-01", laid=9, screen=Review())
    refused = replace(story.visit, answers=story.visit.answers | {"three_months": "no"})
    story.model = replace(story.model, visit=refused)

    touches("notice")(story)

    assert isinstance(story.handed_in.outcome, NotAccepted)


def test_no_name_and_no_number_is_in_a_log() -> None:
    story = handing_in()
    kept(*PROMISED)(story)

    shown = repr(story.model)
    assert "乌云" not in shown
    assert "152501" not in shown
    assert NOTICE.qr not in shown
