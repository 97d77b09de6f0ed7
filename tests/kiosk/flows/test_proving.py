"""Maintenance staff read the last installation check and walk from door to door, through lockerd only."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from drivers.probe.findings import GOOD, Finding
from drivers.probe.report import DoorLine, Report
from kiosk.flows import proof
from kiosk.flows.inputs import Noticed
from kiosk.flows.proving import Installation, ProveAsk, ProveDoor, ProveShut, ProveWatch
from kiosk.flows.states import Compartments, Home, OutOfService, StaffMenu
from kiosk.proof import read_proof
from locker.contract.answers import CabinetState, DoorMoved
from locker.contract.facts import Door, Purpose, Right
from locker.contract.refusal import Refusal
from locker.contract.requests import OpenForCheck
from tests.kiosk.story import (
    A3,
    Act,
    FlowStep,
    Story,
    at_menu,
    cabinet,
    link,
    ordered,
    other_act,
    play,
    refused,
    sees,
    touches,
    waits,
)

WRONG = ({"at": "x"}, {"version": 99}, {"doors": [{"id": "A3", "finding": "unheard of"}]})


def at_the_check() -> Story:
    """Nobody's deposit lies in A3, the one compartment lockerd tells of."""
    return play(
        at_menu(),
        FlowStep(sees(empty(Door.CLOSED)), StaffMenu),
        FlowStep(touches("compartments"), Compartments),
        FlowStep(touches("proving"), Installation),
        FlowStep(touches("door.A3"), ProveDoor),
    )


def empty(says: Door) -> CabinetState:
    state = cabinet(door=says)
    return structs.replace(state, compartments=[structs.replace(state.compartments[0], occupied=False)])


def moved(what: str) -> Act:
    """lockerd tells what came of the order."""

    def act(story: Story) -> None:
        request = story.request(OpenForCheck).id
        story.feed(Noticed(DoorMoved(request=request, compartment=A3, purpose=Purpose.CHECK, step=what)))

    return act


def asked(*acts: Act, outcome: str = "opened") -> Story:
    """The door was ordered, ``acts`` happened, and the question is shown."""
    story = play(at_the_check(), FlowStep(touches("open"), ProveWatch), FlowStep(ordered, ProveWatch))
    for act in acts:
        act(story)
    return play(story, FlowStep(moved(outcome), ProveAsk))


def shut(story: Story, says: Door = Door.CLOSED) -> Story:
    return play(story, FlowStep(sees(empty(says)), ProveShut), FlowStep(waits(2), ProveDoor))


def finding(story: Story) -> str:
    return story.model.walk.doors[A3].finding


def test_a_door_is_right_when_its_own_sensor_changed_and_the_person_saw_it_open() -> None:
    story = asked(sees(empty(Door.OPEN)))
    assert story.request(OpenForCheck).compartment == A3
    story = shut(play(story, FlowStep(touches("yes"), ProveShut)))
    assert finding(story) == "right"
    assert (story.model.walk.right, story.model.walk.who) == (1, "1024")


def test_a_sensor_that_says_open_while_the_door_is_shut_has_the_wrong_polarity() -> None:
    story = play(at_the_check(), FlowStep(sees(empty(Door.OPEN)), ProveDoor))
    play(story, FlowStep(touches("open"), ProveWatch), FlowStep(sees(empty(Door.CLOSED)), ProveWatch))
    play(story, FlowStep(moved("was_open"), ProveAsk), FlowStep(touches("yes"), ProveShut))
    assert finding(shut(story, Door.OPEN)) == "inverted"


@pytest.mark.parametrize("silent", [Door.DOUBTFUL, Door.UNKNOWN])
def test_a_sensor_that_bounces_or_falls_silent_proves_nothing(silent: Door) -> None:
    story = asked(sees(empty(silent)))
    play(story, FlowStep(touches("yes"), ProveShut), FlowStep(touches("shut"), ProveDoor))
    assert finding(story) == "dead_sensor"


def test_a_door_that_springs_open_again_is_not_believed_to_be_shut() -> None:
    story = play(asked(sees(empty(Door.OPEN))), FlowStep(touches("yes"), ProveShut))
    for _ in range(3):
        play(story, FlowStep(sees(empty(Door.CLOSED)), ProveShut), FlowStep(sees(empty(Door.OPEN)), ProveShut))
        play(story, FlowStep(waits(2), ProveShut))
    assert finding(play(story, FlowStep(touches("shut.not"), ProveDoor))) == "will_not_shut"


def test_who_saw_nothing_open_while_a_sensor_changed_is_told_that_they_contradict() -> None:
    story = shut(play(asked(sees(empty(Door.OPEN))), FlowStep(touches("none"), ProveShut)))
    assert finding(story) == "unclear"


