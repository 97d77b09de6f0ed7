"""What lockerd must know and tell nobody: read whole and checked before anything starts. A composition root."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from config.credentials import Credentials
from config.kiosk import KioskMachine
from config.load import ConfigError
from config.problem import Problem
from locker.contract.ids import StaffNumber
from locker.daemon.commands import public_key
from locker.daemon.staff import Member, read_staff
from locker.domain.code import CodeBook

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Secrets:
    """``command_pem``: the hall's public signing key, known to be one."""

    codes: CodeBook
    members: dict[StaffNumber, Member]
    mqtt_password: str
    command_pem: bytes


def read_secrets(machine: KioskMachine) -> Secrets:
    """Everything lockerd needs. :raises ConfigError, StaffError: names the file and what is wrong with it."""
    files = Credentials(machine.lockerd.credentials)
    key, pem = f"kiosk-{machine.kiosk.id}.key", "command_signing.pub"
    _checked(files.path(pem), public_key, files.bytes(pem))
    return Secrets(
        codes=_checked(files.path(key), CodeBook, files.text(key)),
        members=read_staff(files.path(machine.lockerd.staff)),
        mqtt_password=files.text("mqtt_password"),
        command_pem=files.bytes(pem),
    )


def _checked(path: Path, read: Callable[[S], T], content: S) -> T:
    """What ``read`` makes of a file. Its error must not carry the content."""
    try:
        return read(content)
    except ValueError as error:
        raise ConfigError(path, [Problem("", f"credential cannot be used: {error}")]) from None
