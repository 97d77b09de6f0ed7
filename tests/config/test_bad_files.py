"""What is no configuration at all is refused in words, never with a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.load import ConfigError, load_hall, load_kiosk
from tests.config.conftest import EXAMPLES


def refusal(path: Path) -> str:
    with pytest.raises(ConfigError) as told:
        load_kiosk(path)
    assert str(path) in str(told.value)
    return str(told.value)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "No such file" in refusal(tmp_path / "nowhere.toml")


def test_a_folder(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"[kiosk]\nid == 3", "line 2"),
        (b'[kiosk]\nid = "erl-01', "end of document"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"#" * (1024 * 1024 + 1), "over 1048576 bytes"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"x = " + b"1" * 5000, "a number is too long"),
        (b"", "kiosk: missing"),
        (b"kiosk = 3", "3 is not a table"),
        (b"[kiosk]\nid = 2026-11-23", "datetime.date(2026, 11, 23) is not allowed"),
    ],
)
def test_bytes_that_are_no_machine(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_bytes(content)

    assert told in refusal(path)


@pytest.mark.parametrize("name", ["kiosk.toml", "kiosk-small.toml", "hall.toml"])
def test_every_example_passes_the_check_on_the_command_line(name: str) -> None:
    done = check(EXAMPLES / name)

    assert done.returncode == 0, done.stderr
    assert "good" in done.stdout


def test_the_check_of_a_bad_file_ends_with_2_and_the_problems_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "hall.toml"
    path.write_text("[[kiosk]]\nid = 1")

    done = check(path)

    assert done.returncode == 2
    assert not done.stdout
    assert f"{path}: help_phone: missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_hall_does_not_take_a_kiosks_file() -> None:
    with pytest.raises(ConfigError, match="unknown key"):
        load_hall(EXAMPLES / "kiosk.toml")


def check(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "config", "--check", str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
