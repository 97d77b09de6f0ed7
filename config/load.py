"""The typed machine out of a TOML file, or everything that is wrong with the file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from config.checks import hall_problems, kiosk_problems
from config.hall import HallMachine
from config.kiosk import KioskMachine
from config.problem import ConfigError, Problem
from config.shape import shape_problems
from config.toml_file import read_toml, toml_of
from config.wiring import ProfileLimits, Profiles

__all__ = ["ConfigError", "ProfileLimits", "kiosk_of", "load_hall", "load_kiosk"]

Machine = TypeVar("Machine", bound=Struct)


def load_kiosk(path: Path, profiles: Profiles | None = None) -> KioskMachine:
    """Read one kiosk's file. ``profiles``: the board models the driver knows; None leaves them unchecked.

    :raises ConfigError: with every problem found; never anything else.
    """
    return _kiosk(path, read_toml(path), profiles)


def kiosk_of(text: str, path: Path, profiles: Profiles | None = None) -> KioskMachine:
    """One kiosk's file that does not stand at ``path`` yet. :raises ConfigError: as :func:`load_kiosk`."""
    return _kiosk(path, toml_of(text, path), profiles)


def load_hall(path: Path) -> HallMachine:
    """Read the hall's file.

    :raises ConfigError: with every problem found; never anything else.
    """
    return _load(path, read_toml(path), HallMachine, hall_problems)


def _kiosk(path: Path, raw: dict[str, Any], profiles: Profiles | None) -> KioskMachine:
    return _load(path, raw, KioskMachine, lambda machine: kiosk_problems(machine, profiles))


def _load(
    path: Path,
    raw: dict[str, Any],
    machine: type[Machine],
    checks: Callable[[Machine], Iterator[Problem]],
) -> Machine:
    if problems := list(shape_problems(raw, machine)):
        raise ConfigError(path, problems)
    loaded = msgspec.convert(raw, machine, strict=True)
    if problems := list(checks(loaded)):
        raise ConfigError(path, problems)
    return loaded
