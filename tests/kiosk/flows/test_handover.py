"""From the staff menu to the whole check: asked twice, refused with the reason, never waited for in vain."""

from kiosk.flows.handover import HANDED_MS_MAX
from kiosk.flows.proving import HandOver, Installation
from kiosk.flows.states import Compartments, OutOfService, StaffMenu
from locker.contract.facts import Right
from locker.contract.refusal import Refusal
from locker.contract.requests import BeginInstallation
from tests.kiosk.story import FlowStep, Story, at_menu, done, link, play, refused, touches, waits


def asked_for(*rights: Right) -> Story:
    story = play(at_menu(*rights), FlowStep(touches("compartments"), Compartments))
    return play(story, FlowStep(touches("proving"), Installation), FlowStep(touches("search"), HandOver))


def begun() -> Story:
    story = play(asked_for(), FlowStep(touches("stop_service"), HandOver), FlowStep(done, HandOver))
    assert story.request(BeginInstallation).token
    return story


def test_lockerd_is_asked_only_when_the_person_said_so_once_more() -> None:
    story = asked_for()
    assert not [request for request in story.asked if isinstance(request, BeginInstallation)]
    play(story, FlowStep(touches("back"), Installation), FlowStep(touches("search"), HandOver))
    play(story, FlowStep(touches("stop_service"), HandOver), FlowStep(touches("stop_service"), HandOver))
    assert len([request for request in story.asked if isinstance(request, BeginInstallation)]) == 1


def test_lockerd_ends_and_the_screen_says_so_until_it_ends_too() -> None:
    play(begun(), FlowStep(link(up=False), OutOfService))


def test_documents_inside_are_told_and_asking_again_is_possible() -> None:
    story = play(asked_for(), FlowStep(touches("stop_service"), HandOver))
    play(story, FlowStep(refused(Refusal.DOCUMENTS_INSIDE), HandOver))
    assert isinstance(story.screen, HandOver)
    assert story.screen.mistake
    assert story.screen.mistake.key == "refusal.documents_inside"
    play(story, FlowStep(touches("stop_service"), HandOver), FlowStep(done, HandOver))
    assert story.screen == HandOver(since_ms=story.screen.since_ms)


def test_where_nobody_listens_for_the_mark_the_person_is_told_what_to_run() -> None:
    story = play(begun(), FlowStep(waits(HANDED_MS_MAX // 1000 - 1), HandOver))
    assert story.screen != HandOver(late=True)
    play(story, FlowStep(waits(2), HandOver))
    assert story.screen == HandOver(late=True)


def test_who_may_not_maintain_never_gets_there() -> None:
    story = at_menu(Right.DEPOSIT)
    for control in ("compartments", "proving", "search", "stop_service"):
        touches(control)(story)
    assert isinstance(story.screen, StaffMenu)
