"""The services of a kiosk and of the hall, as systemd itself reads them."""

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.kiosk import Lockerd
from hall.cases.vault import NOTICE_KEY, PAGES_KEY
from kiosk.acts.keys import MAC_KEY_NAME
from kiosk.hall.token import KEY_NAME as API_KEY_NAME
from kiosk.sealing import KEY_NAME
from locker.daemon.mark import NAME

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "systemd").glob("*.service"))
NAMES = [unit.stem for unit in UNITS]
PYTHON = "/opt/erenhot/current/.venv/bin/python"
EXPOSURE_MAX = 16  # of 100; unhardened services have 96
EXPOSED = {"installation": 20}  # writes what root owns, for as long as a technician stands before it
INSTALLATION = ROOT / "systemd" / "installation.service"
SERVING = [unit for unit in UNITS if unit != INSTALLATION]

each_unit = pytest.mark.parametrize("unit", UNITS, ids=NAMES)
each_that_serves = pytest.mark.parametrize("unit", SERVING, ids=[unit.stem for unit in SERVING])


def settings(unit: Path, key: str, section: str = "Service") -> list[str]:
    """Every value of a key, in order."""
    part = unit.read_text().partition(f"[{section}]")[2].partition("\n[")[0]
    return re.findall(rf"^{key}=(.*)$", part, re.MULTILINE)


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", "--no-pager", "--man=no", *map(str, arguments)]
    quiet = {**os.environ, "SYSTEMD_LOG_LEVEL": "warning"}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=quiet)


def as_installed(unit: Path, folder: Path) -> Path:
    """A copy whose program and folders are those of this machine."""
    text = unit.read_text().replace(PYTHON, sys.executable).replace("/opt/erenhot/current", str(ROOT))
    (folder / unit.name).write_text(text)
    return folder / unit.name


@each_unit
def test_systemd_understands_every_line(unit: Path, tmp_path: Path) -> None:
    verified = analyze("verify", "--recursive-errors=no", as_installed(unit, tmp_path))

    assert verified.returncode == 0, verified.stderr
    assert unit.name not in verified.stderr


def test_a_misspelt_line_would_be_noticed(tmp_path: Path) -> None:
    unit = as_installed(UNITS[0], tmp_path)
    unit.write_text(unit.read_text().replace("NoNewPrivileges=", "NoNewPriviledges="))

    assert unit.name in analyze("verify", "--recursive-errors=no", unit).stderr


@each_unit
def test_it_may_do_little_beyond_its_work(unit: Path) -> None:
    most = EXPOSED.get(unit.stem, EXPOSURE_MAX)
    scored = analyze("security", "--offline=true", f"--threshold={most}", unit)

    assert scored.returncode == 0, scored.stdout[-200:] + scored.stderr


@each_that_serves
def test_it_starts_again_for_ever(unit: Path) -> None:
    assert settings(unit, "Type") == ["notify"]
    assert settings(unit, "NotifyAccess") == ["main"]
    assert settings(unit, "Restart") == ["always"]
    assert settings(unit, "StartLimitIntervalSec", "Unit") == ["0"]


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("lockerd", 30),
        ("kiosk", 30),
        ("installation", 30),
        ("hall-ingest", 60),
        ("hall-sms", 60),
        ("hall-platform", 60),
    ],
)
def test_the_loop_that_matters_is_watched(name: str, seconds: int) -> None:
    assert settings(ROOT / "systemd" / f"{name}.service", "WatchdogSec") == [str(seconds)]


@each_unit
def test_what_it_starts_is_a_program_of_ours(unit: Path) -> None:
    for command in settings(unit, "ExecStart") + settings(unit, "ExecStartPre"):
        python, dash_m, module, *_ = command.split()
        assert (python, dash_m) == (PYTHON, "-m")
        assert (ROOT / module.replace(".", "/") / "__main__.py").exists()


def test_the_halls_services_start_commands_it_has() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "hall", "--help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
    )
    for unit in (unit for unit in UNITS if unit.stem.startswith("hall-")):
        for command in settings(unit, "ExecStart") + settings(unit, "ExecStartPre"):
            assert re.search(rf"^ +{command.split()[-1]} ", told.stdout, re.MULTILINE), command


@each_that_serves
def test_secrets_come_as_credentials_of_the_same_name(unit: Path) -> None:
    loaded = settings(unit, "LoadCredential")

    assert loaded
    for one in loaded:
        name, _, path = one.partition(":")
        assert path == f"/etc/erenhot/credentials/{name}"


