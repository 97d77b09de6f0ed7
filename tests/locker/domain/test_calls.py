"""Somebody presses the help button: each call is heard, and tapping fills nothing."""

from locker.contract import events as ev
from locker.contract import requests as rq
from locker.contract.answers import Done
from locker.contract.facts import Alarm
from locker.domain.maintenance import CALL_AGAIN_MS
from tests.locker.story import Story


def calls(story: Story, screen: str = "home") -> None:
    answer = story.act(rq.CallStaff(id=story.new_id(), screen=screen))
    assert isinstance(answer, Done)


def test_a_later_person_is_heard_although_the_first_call_still_stands() -> None:
    story = Story()
    calls(story, "form")
    story.wait(CALL_AGAIN_MS / 1000)
    calls(story, "collect")

    raised = story.events(ev.AlarmRaised)
    assert [event.detail for event in raised if isinstance(event, ev.AlarmRaised)] == ["form", "collect"]
    assert story.cabinet.alarms["help_wanted:"].since_ms == story.now_ms
    assert story.stands(Alarm.HELP_WANTED)


def test_whoever_taps_and_taps_fills_no_log() -> None:
    story = Story()
    for _ in range(50):
        calls(story)
        story.wait(0.1)

    assert len(story.events(ev.AlarmRaised)) == 1


def test_a_clock_set_back_silences_nobody() -> None:
    story = Story()
    calls(story)
    story.now_ms -= 3_600_000
    calls(story)

    assert len(story.events(ev.AlarmRaised)) == 2
