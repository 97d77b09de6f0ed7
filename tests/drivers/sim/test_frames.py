"""The boards' bytes, against frames from makers' examples and not against our driver."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.sim.modbus.answers import answer, rtu_replies
from drivers.sim.modbus.frame import seal, unseal
from drivers.sim.world import BoardPlan, World, WorldPlan

Ask = Callable[[str], list[str]]
PROFILES = Path(__file__).parents[3] / "drivers" / "relay" / "profiles"


def board(kind: Any, relays: int = 32, inputs: int = 32, address: int = 1, linkage: bool = False) -> World:
    plan = BoardPlan("b", "serial", kind, relays, inputs, address, linkage=linkage, commissioned=True)
    return World(WorldPlan((plan,), ()))


def say(world: World, frame: str) -> str:
    replies = rtu_replies(world.boards, bytes.fromhex(frame))
    return " ".join(reply.hex(" ").upper() for reply, _ in replies)


@pytest.mark.parametrize("frame", ["01 05 02 00 00 05 0C 71", "01 05 02 1F 00 05 3D B7"])
def test_waveshare_flash_on_pulses_its_channel_by_the_boards_timer(frame: str) -> None:
    world = board("waveshare")
    assert say(world, frame) == frame
    relay = world.board("b").relay(bytes.fromhex(frame)[3] + 1)
    assert relay.on
    world.advance(499)
    assert relay.on
    world.advance(1)
    assert not relay.on


def test_waveshare_flash_off_leaves_the_relay_on() -> None:
    world = board("waveshare")
    assert say(world, "01 05 04 00 00 05 0C F9") == "01 05 04 00 00 05 0C F9"
    world.advance(60_000)
    assert world.board("b").relay(1).on


def test_waveshare_all_off() -> None:
    world = board("waveshare")
    for relay in world.board("b").relays:
        relay.switch(on=True)
    assert say(world, "01 05 00 FF 00 00 FD FA") == "01 05 00 FF 00 00 FD FA"
    assert not any(relay.on for relay in world.board("b").relays)


def test_waveshare_reads_its_relays_and_inputs() -> None:
    world = board("waveshare", inputs=8)
    world.board("b").relay(2).switch(on=True)
    world.board("b").relay(32).switch(on=True)
    assert say(world, "01 01 00 00 00 20 3D D2").startswith("01 01 04 02 00 00 80")
    assert say(world, "01 02 00 00 00 08 79 CC") == "01 02 01 00 A1 88"


def test_waveshare_takes_a_new_address_by_broadcast_and_in_silence() -> None:
    world = board("waveshare")
    assert say(world, "00 06 40 00 00 02 1C 1A") == ""
    assert world.board("b").address == 2
    assert say(world, "01 01 00 00 00 20 3D D2") == ""


def test_waveshare_d_keeps_and_clears_its_control_modes() -> None:
    plan = BoardPlan("b", "serial", "waveshare", 8, 8, 1, linkage=True)
    world = World(WorldPlan((plan,), ()))
    assert say(world, "01 03 10 00 00 08 40 CC").startswith("01 03 10 00 01 00 01")
    assert say(world, "01 06 10 00 00 00 8D 0A") == "01 06 10 00 00 00 8D 0A"
    assert world.board("b").linked == [False] + [True] * 7
    cleared = say(world, seal(1, bytes.fromhex("10 10 01 00 07 0E") + bytes(14)).hex())
    assert unseal(bytes.fromhex(cleared)) == (1, bytes.fromhex("10 10 01 00 07"))
    assert not any(world.board("b").linked)


def test_jy_flash_at_the_address_every_board_answers() -> None:
    world = board("jy", relays=8)
    reply = say(world, "FE 10 00 03 00 02 04 00 04 00 05 01 6F")
    assert unseal(bytes.fromhex(reply)) == (0xFE, bytes.fromhex("10 00 03 00 02"))
    world.advance(499)
    assert world.board("b").relay(1).on
    world.advance(1)
    assert not world.board("b").relay(1).on


def test_jy_mode_two_leaves_the_relay_on() -> None:
    world = board("jy", relays=8)
    say(world, seal(1, bytes.fromhex("10 00 03 00 02 04 00 02 00 05")).hex())
    world.advance(60_000)
    assert world.board("b").relay(1).on


@pytest.mark.parametrize(
    ("pdu", "code"),
    [
        ("2B 0E 01 00", 1),  # a function no relay board has
        ("01 00 00 00 40", 2),  # more relays than there are
        ("05 00 20 FF 00", 2),  # relay 33 of 32
        ("05 00 00 12 34", 3),  # neither on nor off
        ("05 02 00 00 00", 3),  # a pulse of no time
        ("01 00 00 00 00", 3),  # nothing asked for
        ("0F 00 00 00 08 02 00", 3),  # a byte count that lies
        ("0F 00 1E 00 08 01 FF", 2),  # relays 31 to 38 of 32
        ("05 00", 3),  # half a request
    ],
)
def test_what_makes_no_sense_is_refused_and_switches_nothing(pdu: str, code: int) -> None:
    world = board("waveshare")
    request = bytes.fromhex(pdu)
    assert answer(world.board("b"), request) == bytes((request[0] | 0x80, code))
    assert not any(relay.on for relay in world.board("b").relays)


@given(st.sampled_from(["waveshare", "jy"]), st.binary(max_size=253))
def test_no_request_however_odd_breaks_a_board(kind: str, pdu: bytes) -> None:
    said = answer(board(kind).board("b"), pdu)
    assert len(said) <= 253


@given(st.integers(1, 247), st.binary(min_size=1, max_size=253), st.integers(0, 300), st.integers(1, 255))
def test_a_frame_with_any_one_byte_changed_is_no_frame(address: int, pdu: bytes, at: int, change: int) -> None:
    frame = bytearray(seal(address, pdu))
    assert unseal(bytes(frame)) == (address, pdu)
    frame[at % len(frame)] ^= change
    assert unseal(bytes(frame)) is None


MODBUS_MAKERS = {"waveshare": "waveshare", "jy": "jy", "lc": "jy"}


def printed_frames() -> list[Any]:
    """Every serial frame that a profile copied from its maker's manual."""
    found = []
    for path in sorted(PROFILES.glob("*.toml")):
        profile = tomllib.loads(path.read_text(encoding="utf-8"))
        if "rtu" not in profile["transports"]:
            continue
        maker = path.stem.split("-")[0]
        if maker not in MODBUS_MAKERS:
            continue
        kind = MODBUS_MAKERS[maker]
        found += [
            pytest.param(kind, profile, frame, id=f"{path.stem}-{frame['what']}") for frame in profile.get("frame", [])
        ]
    return found


@pytest.mark.parametrize(("kind", "profile", "frame"), printed_frames())
def test_the_board_answers_each_profiles_printed_frame_as_printed(
    kind: str, profile: dict[str, Any], frame: dict[str, Any]
) -> None:
    inputs = profile.get("inputs", {}).get("count", 0)
    world = board(kind, relays=profile["channels"], inputs=inputs, linkage="setup" in profile)
    assert say(world, frame["request"]) == frame["reply"].upper()


def test_boards_on_other_addresses_keep_silent(ask: Ask) -> None:
    assert ask("03 01 00 00 00 08 3C 2E") == []


def test_two_boards_of_different_makers_answer_each_for_itself(plan: WorldPlan) -> None:
    world = World(replace(plan))
    for address in (1, 2):
        frames = rtu_replies(world.boards, seal(address, bytes.fromhex("01 00 00 00 08")))
        assert [frame[0] for frame, _ in frames] == [address]
