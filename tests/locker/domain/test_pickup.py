"""An applicant comes with a code."""

import pytest

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.facts import Alarm, DepositState, Door, Service
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.domain import observe
from locker.domain.decide import decide
from locker.domain.layout import Rules
from tests.locker.story import Story, opened, refusal


def wrong_code(story: Story) -> str:
    right = {story.codes.code(n) for n in range(1, 50)}
    return next(code for n in range(100_000_000) if (code := f"{n:08d}") not in right)


def test_the_right_code_opens_its_own_door_once() -> None:
    story = Story()
    mine, other = story.deposited("C-1"), story.deposited("C-2")
    before = len(story.pulses)

    answer = opened(story.visitor_enters(story.code_of(mine)))

    assert answer.compartment == mine.compartment != other.compartment
    assert story.pulses[before:] == [mine.compartment]
    assert story.state(mine) is DepositState.COLLECTING


def test_a_pickup_ends_only_after_opened_then_closed_and_the_grace() -> None:
    story = Story()
    mine = story.deposited()
    story.visitor_enters(story.code_of(mine))
    story.opens(mine.compartment)
    story.wait(20)
    assert story.state(mine) is DepositState.COLLECTING
    story.shuts(mine.compartment)
    story.wait(story.rules.grace_s - 1)
    assert story.state(mine) is DepositState.COLLECTING
    story.wait(2)
    assert story.state(mine) is DepositState.COLLECTED
    assert story.compartment(mine.compartment).deposit is None


def test_a_relay_that_answered_is_not_a_door_that_opened() -> None:
    story = Story()
    mine = story.deposited()
    story.visitor_enters(story.code_of(mine))
    story.wait(3)
    assert story.stands(Alarm.DOOR_DID_NOT_OPEN, mine.compartment)
    story.wait(story.rules.grace_s)
    assert story.state(mine) is DepositState.WAITING
    assert opened(story.visitor_enters(story.code_of(mine))).compartment == mine.compartment


def test_whoever_pushed_the_door_shut_too_early_opens_it_again() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.wait(10)
    again = opened(story.opens_again(pickup))
    assert again.compartment == mine.compartment
    assert again.pickup == pickup


def test_after_the_end_of_the_pickup_nobody_opens_again() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.says_collected(pickup)
    story.wait(10)
    assert refusal(story.opens_again(pickup)) is Refusal.PICKUP_OVER
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.CODE_USED


def test_the_person_cannot_be_done_while_the_door_stands_open() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    assert refusal(story.says_collected(pickup)) is Refusal.DOOR_NEEDS_CLOSING


def test_not_my_document_locks_the_deposit_and_calls_staff() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.says_not_mine(pickup)
    assert story.state(mine) is DepositState.DISPUTED
    assert story.stands(Alarm.WRONG_DOCUMENT, mine.compartment)
    story.shuts(mine.compartment)
    story.wait(10)
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.DEPOSIT_DISPUTED


def test_a_wrong_document_can_be_put_back_but_only_for_a_while() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.wait(10)
    story.says_not_mine(pickup)
    assert opened(story.opens_again(pickup)).compartment == mine.compartment
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.wait(story.rules.grace_s + 1)
    assert refusal(story.opens_again(pickup)) is Refusal.PICKUP_OVER
    assert story.service(mine.compartment) is Service.NEEDS_CHECK


def test_a_cut_sensor_cable_does_not_keep_anybody_from_their_document() -> None:
    """It reads as open for ever: the relay is pulsed all the same, the outcome says so, staff are called."""
    story = Story()
    mine = story.deposited()
    story.opens(mine.compartment)  # the cable is cut
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.wait(3)
    assert story.stands(Alarm.SENSOR_DOUBTFUL, mine.compartment)
    story.says_collected(pickup)
    assert story.state(mine) is DepositState.COLLECTED
    assert story.service(mine.compartment) is Service.NEEDS_CHECK


def test_a_door_left_open_raises_an_alarm_that_its_closing_ends() -> None:
    story = Story()
    mine = story.deposited()
    story.visitor_enters(story.code_of(mine))
    story.opens(mine.compartment)
    story.wait(story.rules.door_open_s_max + 1)
    assert story.stands(Alarm.DOOR_LEFT_OPEN, mine.compartment)
    story.shuts(mine.compartment)
    assert not story.stands(Alarm.DOOR_LEFT_OPEN, mine.compartment)
    assert story.events(ev.DoorClosed)[-1] == ev.DoorClosed(compartment=mine.compartment, late=True)


@pytest.mark.parametrize("code", ["", "1234567", "123456789", "abcdefgh", "4" * 40, "１２３４５６７８", "1234 567"])
def test_what_is_no_code_is_said_to_be_none_and_is_no_guess(code: str) -> None:
    story = Story()
    story.deposited()
    assert refusal(story.visitor_enters(code)) is Refusal.CODE_MALFORMED
    assert story.cabinet.guard.total == 0


