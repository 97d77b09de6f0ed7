"""A visitor collects a document."""

from dataclasses import replace

import pytest
from msgspec import structs

from intake.contract.answers import HallRefusal, Progress, Refused
from intake.contract.questions import ProgressByPickup
from kiosk.examples.cabinet import RATEABLE
from kiosk.flows.enquire.states import Rate
from kiosk.flows.states import Collect, DoorOpen, DoorShut, Home, Opening, Paused, ThankYou, WrongDocument
from locker.client import NoAnswer
from locker.contract.facts import Outcome
from locker.contract.refusal import Refusal
from locker.contract.requests import CodeDigitNear, ConfirmCollected, OpenAgain, OpenForPickup, ReportWrongDocument
from tests.kiosk.story import (
    DEPOSIT,
    FlowStep,
    Story,
    at_home,
    cabinet,
    done,
    door,
    ordered,
    play,
    presses,
    refused,
    scans,
    sees,
    touches,
    types,
    unanswered,
    waits,
)
from tests.kiosk.window_story import Window, hall_says

OPENED = (
    FlowStep(ordered, Opening),
    FlowStep(door("pulsed"), Opening),
    FlowStep(door("opened", Outcome.OPENED), DoorOpen),
)


def collected_so_far() -> Story:
    """The door was opened and shut; the question is asked."""
    return play(
        at_home(),
        FlowStep(touches("collect"), Collect),
        FlowStep(types("48291367"), Opening),
        *OPENED,
        FlowStep(door("closed"), DoorShut),
    )


def mistake_of(story: Story) -> str:
    screen = story.screen
    assert isinstance(screen, Collect)
    assert screen.mistake is not None
    return screen.mistake.key


def test_a_visitor_types_the_code_takes_the_document_and_says_so() -> None:
    story = play(collected_so_far(), FlowStep(touches("yes"), DoorShut), FlowStep(done, ThankYou))

    assert story.request(OpenForPickup).code == "48291367"
    assert story.request(ConfirmCollected).pickup == story.request(OpenForPickup).id
    play(story, FlowStep(waits(8), Home))


def test_the_last_digit_sends_by_itself_and_the_one_before_makes_the_bus_ready() -> None:
    story = play(at_home(), FlowStep(touches("collect"), Collect), FlowStep(types("482913"), Collect))
    assert story.asked == []

    play(story, FlowStep(types("6"), Collect))
    assert [type(request) for request in story.asked] == [CodeDigitNear]

    play(story, FlowStep(types("7"), Opening))
    assert [type(request) for request in story.asked] == [CodeDigitNear, OpenForPickup]


def test_nothing_of_the_code_is_left_once_it_was_sent() -> None:
    story = play(at_home(), FlowStep(touches("collect"), Collect), FlowStep(types("48291367"), Opening))

    assert "48291367" not in repr(story.model)
    assert not any("4829" in str(part) for part in vars_of(story))


def vars_of(story: Story) -> list[object]:
    return [getattr(story.screen, name) for name in story.screen.__dataclass_fields__]


def test_digits_are_taken_back_one_by_one_or_all() -> None:
    story = play(at_home(), FlowStep(touches("collect"), Collect), FlowStep(types("482"), Collect))

    touches("key.delete")(story)
    assert story.screen == Collect(digits="48")
    touches("key.clear")(story)
    assert story.screen == Collect()


def test_a_keyboard_does_all_that_the_glass_does() -> None:
    story = play(
        at_home(),
        FlowStep(presses("4"), Collect),
        FlowStep(presses("9", "backspace", "8"), Collect),
    )
    assert story.screen == Collect(digits="48")

    play(story, FlowStep(presses("escape"), Home))


@pytest.mark.parametrize("text", ["PK1:k1:48291367", "48291367", "4829 1367", "４８２９１３６７", " 4829-1367 "])
def test_a_scanned_code_collects_from_home(text: str) -> None:
    story = play(at_home(), FlowStep(scans(text), Opening))

    assert story.request(OpenForPickup).code == "48291367"


def test_a_code_of_another_cabinet_is_told_which_and_never_sent() -> None:
    story = play(at_home(), FlowStep(scans("PK1:erl-02:48291367"), Collect))

    assert mistake_of(story) == "mistake.code_of_other_kiosk"
    assert isinstance(story.screen, Collect)
    assert story.screen.mistake is not None
    assert story.screen.mistake.kiosk == "erl-02"
    assert story.asked == []


@pytest.mark.parametrize("text", ["hello", "4" * 40, "PK1:k1:4829", "PK2:k1:48291367", "48291367\x00", "九" * 600])
def test_anything_else_scanned_is_no_code(text: str) -> None:
    story = play(at_home(), FlowStep(scans(text), Collect))

    assert mistake_of(story) == "mistake.not_a_code"
    assert story.asked == []


