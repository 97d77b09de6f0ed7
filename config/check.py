"""``--check FILE``, the same in every program: 0 and one line, or 2 and every problem on stderr."""

import sys
from collections.abc import Callable
from pathlib import Path

from config.hall import HallMachine
from config.kiosk import KioskMachine
from config.load import load_hall, load_kiosk
from config.problem import ConfigError
from config.toml_file import read_toml
from config.wiring import Profiles, remarks


def check(path: Path, profiles: Profiles | None = None) -> int:
    """Check a kiosk's file or the hall's, told apart by ``[[kiosk]]``; returns the exit status."""
    return _report(path, lambda: _either(path, profiles))


def check_kiosk(path: Path, profiles: Profiles | None = None) -> int:
    """Check a kiosk's file; returns the exit status."""
    return _report(path, lambda: _kiosk_told(path, profiles))


def check_hall(path: Path) -> int:
    """Check the hall's file; returns the exit status."""
    return _report(path, lambda: _hall_line(load_hall(path)))


def _report(path: Path, line: Callable[[], str]) -> int:
    try:
        sys.stdout.write(f"{path}: good: {line()}\n")
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _either(path: Path, profiles: Profiles | None) -> str:
    if isinstance(read_toml(path).get("kiosk"), list):
        return _hall_line(load_hall(path))
    return _kiosk_told(path, profiles)


def _kiosk_told(path: Path, profiles: Profiles | None) -> str:
    machine = load_kiosk(path, profiles)
    for remark in remarks(machine, profiles or {}):
        sys.stderr.write(f"{path}: remark: {remark.key}: {remark.text}\n")
    return _kiosk_line(machine)


def _kiosk_line(machine: KioskMachine) -> str:
    return (
        f"kiosk {machine.kiosk.id} at {machine.kiosk.site};"
        f" buses: {len(machine.bus)}, boards: {len(machine.board)}, compartments: {len(machine.compartment)}"
    )


def _hall_line(machine: HallMachine) -> str:
    return f"hall; kiosks: {len(machine.kiosk)}, {machine.database.engine}, SMS by {machine.sms.sender}"
