"""Each fault of an installation, arranged in the world, is found by its name; what can be corrected is."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from drivers.probe.course import Status
from drivers.relay.profile import Profile
from tests.drivers.probe.conftest import A1, A2, B1, ENTER, LOWER, UPPER, Stand, cabinet, near


async def test_swapped_sensor_cables_are_corrected_in_the_file_with_its_comments(tmp_path: Path) -> None:
    async with cabinet(tmp_path, replace(A1, sensor_input=2), replace(A2, sensor_input=1)) as stand:
        stand.only("A1", "A2")
        before = stand.toml.read_text()
        assert await stand.probe() is Status.RIGHT
        assert [line.sensor for line in stand.report.doors] == ["upper/2", "upper/1"]
        assert [stand.pulses(door) for door in ("A1", "A2")] == [1, 1], "what was seen once is not opened again"
        after = stand.toml.read_text()
        assert after == before.replace("input = 1", "input = 9").replace("input = 2", "input = 1").replace(
            "input = 9", "input = 2"
        )
        assert "# the low one" in after
        assert (tmp_path / "kiosk.toml.before-probe").read_text() == before


async def test_swapped_lock_cables_open_the_other_door_and_are_corrected(tmp_path: Path) -> None:
    async with cabinet(tmp_path, replace(A1, channel=2), replace(A2, channel=1)) as stand:
        stand.only("A1", "A2")
        assert await stand.probe() is Status.RIGHT
        assert "finding.wrong_lock" in stand.technician.said
        assert [(line.relay, line.sensor) for line in stand.report.doors] == [
            ("upper/2", "upper/1"),
            ("upper/1", "upper/2"),
        ]


async def test_a_mapping_the_technician_refuses_is_not_written_and_those_doors_are_seen_anew(tmp_path: Path) -> None:
    async with cabinet(tmp_path, replace(A1, sensor_input=2), replace(A2, sensor_input=1)) as stand:
        stand.only("A1", "A2")
        before = stand.toml.read_text()
        assert await stand.probe({"mapping.write": "n"}) is Status.WRONG
        assert stand.toml.read_text() == before
        assert (stand.finding("A1"), stand.finding("A2")) == ("not_tried", "not_tried")


async def test_one_swapped_cable_whose_other_end_was_not_seen_is_never_written(tmp_path: Path) -> None:
    async with cabinet(tmp_path, replace(A1, sensor_input=2), replace(A2, sensor_input=1)) as stand:
        stand.only("A1", "A2")
        before = stand.toml.read_text()
        assert await stand.probe({"announce A2": "s"}) is Status.WRONG
        assert "mapping.impossible" in stand.technician.said
        assert stand.toml.read_text() == before


async def test_a_reversed_sensor_is_corrected_in_the_machines_file(tmp_path: Path) -> None:
    async with cabinet(tmp_path, replace(A1, closed_is=0), replace(B1, closed_is=0)) as stand:
        stand.only("A1", "B1")
        assert await stand.probe() is Status.RIGHT
        assert "finding.inverted" in stand.technician.said
        text = stand.toml.read_text()
        assert 'sensor = { board = "upper", input = 1, closed_is = 0 }' in text
        assert 'sensor = { board = "lower", input = 1, closed_is = 0 }' in text


async def test_a_dead_sensor_is_told_apart_from_a_door_that_does_not_open(stand: Stand) -> None:
    stand.only("A1", "B1")
    stand.act(lambda world: world.cut_sensor_cable("A1"))
    stand.act(lambda world: world.door("B1").jam())
    assert await stand.probe() is Status.WRONG
    assert (stand.finding("A1"), stand.finding("B1")) == ("dead_sensor", "jammed")
    assert (stand.pulses("A1"), stand.pulses("B1")) == (1, 1), "no second pulse, whatever came of the first"


async def test_without_eyes_a_door_of_which_nothing_was_seen_is_not_called_right(stand: Stand) -> None:
    stand.only("A1")
    stand.act(lambda world: world.door("A1").jam())
    assert await stand.probe({"opened": "u"}) is Status.WRONG
    assert stand.finding("A1") == "unseen"


async def test_a_door_at_which_nobody_looked_is_not_proved_though_its_sensor_changed(stand: Stand) -> None:
    stand.only("A1")
    assert await stand.probe({"opened": ENTER}) is Status.WRONG
    assert stand.finding("A1") == "unseen"


async def test_cables_swapped_at_both_ends_deceive_the_sensors_and_not_the_eyes(tmp_path: Path) -> None:
    swapped = replace(A1, channel=2, sensor_input=2), replace(A2, channel=1, sensor_input=1)
    async with cabinet(tmp_path, *swapped) as stand:
        stand.only("A1", "A2")
        assert await stand.probe() is Status.RIGHT
        assert "finding.wrong_lock" in stand.technician.said
        assert [line.relay for line in stand.report.doors] == ["upper/2", "upper/1"]


async def test_a_mended_door_is_tried_again_and_only_that_one(stand: Stand) -> None:
    stand.only("A1", "B1")
    stand.act(lambda world: world.door("B1").jam())
    await stand.probe()
    stand.act(lambda world: world.door("B1").unjam())
    assert await stand.probe() is Status.RIGHT
    assert (stand.pulses("A1"), stand.pulses("B1")) == (1, 2)


def paused(name: str) -> Profile:
    """What a board does that calls the reverse mode by our mode's number: off now, on after the time."""
    profile = near(name)
    if profile.pulse is None or profile.pulse.kind != "flash_registers":
        return profile
    return msgspec.structs.replace(profile, pulse=msgspec.structs.replace(profile.pulse, mode=2))


