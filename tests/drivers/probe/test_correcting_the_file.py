"""The machine's file is corrected value by value, in whatever way it was written; else it is left alone."""

from pathlib import Path

import pytest

from drivers.probe.findings import OPENED_SEVERAL, Changed, Coil, Observation
from drivers.probe.machine import Door, Sensor, machine_of
from drivers.probe.mapping import Change, MappingError, changed_toml, changes, corrected, replace_keeping
from tests.drivers.probe.conftest import TOML

SPREAD = """
[kiosk]
id = "k1"

[[board]]
name = "left"
channel = 7 # no door's

# the top one
[[compartment]]
id = "A1"
board = "left" # green plug
channel = 1

[compartment.sensor]
board = "left"
input = 1 # by the hinge

[[compartment]]
id = "A11"
board = "left"
channel = 11
sensor = { board = "left", input = 11 }

[[lock]]
name = "solenoid"
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Change("A1", "channel", 2), "channel = 1\n", "channel = 2\n"),
        (Change("A1", "board", "right"), 'board = "left" # green', 'board = "right" # green'),
        (Change("A1", "sensor.input", 2), "input = 1 # by", "input = 2 # by"),
        (Change("A1", "sensor.closed_is", 0), "input = 1 # by", "input = 1\nclosed_is = 0 # by"),
        (Change("A11", "sensor.closed_is", 0), "input = 11 }", "input = 11, closed_is = 0 }"),
        (Change("A11", "sensor.board", "right"), 'sensor = { board = "left"', 'sensor = { board = "right"'),
        (Change("A11", "board", "right"), 'board = "left"\nchannel = 11', 'board = "right"\nchannel = 11'),
    ],
)
def test_only_the_value_changes_however_the_door_is_written(change: Change, old: str, new: str) -> None:
    assert changed_toml(SPREAD, [change]) == SPREAD.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        SPREAD.replace('id = "A1"', "id = 'A1'"),
        SPREAD.replace("channel = 1\n", "channel = 0x1\n"),
        SPREAD.replace("channel = 1\n", "# channel = 1\nchannel = 1\n"),
        SPREAD.replace("[compartment.sensor]", "[compartment . sensor]").replace("channel = 1\n", "channel = +1\n"),
    ],
)
def test_what_cannot_be_changed_safely_is_not_changed(text: str) -> None:
    with pytest.raises(MappingError, match="A1"):
        changed_toml(text, [Change("A1", "channel", 2)])


def test_a_door_without_a_sensor_in_the_file_gets_none_by_itself() -> None:
    text = SPREAD.replace(', sensor = { board = "left", input = 11 }', "").replace(
        'sensor = { board = "left", input = 11 }\n', ""
    )
    with pytest.raises(MappingError):
        changed_toml(text, [Change("A11", "sensor.board", "left"), Change("A11", "sensor.input", 1)])


def doors() -> tuple[Door, Door]:
    return tuple(  # type: ignore[return-value]
        Door(id=f"A{n}", board="left", channel=n, lock="solenoid", sensor=Sensor(board="left", input=n)) for n in (1, 2)
    )


def seen(opened: str, *inputs: int, shut_is: int = 1, coil: Coil = Coil.OFF) -> Observation:
    return Observation(
        at="", opened=opened, changed=tuple(Changed("left", number, shut_is) for number in inputs), coil=coil
    )


def test_doors_on_each_others_wires_are_put_right() -> None:
    ring = {"left/1": seen("A2", 2), "left/2": seen("A1", 1)}
    found = corrected(doors(), ring)
    assert [(door.id, door.channel, door.sensor.input if door.sensor else 0) for door in found] == [
        ("A1", 2, 1),
        ("A2", 1, 2),
    ]


@pytest.mark.parametrize(
    "doubtful",
    [seen(OPENED_SEVERAL, 2), seen("A2", 1, 2), seen("A2"), seen("-", 2), seen("?", 2), seen("A2", 2, coil=Coil.ON)],
)
def test_what_was_seen_in_doubt_changes_nothing(doubtful: Observation) -> None:
    assert changes(doors(), corrected(doors(), {"left/1": doubtful})) == []


def test_a_correction_that_would_put_two_doors_on_one_wire_is_refused() -> None:
    with pytest.raises(MappingError, match="A1 and A2 would share relay left/1"):
        corrected(doors(), {"left/1": seen("A2", 2)})


def test_the_first_file_is_kept_for_ever(tmp_path: Path) -> None:
    toml = tmp_path / "kiosk.toml"
    toml.write_text("first")
    toml.chmod(0o640)
    assert replace_keeping(toml, "second").read_text() == "first"
    assert replace_keeping(toml, "third").read_text() == "second"
    assert (toml.read_text(), toml.stat().st_mode & 0o777) == ("third", 0o640)
    assert (tmp_path / "kiosk.toml.before-probe").read_text() == "first"


def test_the_file_of_the_example_machine_can_be_corrected() -> None:
    text = (Path(__file__).parents[3] / "config/examples/kiosk.toml").read_text()
    after = changed_toml(text, [Change("B8", "channel", 16), Change("C1", "sensor.closed_is", 0)])
    machine = machine_of(after, "kiosk.toml")
    assert next(door for door in machine.compartment if door.id == "B8").channel == 16
    assert machine_of(TOML, "kiosk.toml").kiosk.id == "k1"
