"""Maintenance staff read the last installation check and try doors one by one, through lockerd only."""

import json
from datetime import UTC, datetime
from pathlib import Path

from drivers.probe.findings import GOOD, Finding
from drivers.probe.report import DoorLine, Report
from kiosk.flows import proof
from kiosk.flows.proving import Installation, tally
from kiosk.flows.states import Compartments, DoorOpen, DoorShut, DoorStuck, Home, Opening
from kiosk.proof import read_proof
from locker.contract.facts import Purpose, Right
from locker.contract.refusal import Refusal
from locker.contract.requests import OpenForCheck
from tests.kiosk.story import (
    A3,
    FlowStep,
    Story,
    at_menu,
    door,
    ordered,
    other_act,
    play,
    refused,
    touches,
)

WRONG = ({"at": "x"}, {"version": 99}, {"doors": [{"id": "A3", "finding": "unheard of"}]})


def at_the_check() -> Story:
    return play(
        at_menu(),
        FlowStep(touches("compartments"), Compartments),
        FlowStep(touches("proving"), Installation),
        FlowStep(touches("door.A3"), Installation),
    )


def opened(story: Story) -> Story:
    return play(
        story,
        FlowStep(touches("open"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("opened"), DoorOpen),
        FlowStep(door("closed"), DoorShut),
        FlowStep(touches("later"), Installation),
    )


def test_a_door_is_opened_by_lockerd_and_counted_when_its_sensor_saw_it() -> None:
    story = opened(at_the_check())
    assert story.request(OpenForCheck).compartment == A3
    assert tally(story.model.tried) == (1, 1)


def test_a_door_that_did_not_open_is_counted_as_such_until_it_does() -> None:
    story = play(
        at_the_check(),
        FlowStep(touches("open"), Opening),
        FlowStep(ordered, Opening),
        FlowStep(door("did_not_open"), DoorStuck),
        FlowStep(touches("back"), Installation),
    )
    assert tally(story.model.tried) == (1, 0)
    assert tally(opened(story).model.tried) == (1, 1)


def test_a_refusal_is_told_where_the_door_was_chosen() -> None:
    story = play(
        at_the_check(),
        FlowStep(touches("open"), Opening),
        FlowStep(refused(Refusal.DOOR_NEEDS_CLOSING), Installation),
    )
    assert isinstance(story.screen, Installation)
    assert story.screen.mistake is not None
    assert tally(story.model.tried) == (0, 0)


def test_doors_that_others_open_are_not_counted() -> None:
    story = play(at_the_check(), FlowStep(other_act(Purpose.CHECK), Installation))
    assert tally(story.model.tried) == (0, 0)


def test_the_tally_is_forgotten_with_the_person() -> None:
    story = play(
        opened(at_the_check()),
        FlowStep(touches("back"), Compartments),
    )
    assert tally(story.model.tried) == (0, 0)
    gone = opened(at_the_check()).model.home()
    assert isinstance(gone.screen, Home)
    assert tally(gone.tried) == (0, 0)


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
