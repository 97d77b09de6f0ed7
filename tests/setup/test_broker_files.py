"""The broker's files, as written and as mosquitto obeys them."""

import stat
from pathlib import Path

import pytest

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
