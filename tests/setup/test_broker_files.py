"""The broker's files, as written and as mosquitto obeys them."""

import getpass
import stat
from pathlib import Path

import pytest

from config.load import load_hall
from setup import broker as files
from tests.real.broker import Broker


def test_every_file_is_private_and_no_password_is_readable(broker: Broker) -> None:
    folder = broker.plan.folder
    for path in (broker.plan.conf, folder / "acl", folder / "passwords"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = (folder / "passwords").read_text()
    assert text.startswith("k1:$7$")
    assert not any(word in text for word in broker.passwords.values())


def test_passwords_once_made_are_kept(tmp_path: Path) -> None:
    first = files.kept_passwords(tmp_path / "p", ["k1", "hall"])
    again = files.kept_passwords(tmp_path / "p", ["k1", "hall", "k2"])
    assert {name: again[name] for name in first} == first
    assert len(set(again.values())) == 3


@pytest.mark.parametrize("name", ["k1/#", "+", "K1", "", "a b", "hall", "observer", "k1\ntopic readwrite #"])
def test_a_name_that_could_widen_a_topic_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"letters|taken"):
        files.KioskLogin("erenhot", name)


def test_the_plain_listener_is_for_this_machine_only(tmp_path: Path) -> None:
    listeners = [line for line in files.conf_text(files.Plan(tmp_path, ())).splitlines() if "listener " in line]
    assert listeners == ["listener 1883 127.0.0.1"]


def test_the_files_are_made_from_the_halls_list_of_kiosks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hall = Path(__file__).parents[2] / "config" / "examples" / "hall.toml"
    asked = ["--hall", str(hall), "--folder", str(tmp_path / "b"), "--passwords", str(tmp_path / "p")]
    assert files.main([*asked, "--user", getpass.getuser()]) == 0
    conf = Path(capsys.readouterr().out.strip())
    assert conf.is_file()
    acl = (tmp_path / "b" / "acl").read_text()
    for kiosk in load_hall(hall).kiosk:
        assert f"user {kiosk.id}\ntopic write hall/v1/{kiosk.site}/{kiosk.id}/status\n" in acl
    assert (tmp_path / "p" / "observer.password").is_file()


def test_a_missing_list_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--hall", str(tmp_path / "none.toml"), "--folder", str(tmp_path), "--passwords", str(tmp_path)]
    assert files.main(asked) == 1
    assert "none.toml" in capsys.readouterr().err
