"""Who called for help learns whether somebody is coming."""

from msgspec import structs

from intake.contract.answers import Help
from intake.contract.questions import AskHelp, CallHelp
from kiosk.flows.effects import Ask
from kiosk.flows.helping import help_said
from kiosk.flows.inputs import Answered, HallReached, HallSaid, Noticed
from kiosk.flows.states import Home
from locker.client import NoAnswer
from locker.contract.answers import AnyAnswer, Done
from locker.contract.ids import RequestId
from tests.kiosk.notice_story import NoticeStory, at_home_with_notice, hall_says
from tests.kiosk.story import FlowStep, cabinet, play, touches, waits


def questions(story: NoticeStory) -> int:
    return sum(isinstance(effect, Ask) for effect in story.effects)


def test_the_hall_is_asked_until_somebody_says_they_are_coming() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(touches("help"), Home))
    called = story.question(CallHelp)
    assert (called.call, called.screen) == (story.model.helping, "home")
    play(story, FlowStep(hall_says(Help(coming=False, known=True)), Home), FlowStep(waits(1), Home))
    assert story.question(AskHelp).call == called.call, "it is called once, then asked about"
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


def has(story: NoticeStory, *, hall_online: bool, events_waiting: int) -> None:
    """lockerd tells of its link and of what the hall lacks."""
    story.feed(Noticed(structs.replace(cabinet(), hall_online=hall_online, events_waiting=events_waiting)))


def answers(story: NoticeStory, answer: AnyAnswer | NoAnswer) -> None:
    """lockerd's answer to the call that is shown."""
    assert story.model.helping
    story.feed(Answered(story.model.helping, answer))


def called(story: NoticeStory) -> RequestId:
    """Somebody presses the button; the act."""
    play(story, FlowStep(touches("help"), Home))
    assert story.model.helping
    return story.model.helping


def test_nobody_is_told_that_staff_know_before_the_hall_has_the_call() -> None:
    story = at_home_with_notice()
    story.feed(HallReached(up=False))
    has(story, hall_online=False, events_waiting=1)
    answers(story, Done(re=called(story)))
    assert help_said(story.model) == "help.calling"

    play(story, FlowStep(waits(3), Home))
    assert help_said(story.model) == "help.saved"
    has(story, hall_online=True, events_waiting=1)
    assert help_said(story.model) == "help.saved", "a link is no proof that it arrived"
    has(story, hall_online=True, events_waiting=0)
    assert help_said(story.model) == "help.called"


def test_with_lockerd_gone_the_call_goes_to_the_hall_by_itself() -> None:
    story = at_home_with_notice()
    called(story)
    question = story.question(CallHelp)
    assert question.call == story.model.helping
    answers(story, NoAnswer.AWAY)
    assert help_said(story.model) == "help.calling"
    play(story, FlowStep(hall_says(Help(coming=False, known=True)), Home))
    assert help_said(story.model) == "help.called"


def test_with_lockerd_gone_and_no_hall_it_is_said_that_nobody_was_told() -> None:
    story = at_home_with_notice()
    story.feed(HallReached(up=False))
    called(story)
    answers(story, NoAnswer.AWAY)

    assert help_said(story.model) == "help.unreachable"


def test_the_answer_to_an_earlier_call_is_not_heard_for_this_one() -> None:
    story = at_home_with_notice()
    first = called(story)
    asked = story.wanted(Ask).number
    play(story, FlowStep(touches("help.close"), Home))
    second = called(story)
    assert second != first
    assert story.question(CallHelp).call == second

    story.feed(HallSaid(asked, Help(coming=True, known=True)))
    assert help_said(story.model) == "help.calling"