def test_five_wrong_codes_pause_the_keypad_and_each_pause_of_a_day_is_longer() -> None:
    story = Story(rules=Rules(wrong_codes_in_a_row_max=5, pause_s=60))
    mine = story.deposited()
    wrong = wrong_code(story)
    for _ in range(4):
        assert refusal(story.visitor_enters(wrong)) is Refusal.CODE_UNKNOWN
    for pause_s in (60, 120, 240):
        paused = story.visitor_enters(wrong)
        assert refusal(paused) is Refusal.ENTRY_PAUSED
        assert paused.wait_s == pause_s  # type: ignore[union-attr]
        assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.ENTRY_PAUSED
        story.wait(pause_s + 1)
        for _ in range(4):
            story.visitor_enters(wrong)
    story.wait(24 * 3600)
    assert opened(story.visitor_enters(story.code_of(mine))).compartment == mine.compartment


def test_many_wrong_codes_in_a_day_raise_an_alarm() -> None:
    story = Story(rules=Rules(wrong_codes_a_day_alarm=7))
    for _ in range(7):
        story.visitor_enters(wrong_code(story))
        story.wait(100)
    assert story.stands(Alarm.CODES_GUESSED)


def test_a_deposit_that_saw_too_many_guesses_is_handed_out_by_staff_only() -> None:
    story = Story(rules=Rules(wrong_codes_a_deposit_max=3))
    mine = story.deposited()
    for _ in range(4):
        story.visitor_enters(wrong_code(story))
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.DEPOSIT_NEEDS_STAFF


def test_the_code_stays_valid_after_the_due_date_until_staff_take_it_back() -> None:
    story = Story()
    mine = story.deposited()
    story.wait(story.rules.keep_days * 86_400 + 1)
    assert story.deposit(mine.id).overdue
    assert opened(story.visitor_enters(story.code_of(mine))).compartment == mine.compartment


def test_a_taken_back_document_is_said_to_be_at_the_window() -> None:
    story = Story()
    mine = story.deposited()
    story.clerk(rq.TakeBack, deposit=mine.id)
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.CODE_TAKEN_BACK
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.clerk(rq.ConfirmTakenBack, deposit=mine.id)
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.CODE_TAKEN_BACK


def test_a_kiosk_that_crashed_in_the_middle_goes_on_with_the_same_code() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.wait(10)
    again = opened(story.visitor_enters(story.code_of(mine)))
    assert again.pickup == pickup


def test_a_silent_board_is_said_before_anything_is_ordered() -> None:
    story = Story()
    mine = story.deposited()

    board = story.layout[mine.compartment].board
    story.write(observe.board_fell_silent(story.situation(), board, "no_reply"))
    before = len(story.pulses)
    assert refusal(story.visitor_enters(story.code_of(mine))) is Refusal.BOARD_UNREACHABLE
    assert len(story.pulses) == before
    assert story.compartment(mine.compartment).door is Door.UNKNOWN


def test_one_lock_at_a_time_on_one_power_supply() -> None:
    story = Story()
    first, second = story.deposited("C-1"), story.deposited("C-2")
    story.visitor_enters(story.code_of(first))
    assert refusal(story.visitor_enters(story.code_of(second))) is Refusal.CABINET_BUSY
    story.wait(1.1)
    assert opened(story.visitor_enters(story.code_of(second))).compartment == second.compartment


def test_a_lock_rests_before_it_is_pulsed_again() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.wait(2)
    cooling = story.opens_again(pickup)
    assert refusal(cooling) is Refusal.LOCK_COOLING
    story.wait(cooling.wait_s)  # type: ignore[union-attr]
    assert opened(story.opens_again(pickup)).compartment == mine.compartment


def test_a_lock_is_pulled_three_times_a_minute_at_most() -> None:
    story = Story()
    mine = story.deposited()  # the first
    story.wait(6)
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.wait(6)
    assert opened(story.opens_again(pickup)).compartment == mine.compartment
    story.wait(6)
    hot = story.opens_again(pickup)
    assert refusal(hot) is Refusal.LOCK_COOLING
    assert 20 < hot.wait_s < 60  # type: ignore[union-attr]
    story.wait(hot.wait_s)  # type: ignore[union-attr]
    assert opened(story.opens_again(pickup)).compartment == mine.compartment


def test_a_board_that_refused_leaves_the_deposit_waiting() -> None:
    story = Story()
    mine = story.deposited()

    request = rq.OpenForPickup(id=RequestId("x"), code=story.code_of(mine))
    story.write(decide(story.situation(), request).events, request.id)
    story.write(observe.pulse_failed(story.situation(), mine.compartment, request.id, "refused", sent=False))
    assert story.state(mine) is DepositState.WAITING
    assert story.compartment(mine.compartment).cycle is None


def test_a_door_ordered_and_not_seen_to_open_waits_for_a_look_inside() -> None:
    """A sensor that is stuck says the same as a door that is: the document may be gone."""
    story = Story()
    mine = story.deposited()
    story.visitor_enters(story.code_of(mine))
    story.wait(story.rules.grace_s + 3)
    assert story.state(mine) is DepositState.WAITING
    assert story.service(mine.compartment) is Service.NEEDS_CHECK


def test_a_compartment_left_without_a_word_is_given_last() -> None:
    story = Story()
    mine = story.deposited()
    pickup = opened(story.visitor_enters(story.code_of(mine))).re
    story.opens(mine.compartment)
    story.shuts(mine.compartment)
    story.wait(story.rules.grace_s + 10)
    assert refusal(story.opens_again(pickup)) is Refusal.PICKUP_OVER
    assert story.compartment(mine.compartment).unsaid
    other = {"A1", "A2"} - {mine.compartment}
    assert opened(story.clerk_begins("C-9")).compartment in other