@pytest.mark.parametrize("refusal", [Refusal.CODE_UNKNOWN, Refusal.CODE_USED, Refusal.DOOR_NEEDS_CLOSING])
def test_a_refusal_is_said_and_the_code_can_be_typed_anew(refusal: Refusal) -> None:
    story = play(
        at_home(),
        FlowStep(scans("48291367"), Opening),
        FlowStep(refused(refusal), Collect),
    )
    assert mistake_of(story) == f"refusal.{refusal}"

    types("1")(story)
    assert story.screen == Collect(digits="1")


def test_after_too_many_wrong_codes_everybody_waits() -> None:
    story = play(
        at_home(),
        FlowStep(scans("48291367"), Opening),
        FlowStep(refused(Refusal.ENTRY_PAUSED, wait_s=3), Paused),
        FlowStep(waits(2), Paused),
        FlowStep(waits(1), Collect),
    )
    assert story.screen == Collect()


def test_the_pause_holds_for_the_next_visitor_and_for_the_scanner() -> None:
    story = play(at_home(), FlowStep(sees(cabinet(paused_s=40)), Home), FlowStep(touches("collect"), Paused))

    play(story, FlowStep(touches("back"), Home), FlowStep(scans("48291367"), Paused))
    assert story.asked == []


def test_no_answer_is_said_honestly_and_nothing_is_sent_again() -> None:
    story = play(at_home(), FlowStep(scans("48291367"), Opening), FlowStep(unanswered(NoAnswer.LATE), Collect))

    assert mistake_of(story) == "mistake.no_answer"
    assert len(story.asked) == 1


def test_the_door_is_opened_again_for_the_same_visitor() -> None:
    story = play(
        collected_so_far(), FlowStep(touches("again"), Opening), *OPENED[1:], FlowStep(door("closed"), DoorShut)
    )

    first = story.request(OpenForPickup).id
    assert story.request(OpenAgain).pickup == first
    play(story, FlowStep(touches("yes"), DoorShut), FlowStep(done, ThankYou))
    assert story.request(ConfirmCollected).pickup == first


def test_a_wrong_document_locks_the_deposit_and_calls_staff() -> None:
    story = play(
        collected_so_far(),
        FlowStep(touches("wrong"), DoorShut),
        FlowStep(done, WrongDocument),
        FlowStep(touches("back"), Home),
    )

    assert story.request(ReportWrongDocument).pickup == story.request(OpenForPickup).id


def test_who_says_nothing_is_thanked_when_the_grace_ends() -> None:
    play(collected_so_far(), FlowStep(door("over"), ThankYou), FlowStep(waits(8), Home))
    play(collected_so_far(), FlowStep(waits(59), DoorShut), FlowStep(waits(2), Home))


def test_the_word_of_who_took_it_counts_though_the_cabinet_says_first_that_it_is_over() -> None:
    yes = play(collected_so_far(), FlowStep(touches("yes"), DoorShut), FlowStep(door("over"), ThankYou))
    assert isinstance(yes.screen, ThankYou)
    assert yes.screen.deposit == DEPOSIT, "by which the hall is asked whether it may be rated"

    play(collected_so_far(), FlowStep(touches("wrong"), DoorShut), FlowStep(door("over"), WrongDocument))


def thanked() -> Window:
    """Somebody has taken their result, where people can also apply."""
    told = play(collected_so_far(), FlowStep(touches("yes"), DoorShut), FlowStep(done, ThankYou))
    return Window(replace(told.model, place=replace(told.model.place, applies=True)), now_ms=told.now_ms)


def test_whoever_took_their_result_may_rate_it_once_the_hall_has_heard_of_it() -> None:
    story = thanked()

    waits(1)(story)
    hall_says(Refused(refusal=HallRefusal.UNKNOWN))(story)
    waits(2)(story)
    hall_says(Progress(cases=(RATEABLE,)))(story)
    assert story.questions == [ProgressByPickup(deposit=DEPOSIT)] * 2
    touches("rate")(story)

    assert isinstance(story.screen, Rate)
    assert (story.screen.case, story.screen.key) == (RATEABLE.case, RATEABLE.key)
    play(story, FlowStep(touches("back"), ThankYou), FlowStep(touches("ok"), Home))


@pytest.mark.parametrize("answer", [None, Progress(cases=(structs.replace(RATEABLE, may_rate=False, key=""),))])
def test_without_the_halls_word_nothing_is_offered_and_nobody_waits(answer: Progress | None) -> None:
    story = thanked()

    waits(1)(story)
    hall_says(answer)(story)
    touches("rate")(story)

    play(story, FlowStep(waits(8), Home))


def test_a_cabinet_alone_asks_no_hall() -> None:
    story = thanked()
    story.model = replace(story.model, place=replace(story.model.place, applies=False))

    waits(4)(story)

    assert story.questions == []