@pytest.mark.parametrize(
    ("name", "secrets"),
    [
        ("kiosk", (KEY_NAME, API_KEY_NAME, MAC_KEY_NAME)),
        ("hall-web", (PAGES_KEY, NOTICE_KEY, KEY_NAME)),
        ("hall-counter", (PAGES_KEY, NOTICE_KEY, KEY_NAME)),
    ],
)
def test_a_service_is_handed_every_secret_of_applications_that_it_asks_for(name: str, secrets: tuple[str, ...]) -> None:
    loaded = settings(ROOT / "systemd" / f"{name}.service", "LoadCredential")

    assert {one.partition(":")[0] for one in loaded} >= set(secrets)


def test_the_kiosk_reaches_the_hall_the_printer_and_the_camera() -> None:
    unit = ROOT / "systemd" / "kiosk.service"
    groups, families = " ".join(settings(unit, "SupplementaryGroups")), settings(unit, "RestrictAddressFamilies")
    devices = {one.split()[0] for one in settings(unit, "DeviceAllow")}

    assert {"video", "dialout", "lp"} <= set(groups.split())
    assert {"AF_INET", "AF_INET6"} <= set(families[0].split())
    assert {"char-usb", "char-video4linux", "char-ttyUSB"} <= devices


def test_only_lockerd_reaches_the_lock_boards_secret_and_only_sms_the_phones() -> None:
    holders = {
        name: [unit.stem for unit in UNITS if any(name in one for one in settings(unit, "LoadCredential"))]
        for name in ("kiosk-%l.key", "hall_box.key", "command_signing.key")
    }

    assert holders == {
        "kiosk-%l.key": ["lockerd"],
        "hall_box.key": ["hall-counter", "hall-sms"],
        "command_signing.key": ["hall-web"],
    }


def test_the_users_are_made_as_the_units_name_them(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    subprocess.run(
        ["systemd-sysusers", f"--root={tmp_path}", ROOT / "systemd" / "erenhot.sysusers"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    users = {line.split(":")[0] for line in (tmp_path / "etc/passwd").read_text().splitlines()}

    assert {user for unit in UNITS for user in settings(unit, "User")} <= users | {"root"}


def test_every_tmpfiles_line_has_its_seven_or_fewer_columns() -> None:
    lines = (ROOT / "systemd" / "erenhot.tmpfiles").read_text().splitlines()
    for line in (line for line in lines if line and not line.startswith("#")):
        assert re.fullmatch(r"[dz] +/\S+ +0[0-7]{3} +\S+ +\S+ +-", line), line


def test_the_brokers_drop_in_is_read_by_systemd() -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(ROOT / "systemd" / "mosquitto-hall.conf")

    assert parser["Service"]["ExecStart"].endswith("-c /etc/hall-broker/mosquitto.conf")


def test_systemd_understands_what_waits_for_lockerds_mark(tmp_path: Path) -> None:
    as_installed(INSTALLATION, tmp_path)
    path = as_installed(INSTALLATION.with_suffix(".path"), tmp_path)

    verified = analyze("verify", "--recursive-errors=no", path)

    assert verified.returncode == 0, verified.stderr
    assert "installation" not in verified.stderr


def test_the_mark_lies_where_lockerd_leaves_it_in_the_folder_that_goes_away_with_lockerd() -> None:
    lockerd = ROOT / "systemd" / "lockerd.service"
    (folder,) = settings(lockerd, "RuntimeDirectory")

    assert settings(INSTALLATION.with_suffix(".path"), "PathExists", "Path") == [f"/run/{folder}/{NAME}"]
    assert Path(Lockerd().socket).parent == Path("/run") / folder
    assert not settings(lockerd, "RuntimeDirectoryPreserve"), "else the check would begin again and again"
    assert settings(INSTALLATION, "ExecStopPost") == [f"+/usr/bin/rm -f /run/{folder}/{NAME}"], "nor in any other case"


def test_the_installation_check_has_bus_and_screen_alone_and_gives_them_back_however_it_ends() -> None:
    (alone,) = settings(INSTALLATION, "Conflicts", "Unit")
    (after,) = settings(INSTALLATION, "After", "Unit")
    both = {"lockerd.service", "kiosk.service"}

    assert both <= set(alone.split())
    assert both <= set(after.split()), "they are ended before it begins"
    assert [set(settings(INSTALLATION, f"On{end}", "Unit")[0].split()) for end in ("Success", "Failure")] == [both] * 2
    assert not settings(INSTALLATION, "Restart")


def test_only_the_installation_check_may_write_the_machines_file_and_not_even_it_sees_the_secrets() -> None:
    writers = {unit.stem: settings(unit, "ReadWritePaths") for unit in UNITS if settings(unit, "ReadWritePaths")}

    assert writers == {"installation": ["/etc/erenhot"]}
    assert settings(INSTALLATION, "InaccessiblePaths") == ["/etc/erenhot/credentials"]
    assert settings(INSTALLATION, "LoadCredential") == []
