"""Secrets come from files, and a missing one is told by its file's name."""

import logging
from pathlib import Path

import pytest

from config.credentials import Credentials
from config.problem import ConfigError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mqtt_password").write_text("open sesame\n")
    (tmp_path / "mqtt_password").chmod(0o600)
    return tmp_path


def test_a_text_is_read_without_its_newline_and_bytes_as_they_are(folder: Path) -> None:
    assert Credentials(folder).text("mqtt_password") == "open sesame"
    assert Credentials(folder).bytes("mqtt_password") == b"open sesame\n"


def test_systemds_folder_is_used_when_none_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))

    assert Credentials(None).text("mqtt_password") == "open sesame"


def test_a_missing_secret_is_told_with_its_file(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"hall_box\.key: credential cannot be read: No such file"):
        Credentials(folder).bytes("hall_box.key")


def test_no_folder_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(ConfigError, match="no credentials folder is named"):
        Credentials(None).text("mqtt_password")


@pytest.mark.parametrize(
    ("content", "told"), [(b" \n", "is empty"), (b"\xff", "not UTF-8"), (b"x" * 65_537, "over 65536 bytes")]
)
def test_a_file_that_is_no_secret(folder: Path, content: bytes, told: str) -> None:
    (folder / "odd").write_bytes(content)
    with pytest.raises(ConfigError, match=told):
        Credentials(folder).text("odd")


def test_a_name_never_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "inner").mkdir()
    with pytest.raises(ConfigError):
        Credentials(folder / "inner").text("../mqtt_password")


def test_a_secret_everybody_can_read_is_used_and_warned_of(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "mqtt_password").chmod(0o644)
    with caplog.at_level(logging.WARNING):
        assert Credentials(folder).text("mqtt_password") == "open sesame"

    assert "mqtt_password can be read by everybody" in caplog.text
    assert "sesame" not in caplog.text
