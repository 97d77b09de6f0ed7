"""Doors that do not do what they should."""

import pytest

from kiosk.flows.states import Collect, DoorOpen, DoorShut, DoorStuck, Home, Opening, OutOfService
from locker.contract.facts import Door, Outcome
from locker.contract.requests import CallStaff, OpenAgain
from tests.kiosk.story import (
    A3,
    FlowStep,
    Story,
    at_home,
    cabinet,
    door,
    link,
    ordered,
    other_act,
    play,
    scans,
    sees,
    touches,
    waits,
)


def before_the_door() -> Story:
    return play(at_home(), FlowStep(scans("48291367"), Opening), FlowStep(ordered, Opening))


@pytest.mark.parametrize("outcome", [Outcome.DID_NOT_OPEN, Outcome.NOT_PULSED])
def test_a_door_that_did_not_open_is_tried_again_by_the_same_person(outcome: Outcome) -> None:
    story = play(
        before_the_door(),
        FlowStep(door(outcome.value, outcome), DoorStuck),
        FlowStep(touches("again"), Opening),
        FlowStep(door("opened"), DoorOpen),
    )

    assert isinstance(story.last, OpenAgain)


def test_a_door_of_which_nothing_is_heard_is_not_waited_for_for_ever() -> None:
    story = play(before_the_door(), FlowStep(waits(15), Opening), FlowStep(waits(2), DoorStuck))

    play(story, FlowStep(door("opened"), DoorOpen))


@pytest.mark.parametrize("outcome", [Outcome.WAS_OPEN, Outcome.SENSOR_DOUBTFUL])
def test_a_doubtful_door_is_treated_as_open_and_the_person_is_believed(outcome: Outcome) -> None:
    story = play(before_the_door(), FlowStep(door(outcome.value, outcome), DoorOpen))
    assert isinstance(story.screen, DoorOpen)
    assert story.screen.doubt is outcome

    play(story, FlowStep(touches("door.shut"), DoorShut))


def test_who_says_shut_while_the_sensor_says_open_is_asked_to_push() -> None:
    story = play(
        before_the_door(),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(sees(cabinet(door=Door.OPEN)), DoorOpen),
        FlowStep(touches("door.shut"), DoorOpen),
    )
    assert isinstance(story.screen, DoorOpen)
    assert story.screen.nudged

    play(story, FlowStep(door("closed"), DoorShut))


def test_a_door_left_open_is_said_and_the_screen_stays() -> None:
    story = play(
        before_the_door(),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(waits(300), DoorOpen),
        FlowStep(door("left_open"), DoorOpen),
    )
    assert isinstance(story.screen, DoorOpen)
    assert story.screen.late

    play(story, FlowStep(door("closed"), DoorShut))


def test_a_door_somebody_else_ordered_changes_nothing_here() -> None:
    play(at_home(), FlowStep(other_act(), Home), FlowStep(touches("collect"), Collect), FlowStep(other_act(), Collect))


def test_when_lockerd_dies_at_an_open_door_the_screen_tells_what_to_do() -> None:
    story = play(
        before_the_door(),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(link(up=False), OutOfService),
    )
    assert story.screen == OutOfService(door=A3)
    asked = len(story.asked)

    play(story, FlowStep(link(up=True), OutOfService), FlowStep(sees(cabinet()), Home))
    assert len(story.asked) == asked, "no door opens again without a new act by a person"


def test_who_left_a_door_that_never_opened_is_not_thanked() -> None:
    play(before_the_door(), FlowStep(door("did_not_open"), DoorStuck), FlowStep(door("over"), Home))


def test_staff_are_called_from_a_stuck_door() -> None:
    story = play(before_the_door(), FlowStep(door("did_not_open"), DoorStuck), FlowStep(touches("help"), DoorStuck))

    assert story.request(CallStaff).screen == "door_stuck"
