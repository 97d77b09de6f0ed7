"""The notice did not come out elsewhere: it is printed here, from the case that was found by notice or card."""

import pytest

from intake.contract.answers import HallRefusal, Notices, Progress
from intake.contract.questions import PrintAgain
from intake.contract.stage import Stage
from intake.notices.notice import Kind
from kiosk.flows.effects import Ask, Print
from kiosk.flows.enquire.cases import ways
from kiosk.flows.enquire.print_again import may_print
from kiosk.flows.enquire.states import CaseShown, Enquire, PrintWhich
from kiosk.flows.inputs import Paper, Printed
from kiosk.flows.states import Home
from kiosk.scene import Words
from kiosk.screens import scene
from kiosk.texts import load_texts
from tests.kiosk.flows.test_hand_in import NOTICE, PROMISED
from tests.kiosk.notice_story import NoticeStory, at_home_with_notice, case, hall_refuses, hall_says, notice
from tests.kiosk.story import FlowStep, Story, play, scans, touches

(COMMITMENT,) = [one for one in PROMISED if one.number.kind is Kind.COMMITMENT]
FOUND = Progress(cases=(case(Stage.ACCEPTED, may_print=True),))


def at_case() -> NoticeStory:
    story = at_home_with_notice()
    play(story, FlowStep(scans(notice()), Enquire), FlowStep(hall_says(FOUND), CaseShown))
    return story


def printing() -> NoticeStory:
    story = at_case()
    play(story, FlowStep(touches("print"), CaseShown), FlowStep(hall_says(Notices(notices=(NOTICE,))), PrintWhich))
    return story


def choosing() -> NoticeStory:
    """The case has two notices; one of them was given twice, once to be signed."""
    story = at_case()
    both = hall_says(Notices(notices=(NOTICE, COMMITMENT)))
    play(story, FlowStep(touches("print"), CaseShown), FlowStep(both, PrintWhich))
    return story


def seen(story: Story) -> str:
    shown = scene(story.model, load_texts(("zh",)), 1080, 1920)
    return "\n".join(one.text for one in shown.elements if isinstance(one, Words))


def offered(story: Story) -> tuple[str, ...]:
    assert isinstance(story.screen, CaseShown)
    return ways(story.model, story.screen)


def test_the_hall_gives_the_notices_and_they_are_printed() -> None:
    story = at_case()
    assert "再打印通知书" in seen(story)

    play(story, FlowStep(touches("print"), CaseShown))
    assert story.question(PrintAgain) == PrintAgain(case="E26112300423", key="key-2")
    play(story, FlowStep(hall_says(Notices(notices=(NOTICE,))), PrintWhich))

    assert story.wanted(Print) == Print((NOTICE,))
    assert "正在打印" in seen(story)
    story.feed(Printed(Paper.PRINTED))
    assert "已经打印，请取走" in seen(story)
    assert "print" not in offered(story)


def test_nothing_of_the_notices_stays_in_the_model() -> None:
    story = printing()

    story.feed(Printed(Paper.PRINTED))

    assert NOTICE.addressee not in seen(story)
    assert NOTICE not in vars_of(story)


def vars_of(story: Story) -> list[object]:
    screen = story.screen
    return [getattr(screen, name) for name in screen.__dataclass_fields__]


def test_a_printer_that_says_nothing_is_looked_at() -> None:
    story = printing()

    story.feed(Printed(Paper.SENT))

    assert "请看出纸口" in seen(story)
    assert "print" not in offered(story)


@pytest.mark.parametrize("paper", [Paper.OUT, Paper.COVER_OPEN, Paper.JAMMED, Paper.NO_PRINTER])
def test_what_does_not_come_out_is_told_and_can_be_tried_again(paper: Paper) -> None:
    story = printing()

    story.feed(Printed(paper))

    assert "通知书没有打印出来" in seen(story)
    asked = len(prints(story))
    touches("notice.0")(story)
    assert len(prints(story)) == asked + 1
    assert len([one for one in story.effects if isinstance(one, Ask)]) == 2, "the hall is not asked once more"


def prints(story: NoticeStory) -> list[Print]:
    return [one for one in story.effects if isinstance(one, Print)]


def test_of_several_only_the_one_that_is_asked_for_is_printed_and_once() -> None:
    story = choosing()
    assert prints(story) == []

    play(story, FlowStep(touches("notice.1"), PrintWhich))

    assert prints(story) == [Print((COMMITMENT,))]
    story.feed(Printed(Paper.PRINTED))
    assert "已经打印，请取走" in seen(story)


def test_what_came_out_is_done_and_the_other_may_follow() -> None:
    story = choosing()
    touches("notice.1")(story)
    story.feed(Printed(Paper.PRINTED))

    touches("notice.1", "notice.0")(story)

    assert [one.notices[0].number for one in prints(story)] == [COMMITMENT.number, NOTICE.number]


def test_of_several_what_did_not_come_out_is_offered_and_what_did_is_not() -> None:
    story = choosing()
    touches("notice.0")(story)
    story.feed(Printed(Paper.PRINTED))
    touches("notice.1")(story)
    story.feed(Printed(Paper.OUT, torn=True))
    assert isinstance(story.screen, PrintWhich)
    assert may_print(story.screen) == (1,)
    assert "通知书没有打印出来" in seen(story)


def test_whoever_goes_back_leaves_no_notice_behind() -> None:
    story = choosing()
    play(story, FlowStep(touches("back"), CaseShown))
    assert NOTICE not in vars_of(story)
    story.feed(Printed(Paper.PRINTED))
    assert isinstance(story.screen, CaseShown)


def test_while_it_prints_nothing_else_begins() -> None:
    story = printing()
    count = len(story.effects)

    touches("print", "hand_in")(story)

    assert len(story.effects) == count


def test_three_times_today_is_enough_and_that_is_said() -> None:
    story = at_case()

    play(story, FlowStep(touches("print"), CaseShown), FlowStep(hall_refuses(HallRefusal.PRINTED_ENOUGH), CaseShown))

    assert "今天已经打印三次了" in seen(story)


def test_whoever_only_typed_a_number_is_not_offered_it() -> None:
    story = at_home_with_notice()
    play(story, FlowStep(scans(notice()), Enquire), FlowStep(hall_says(Progress(cases=(case(),))), CaseShown))

    assert "print" not in offered(story)


def test_who_left_while_the_hall_was_asked_has_nothing_printed() -> None:
    story = at_case()
    play(
        story,
        FlowStep(touches("print"), CaseShown),
        FlowStep(touches("back"), Enquire),
        FlowStep(touches("back"), Home),
    )

    hall_says(Notices(notices=(NOTICE,)))(story)

    assert not [one for one in story.effects if isinstance(one, Print)]
