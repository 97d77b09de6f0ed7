"""Secrets that are missing or are none: a clear word, exit status 2, and nothing started."""

from pathlib import Path

import pytest

from config.load import ConfigError, load_kiosk
from locker.credentials import read_secrets
from locker.daemon.staff import StaffError
from locker.wiring import known_profiles
from tests.locker.process.machine import furnish
from tests.locker.process.people import run

STAFF = '[[staff]]\nnumber = "{number}"\nname = "Bao"\npin_hash = "{hash}"\nrights = ["{right}"]\n'
HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$fJx5gWFMaXwGyPIlIoZyX6Y9QlVXYc8vYpH0XNf6n1s"
CLERK = STAFF.format(number="1001", hash=HASH, right="deposit")

WRONG: list[tuple[str, str | None, str]] = [
    ("kiosk-k1.key", None, "cannot be read"),
    ("kiosk-k1.key", "", "empty"),
    ("kiosk-k1.key", "not base32! 0189", "base32"),
    ("kiosk-k1.key", "JBSWY3DP", "bits"),
    ("kiosk-k1.key", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK", "160 bits"),
    ("command_signing.pub", None, "cannot be read"),
    ("command_signing.pub", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "cannot be used"),
    ("mqtt_password", None, "cannot be read"),
    ("staff.toml", None, "No such file"),
    ("staff.toml", "[[staff]\n", "staff.toml"),
    ("staff.toml", CLERK + CLERK, "twice"),
    ("staff.toml", STAFF.format(number="1001", hash=HASH, right="open_everything"), "open_everything"),
    ("staff.toml", STAFF.format(number="1001", hash="$argon2id$v=19$cut", right="deposit"), "1001"),
    ("staff.toml", STAFF.format(number="Bao", hash=HASH, right="deposit"), "number"),
    ("staff.toml", "#" * 300_000, "bytes"),
]


def spoiled(folder: Path, name: str, content: str | None) -> Path:
    file = furnish(folder)
    secret = folder / "secrets" / name
    if content is None:
        secret.unlink()
    else:
        secret.write_text(content)
    return file


@pytest.mark.parametrize(("name", "content", "why"), WRONG)
def test_a_secret_that_is_none_is_named_with_what_is_wrong(
    tmp_path: Path, name: str, content: str | None, why: str
) -> None:
    machine = load_kiosk(spoiled(tmp_path, name, content), known_profiles())
    with pytest.raises((ConfigError, StaffError)) as refused:
        read_secrets(machine)
    assert name in str(refused.value)
    assert why in str(refused.value)
    assert "AAAA" not in str(refused.value), "no secret is said aloud"


@pytest.mark.parametrize("number", [2, 6, 9])
async def test_without_its_secrets_nothing_starts(tmp_path: Path, number: int) -> None:
    name, content, why = WRONG[number]
    status, said = await run(spoiled(tmp_path, name, content))
    assert status == 2, said
    assert name in said
    assert why in said
    assert "Traceback" not in said
    assert not (tmp_path / "ledger.sqlite").exists()
    assert not (tmp_path / "socket").exists()


async def test_a_socket_that_cannot_be_is_said_clearly(tmp_path: Path) -> None:
    file = furnish(tmp_path)
    (tmp_path / "taken").write_text("a file where a folder should be")
    file.write_text(file.read_text().replace(f"{tmp_path}/socket", f"{tmp_path}/taken/socket"))
    status, said = await run(file)
    assert status == 2
    assert "taken" in said
    assert "Traceback" not in said
