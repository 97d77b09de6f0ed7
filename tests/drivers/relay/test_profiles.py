"""A profile that cannot be trusted is refused at load, with the file, the key and what is allowed."""

from pathlib import Path

import pytest

from drivers.relay.electronics import BoardSettings, Electronics, RtuLine, TcpLine, faults
from drivers.relay.profile import PROFILES, ProfileError, load_profile, profile_names, read_profile
from tests.drivers.relay.conftest import Heard

GOOD = (PROFILES / "waveshare-rtu-relay-8ch.toml").read_text(encoding="utf-8")


def test_every_profile_loads_and_knows_its_limits() -> None:
    for name in profile_names():
        profile = load_profile(name)
        assert profile.inputs or profile.channels
        assert not profile.channels or profile.refused or profile.unfit(1, 1000) == ""


def test_the_cabinets_boards_are_there() -> None:
    assert {"waveshare-rtu-relay-8ch", "waveshare-rtu-relay-16ch", "waveshare-rtu-relay-32ch"} < {*profile_names()}
    assert {"waveshare-rtu-relay-d", "waveshare-poe-eth-relay-30ch", "jy-dam-16", "lc-relay-8ch"} < {*profile_names()}


@pytest.mark.parametrize("name", ["", "no-such-board", "../../etc/passwd", "waveshare-rtu-relay-8ch.toml"])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(ProfileError, match="waveshare-rtu-relay-8ch"):
        load_profile(name)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("channels = 8", "chanels = 8", "chanels"),
        ("channels = 8", "channels = 65", "channels"),
        ("channels = 8", 'channels = "8"', "channels"),
        ("channels = 8", "", "channels"),
        ("channels = 8", "channels = 0", "without channels"),
        ('kind = "flash_coil"', 'kind = "on_and_off"', "pulse.kind"),
        ("min_ms = 100", "min_ms = 150", "multiple of unit_ms"),
        ("max_ms = 10000", "max_ms = 60000", "max_ms"),
        ('what = "pulse"', 'what = "open"', "frame[0].what"),
        ('request = "01 05', 'request = "0x01 05', "request"),
        ("[all_off]", "[alive]\nfirst = 0\ncount = 1\n\n[all_off]", "alive.count"),
        ("[pulse]", "[pulse", "toml"),
    ],
)
def test_a_slip_in_a_profile_is_named(tmp_path: Path, before: str, after: str, told: str) -> None:
    path = tmp_path / "slip.toml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"slip\.toml") as error:
        read_profile(path)
    assert told in str(error.value)


def test_a_board_whose_pulse_a_computer_would_have_to_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.toml"
    start, end = GOOD.index("[pulse]"), GOOD.index("[all_off]")
    path.write_text(GOOD[:start] + GOOD[end:], encoding="utf-8")
    with pytest.raises(ProfileError, match="timed by the board"):
        read_profile(path)


def test_a_channel_or_a_time_beyond_the_board_is_told_in_words() -> None:
    profile = load_profile("waveshare-rtu-relay-8ch")
    assert profile.unfit(9, 500) == "channel 9 is not in 1..8"
    assert profile.unfit(1, 20_000) == "20000 ms is not in 100..10000 ms"
    assert profile.unfit(1, 550) == "550 ms is not a multiple of 100 ms"
    assert load_profile("jy-dam-di32").unfit(1, 500) == "the board has no relays"


def test_boards_and_lines_that_cannot_work_together_are_all_named(heard: Heard) -> None:
    relay_d, eth = load_profile("waveshare-rtu-relay-d"), load_profile("waveshare-poe-eth-relay-8ch")
    lines: list[RtuLine | TcpLine] = [
        RtuLine("bus", "/dev/locker-bus", 115_200),
        TcpLine("lan", "127.0.0.1"),
        TcpLine("lan", "127.0.0.1"),
    ]
    boards = [
        BoardSettings("fast", "bus", relay_d, 1),
        BoardSettings("twin", "bus", load_profile("waveshare-rtu-relay-8ch"), 1),
        BoardSettings("eth", "bus", eth, 2),
        BoardSettings("eth", "cellar", eth, 300),
    ]
    found = "\n".join(faults(lines, boards))
    for told in ("line lan: named twice", "board eth: named twice", "two boards at address 1", "at most 57600"):
        assert told in found
    assert "speaks tcp, not rtu" in found
    assert "no line cellar" in found
    with pytest.raises(ValueError, match="named twice"):
        Electronics(lines, boards, heard)