def test_a_door_that_was_pointed_at_is_the_one_that_opened() -> None:
    story = play(asked(), FlowStep(touches("other"), ProveAsk), FlowStep(touches("yes"), ProveAsk))
    play(story, FlowStep(touches("door.B1"), ProveShut), FlowStep(touches("shut"), ProveDoor))
    assert (finding(story), story.model.walk.doors[A3].opened) == ("wrong_lock", "B1")


@pytest.mark.parametrize("outcome", ["not_pulsed", "interrupted"])
def test_a_board_that_did_not_obey_is_the_finding_and_nobody_is_asked(outcome: str) -> None:
    story = play(at_the_check(), FlowStep(touches("open"), ProveWatch), FlowStep(moved(outcome), ProveDoor))
    assert finding(story) == "board_trouble"


def test_nothing_heard_of_an_order_ends_the_watching() -> None:
    story = play(at_the_check(), FlowStep(touches("open"), ProveWatch), FlowStep(waits(16), ProveDoor))
    assert finding(story) == "board_trouble"


def test_a_refusal_is_told_at_the_door_and_counts_for_nothing() -> None:
    story = play(
        at_the_check(),
        FlowStep(touches("open"), ProveWatch),
        FlowStep(refused(Refusal.DOOR_NEEDS_CLOSING), ProveDoor),
    )
    assert isinstance(story.screen, ProveDoor)
    assert story.screen.mistake is not None
    assert not story.model.walk.doors


def test_doors_that_others_open_are_not_counted() -> None:
    story = play(at_the_check(), FlowStep(other_act(Purpose.CHECK), ProveDoor))
    assert not story.model.walk.doors


def test_what_was_found_stays_when_the_person_goes() -> None:
    story = shut(play(asked(sees(empty(Door.OPEN))), FlowStep(touches("yes"), ProveShut)))
    play(story, FlowStep(waits(180), Home))
    assert story.model.staff is None
    assert finding(story) == "right"


def test_beginning_anew_is_asked_twice() -> None:
    story = shut(play(asked(sees(empty(Door.OPEN))), FlowStep(touches("yes"), ProveShut)))
    play(story, FlowStep(touches("back"), Installation), FlowStep(touches("anew"), Installation))
    play(story, FlowStep(touches("back"), Installation))
    assert finding(story) == "right"
    play(story, FlowStep(touches("anew"), Installation), FlowStep(touches("anew"), Installation))
    assert not story.model.walk.doors


def test_when_lockerd_goes_in_the_middle_the_door_counts_as_not_tried() -> None:
    story = play(asked(), FlowStep(link(up=False), OutOfService))
    assert not story.model.walk.doors


def test_who_may_not_maintain_does_not_get_there() -> None:
    story = at_menu(Right.DEPOSIT)
    touches("compartments")(story)
    touches("proving")(story)
    assert not isinstance(story.screen, Installation | Compartments)


def test_the_report_of_the_check_is_read_as_it_was_written(tmp_path: Path) -> None:
    lines = [DoorLine(id="A3", finding=Finding.JAMMED, relay="left/3", sensor="left/3")]
    Report(kiosk="k1", who="王工", doors=tuple(lines)).save(tmp_path / "kiosk.probe.json", "2026-11-23T09:00:00+00:00")
    found = read_proof(tmp_path / "kiosk.toml", "k1")
    assert found == proof.Proof(datetime(2026, 11, 23, 9, tzinfo=UTC), "王工", False, {A3: "jammed"})
    assert found.wrong == {A3: "jammed"}


def test_no_report_a_damaged_one_and_another_kiosks_are_as_none(tmp_path: Path) -> None:
    toml, paper = tmp_path / "kiosk.toml", tmp_path / "kiosk.probe.json"
    assert read_proof(toml, "k1") is None
    good = {"version": 1, "kiosk": "k1", "at": "2026-11-23T09:00:00+00:00", "who": "", "right": True, "doors": []}
    paper.write_text(json.dumps(good))
    assert read_proof(toml, "k1")
    for damaged in (
        "{",
        "[]",
        '{"kiosk":"k1"}',
        '{"doors":' + "[" * 100_000,
        *(json.dumps(good | one) for one in WRONG),
    ):
        paper.write_text(damaged)
        assert read_proof(toml, "k1") is None, damaged[:80]
    Report(kiosk="k2").save(paper, "2026-11-23T09:00:00+00:00")
    assert read_proof(toml, "k1") is None


def test_the_screens_know_every_word_of_the_check() -> None:
    assert {str(finding) for finding in Finding} == proof.FINDINGS
    assert {str(finding) for finding in GOOD} == proof.GOOD
