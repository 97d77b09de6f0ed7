"""The report of the last installation check, which ``python -m drivers.probe`` leaves beside ``kiosk.toml``."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kiosk.flows.proof import FINDINGS, Proof
from locker.contract.ids import CompartmentId

SUFFIX = ".probe.json"
BYTES_MAX = 4 * 1024 * 1024
NAME_CHARACTERS_MAX = 60


class _Door(Struct, frozen=True):
    id: str
    finding: str


class _Report(Struct, frozen=True):
    version: Literal[1]
    kiosk: str
    at: datetime
    who: str
    right: bool
    doors: tuple[_Door, ...]


def read_proof(toml: Path, kiosk: str) -> Proof | None:
    """What was found; None when this kiosk was never checked, or its report cannot be read."""
    try:
        with toml.with_suffix(SUFFIX).open("rb") as file:
            report = msgspec.json.decode(file.read(BYTES_MAX), type=_Report)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError, RecursionError):
        return None
    if report.kiosk != kiosk or not {door.finding for door in report.doors} <= FINDINGS:
        return None
    doors = {CompartmentId(door.id): door.finding for door in report.doors}
    return Proof(report.at, report.who[:NAME_CHARACTERS_MAX], report.right, doors)
