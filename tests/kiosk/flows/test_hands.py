"""Hands as they are: two fingers at once, a palm, a finger that bounces or stays."""

import pytest

from kiosk.flows import Key, Touched
from kiosk.flows.states import Collect, DepositPhone, Home
from locker.contract.ids import CaseNumber
from locker.contract.requests import CodeDigitNear, OpenForPickup
from tests.kiosk.story import FlowStep, Story, at_home, at_menu, play, touches, types, waits


def shower(story: Story, *controls: str, every_ms: int) -> None:
    """Touches in quick succession, as no finger that means them makes."""
    story.now_ms += 1000
    for control in controls:
        story.feed(Touched(control))
        story.now_ms += every_ms


def at_code() -> Story:
    return play(at_home(), FlowStep(touches("collect"), Collect))


def digits(story: Story) -> str:
    assert isinstance(story.screen, Collect)
    return story.screen.digits


def test_two_fingers_at_once_are_the_first_of_them() -> None:
    story = at_code()
    shower(story, "key.4", "key.7", every_ms=0)

    assert digits(story) == "4"


def test_a_palm_on_the_keys_types_one_digit_and_sends_nothing() -> None:
    story = at_code()
    shower(story, *(f"key.{digit}" for digit in "1245785421"), every_ms=10)

    assert digits(story) == "1"
    assert not any(isinstance(request, OpenForPickup | CodeDigitNear) for request in story.asked)


def test_a_finger_that_bounces_types_its_digit_once() -> None:
    story = at_code()
    shower(story, "key.4", "key.4", every_ms=30)

    assert digits(story) == "4"


def test_quick_touches_that_a_busy_machine_hears_of_at_once_are_all_meant() -> None:
    story = at_code()
    story.now_ms += 1000
    for control, apart_ms in (("key.4", 2000), ("key.8", 120), ("key.8", 20), ("key.2", 110)):
        story.feed(Touched(control, apart_ms))

    assert digits(story) == "482"


def test_a_finger_reported_for_ever_types_once_and_is_gone_when_lifted() -> None:
    story = at_code()
    shower(story, *["key.4"] * 500, every_ms=16)
    assert digits(story) == "4"

    play(story, FlowStep(types("8"), Collect))
    assert digits(story) == "48"


def test_a_quick_hand_is_not_held_up() -> None:
    story = at_code()
    shower(story, *(f"key.{digit}" for digit in "482"), every_ms=60)

    assert digits(story) == "482"


@pytest.mark.parametrize("places", [("collect", "staff", "help"), ("collect", "key.4", "back")])
def test_a_palm_that_wakes_the_glass_presses_nothing(places: tuple[str, ...]) -> None:
    story = play(at_home(), FlowStep(waits(200), Home))
    assert story.model.dimmed

    shower(story, *places, *places, every_ms=20)
    assert story.screen == Home()
    assert not story.model.help_until_ms


def test_a_double_knock_on_the_sleeping_glass_only_wakes_it() -> None:
    story = play(at_home(), FlowStep(waits(200), Home))
    shower(story, "collect", "collect", every_ms=180)

    assert story.screen == Home()


def test_a_palm_over_the_menu_opens_one_thing() -> None:
    story = at_menu()
    shower(story, "alarms", "list", "compartments", "logout", "deposit", every_ms=15)

    assert story.screen.name == "alarms"
    assert story.model.staff is not None


def test_a_palm_on_a_phone_number_adds_one_digit() -> None:
    story = at_menu()
    story.model = story.model.show(DepositPhone(CaseNumber("1"), digits="1380"))
    shower(story, *["key.0", "key.0", "ok"] * 5, every_ms=5)

    assert isinstance(story.screen, DepositPhone)
    assert story.screen.digits == "13800"


def test_a_keyboard_is_no_palm() -> None:
    """A scanner that types is as quick as it likes."""
    story = at_code()
    for sign in "482":
        story.now_ms += 2
        story.feed(Key(sign))

    assert digits(story) == "482"