async def test_a_wrong_flash_mode_is_caught_by_reading_the_coil_and_the_board_is_left_alone(stand: Stand) -> None:
    stand.only("B1", "B2")
    stand.load = paused
    assert await stand.probe() is Status.WRONG
    assert stand.finding("B1") == "stays_on"
    assert stand.pulses("B2") == 0, "no further pulse on that board"
    assert "door.barred" in stand.technician.said
    assert stand.report.wires["lower/1"].stays_shut, "released before the door was to be shut"
    longest = stand.live.act(lambda world: world.longest_energised_ms("B1"))
    assert longest < 1000
    assert not stand.live.act(lambda world: world.relay_of("B1").on)


async def test_a_welded_relay_ends_the_walk_at_once(stand: Stand) -> None:
    stand.only("A1", "B1")
    stand.act(lambda world: world.relay_of("A1").weld())
    assert await stand.probe() is Status.WRONG
    assert stand.finding("A1") == "will_not_shut"
    assert stand.pulses("B1") == 0
    assert "stop.power" in stand.technician.said


async def test_a_relay_that_is_on_before_anything_was_ordered_bars_its_board(stand: Stand) -> None:
    stand.only("A1", "B1")
    await stand.probe({"announce A1": "q"})
    stand.act(lambda world: world.board("upper").relay(5).switch(True))
    stand.act(lambda world: world.board("lower").relay(1).switch(True))
    assert await stand.probe({"relay.on.ask": "q"}) is Status.WRONG
    assert (stand.pulses("A1"), stand.finding("A1")) == (0, "not_tried")


async def test_two_doors_at_one_pulse_are_told(tmp_path: Path) -> None:
    twin = replace(UPPER, name="lower", address=1)
    async with cabinet(tmp_path, A1, replace(B1, sensor_board="lower"), boards=(UPPER, twin)) as stand:
        stand.only("A1")
        assert await stand.probe({"boards.wrong": "c"}) is Status.WRONG
        assert stand.finding("A1") == "several", "both answer with one voice: only eyes can tell"


async def test_a_door_nobody_saw_open_though_a_sensor_changed_is_a_contradiction(stand: Stand) -> None:
    stand.only("A1")
    assert await stand.probe({"opened": "n"}) is Status.WRONG
    assert stand.finding("A1") == "unclear"


READ_INPUTS, READ_COILS, ALL_OFF = (
    bytes.fromhex(pdu) for pdu in ("02 00 00 00 08", "01 00 00 00 08", "0F 00 00 00 08 01 00")
)


def _deaf_when_on(stand: Stand, *requests: bytes) -> Callable[[], None]:
    """From the moment B1's relay is on, its board does not hear these requests. The answer ends that."""

    def deafen() -> None:
        if stand.live.act(lambda world: world.relay_of("B1").on):
            for request in requests:
                stand.act(lambda world, request=request: world.board("lower").replies.be_mute(request))  # type: ignore[misc]

    return stand.live.watch(deafen)


async def test_a_relay_that_does_not_let_go_when_told_ends_the_walk_and_the_power_is_to_be_cut(stand: Stand) -> None:
    stand.only("B1", "B2")
    stand.load = paused
    end = _deaf_when_on(stand, ALL_OFF)
    assert await stand.probe() is Status.WRONG
    end()
    assert stand.finding("B1") == "stays_on"
    assert "stop.power" in stand.technician.said
    assert stand.technician.asked[-1] == "announce B1", "nobody is asked to go near that door any more"


