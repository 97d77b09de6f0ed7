"""``python -m hall``: what the people who install and run it type."""

import stat
import urllib.request
from pathlib import Path

from tests.hall.process import Hall, until
from tests.hall.story import KioskLog, begun, confirmed
from tests.hall.test_ingest_live import kiosk
from tests.real.broker import Broker, free_port


def test_a_good_file_is_called_good_and_a_bad_one_names_its_key(broker: Broker, tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall", broker)
    assert hall.runs("--check", str(hall.folder / "hall.toml")).returncode == 0

    bad = tmp_path / "bad.toml"
    bad.write_text((hall.folder / "hall.toml").read_text().replace("help_phone", "help_fone"))
    answer = hall.runs("--check", str(bad))
    assert answer.returncode == 2
    assert "help_fone" in answer.stderr


def test_secrets_are_made_once_and_readable_by_their_owner_only(broker: Broker, tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall", broker)
    keys = hall.folder / "keys"
    (keys / "kiosk-k2.key").unlink()
    before = (keys / "hall_box.key").read_bytes()
    assert hall.runs("keys").stdout == f"made {keys / 'kiosk-k2.key'}\n"
    assert (keys / "hall_box.key").read_bytes() == before
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys.glob("*.key")} == {0o600}


def test_a_missing_secret_is_named_before_anything_starts(broker: Broker, tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall", broker)
    (hall.folder / "keys" / "hall_box.key").unlink()
    answer = hall.runs("sms")
    assert answer.returncode == 2
    assert "hall_box.key" in answer.stderr


def test_staff_get_a_login_with_a_fit_password(broker: Broker, tmp_path: Path) -> None:
    hall, password = Hall(tmp_path / "hall", broker), tmp_path / "password"
    password.write_text("12345")
    assert hall.runs("create-staff", "wang", "--password-file", str(password)).returncode == 2
    password.write_text("quiet-river-stone")
    assert hall.runs("create-staff", "wang", "--password-file", str(password)).returncode == 0
    assert "argon2" in hall.asks("SELECT password FROM auth_user WHERE username = 'wang'")


def test_from_the_deposit_to_the_phone_and_the_page(broker: Broker, tmp_path: Path) -> None:
    hall, log, port = Hall(tmp_path / "hall", broker), KioskLog(), free_port()
    hall.serves_pages_at(port)
    outbox = hall.folder / "sms.txt"
    with hall.serving("ingest"), hall.serving("sms"), hall.serving("web"), kiosk(broker, log) as link:
        link.is_told(0)
        link.sends(*log.writes_all(begun("k1-7", hall.seals("13812348000")), confirmed("k1-7")))
        until(lambda: outbox.exists() and "取件码" in outbox.read_text())
        until(lambda: hall.asks("SELECT state FROM sms") == "delivered")
        until(lambda: _answers(f"http://127.0.0.1:{port}/health"))
    assert "13812348000" not in hall.log("sms") + hall.log("ingest") + hall.log("web")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
