"""Who called for help learns whether somebody is coming."""

from intake.contract.answers import Help
from intake.contract.questions import AskHelp
from kiosk.flows.effects import Ask
from kiosk.flows.inputs import HallReached
from kiosk.flows.states import Home
from tests.kiosk.notice_story import NoticeStory, at_home_with_notice, hall_says
from tests.kiosk.story import FlowStep, play, touches, waits


def questions(story: NoticeStory) -> int:
    return sum(isinstance(effect, Ask) for effect in story.effects)


def test_the_hall_is_asked_until_somebody_says_they_are_coming() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(touches("help"), Home), FlowStep(waits(1), Home))
    assert story.question(AskHelp).screen == "home"
    play(story, FlowStep(hall_says(Help(coming=False)), Home), FlowStep(waits(1), Home))
    assert not story.model.help_coming
    play(story, FlowStep(hall_says(Help(coming=True)), Home))
    assert story.model.help_coming
    play(story, FlowStep(waits(3), Home))
    assert questions(story) == 2


def test_one_question_at_a_time_however_slow_the_hall_is() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(touches("help"), Home), FlowStep(waits(6), Home))
    assert questions(story) == 1


def test_nobody_is_asked_while_the_hall_is_away_or_nobody_called() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(waits(3), Home))
    story.feed(HallReached(up=False))
    play(story, FlowStep(touches("help"), Home), FlowStep(waits(3), Home))
    assert questions(story) == 0


def test_the_next_person_is_not_told_of_the_help_for_the_first() -> None:
    story = at_home_with_notice()
    play(
        story,
        FlowStep(touches("help"), Home),
        FlowStep(waits(1), Home),
        FlowStep(touches("help.close"), Home),
        FlowStep(hall_says(Help(coming=True)), Home),
    )
    assert not story.model.help_coming
    play(story, FlowStep(touches("help"), Home))
    assert not story.model.help_coming