async def test_a_board_that_fell_silent_is_told_to_let_go_all_the_same(stand: Stand) -> None:
    stand.only("B1", "B2")
    stand.load = paused
    end = _deaf_when_on(stand, READ_INPUTS, READ_COILS)
    assert await stand.probe() is Status.WRONG
    end()
    assert not stand.live.act(lambda world: world.relay_of("B1").on)
    assert (stand.finding("B1"), stand.report.wires["lower/1"].coil) == ("board_trouble", "unread")
    assert "stop.power" in stand.technician.said, "it was told, and nobody could see that it did"


def held_on(name: str) -> Profile:
    """An eletechsup board taken for another: the command that delays is, there, the one that holds."""
    profile = near(name)
    if profile.pulse is None or profile.pulse.kind != "delay_register":
        return profile
    pulse = msgspec.structs.replace(profile.pulse, mode=0x0100)
    return msgspec.structs.replace(profile, pulse=pulse, baud_max=38_400)


async def test_a_relay_that_stays_on_is_seen_on_a_board_that_tells_its_relays_in_registers(tmp_path: Path) -> None:
    own = replace(UPPER, kind="eletechsup", inputs=0, linkage=False, commissioned=False)
    async with cabinet(tmp_path, replace(A1, sensor_board="lower"), boards=(own, LOWER)) as stand:
        stand.only("A1")
        stand.load = held_on
        text = stand.toml.read_text().replace("waveshare-rtu-relay-d", "eletechsup-r421a08")
        text = text.replace("pulse_ms = 200\npulse_ms_max = 500", "pulse_ms = 1000\npulse_ms_max = 1500")
        stand.toml.write_text(text.replace('sensor = { board = "upper"', 'sensor = { board = "lower"'))
        assert await stand.probe({"boards.wrong": "c"}) is Status.WRONG
        assert stand.finding("A1") == "stays_on"
        assert not stand.live.act(lambda world: world.relay_of("A1").on), "released, and read as off"
        assert "stop.power" not in stand.technician.said


async def test_a_relay_that_cannot_be_read_back_is_not_proved_to_have_let_go(stand: Stand) -> None:
    stand.only("A1")
    forget = stand.live.watch(lambda: _kill_when_open(stand))
    assert await stand.probe({"opened": "y"}) is Status.WRONG
    forget()
    assert (stand.finding("A1"), stand.report.wires["upper/1"].coil) == ("board_trouble", "unread")
    assert "stop.power" in stand.technician.said


def _kill_when_open(stand: Stand) -> None:
    if stand.live.act(lambda world: not world.door("A1").shut and world.board("upper").powered):
        stand.act(lambda world: world.board("upper").kill())


@pytest.mark.parametrize("door", ["A1", "B1"])
async def test_a_board_that_dies_in_the_middle_is_told_and_not_pulsed_again(stand: Stand, door: str) -> None:
    stand.only(door)
    board = "upper" if door == "A1" else "lower"
    await stand.probe({f"announce {door}": "q"})
    stand.act(lambda world: world.board(board).kill())
    assert await stand.probe() is Status.WRONG
    assert (stand.finding(door), stand.pulses(door)) == ("board_trouble", 0)


async def test_a_lock_board_of_its_makers_own_frames_is_proved_as_well(tmp_path: Path) -> None:
    own = replace(UPPER, kind="lock8a", relays=12, inputs=12, linkage=False, commissioned=False, own_pulse_ms=200)
    async with cabinet(tmp_path, A1, A2, boards=(own,), baud=9600) as stand:
        stand.only("A1", "A2")
        text = stand.toml.read_text().replace("baud = 38400", "baud = 9600")
        text = text.replace('profile = "waveshare-rtu-relay-d"', 'profile = "lock-8a-12"\npulse_ms = 200')
        start, end = text.index('[[board]]\nname = "lower"'), text.index("[[lock]]")
        stand.toml.write_text(text[:start] + text[end:])
        assert await stand.probe() is Status.RIGHT
        assert {seen.coil for seen in stand.report.wires.values()} == {"unread"}


async def test_beginning_anew_is_asked_twice_and_does_not_forget_how_lately_a_lock_was_driven(stand: Stand) -> None:
    stand.only("A1")
    await stand.probe()
    await stand.probe({"since": "n", "forget": "k"}, again=None)
    assert stand.pulses("A1") == 1
    await stand.probe({"since": "n", "forget": "f"}, again=None)
    assert stand.pulses("A1") == 2
    assert len(stand.report.pulls["upper/1"]) == 2


async def test_a_damaged_report_is_in_nobodys_way_who_begins_anew(stand: Stand) -> None:
    stand.only("A1")
    stand.paper.write_text("{")
    assert await stand.probe(again=True) is Status.RIGHT
