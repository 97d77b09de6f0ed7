"""What was found, step by step, on the disk: the walk goes on from here, and staff read it later."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from drivers.probe.findings import GOOD, Finding, Observation, judge_all
from drivers.probe.machine import Machine
from drivers.probe.search import Found, Verdict
from drivers.probe.tally import Tally
from durable import files

REPORT_BYTES_MAX = 4 * 1024 * 1024
READABLE = 0o644
"""The touch screen, another user, shows it to staff."""
Wire = Annotated[str, Meta(pattern=r"^.{1,100}/[0-9]{1,2}$")]
"""``board/channel``, as :class:`drivers.probe.machine.Place` is written."""


class ReportError(ValueError):
    """A report that cannot be read or is of another machine."""


class DoorLine(Struct, frozen=True, kw_only=True):
    """What is said of one door. Times in milliseconds."""

    id: str
    finding: Finding
    relay: str
    sensor: str
    open_ms: int | None = None
    shut_ms: int | None = None


class Report(Struct, kw_only=True):
    """Everything known. ``wires``: by ``board/channel``, what a pulse there did. ``doors``: what that means.

    ``pulls``: when each relay was driven lately (:class:`drivers.probe.rests.Rests`).
    ``right`` is said when it is saved, for who reads the file (``kiosk/proof.py``).
    """

    version: Literal[1] = 1
    kiosk: str
    who: str = ""
    began: str = ""
    at: str = ""
    right: bool = False
    boards: tuple[Found, ...] | None = None
    wires: dict[Wire, Observation] = {}
    doors: tuple[DoorLine, ...] = ()
    changed: tuple[str, ...] = ()
    soak: dict[str, Tally] = {}
    pulls: dict[Wire, list[float]] = {}

    @property
    def is_right(self) -> bool:
        """All boards answered alone, all doors are right, and none failed when opened again and again."""
        boards = all(one.verdict in (Verdict.ANSWERS, Verdict.STRANGER) for one in self.boards or ())
        doors = bool(self.doors) and all(door.finding in GOOD for door in self.doors)
        return boards and self.boards is not None and doors and not any(one.failures for one in self.soak.values())

    def judge(self, machine: Machine) -> Mapping[str, Finding]:
        """Say of every door what the observations mean for the file as it now is."""
        found = judge_all(machine.compartment, self.wires)
        lines: list[DoorLine] = []
        for door in machine.compartment:
            seen = self.wires.get(str(door.wire))
            lines.append(
                DoorLine(
                    id=door.id,
                    finding=found[door.id],
                    relay=str(door.wire),
                    sensor=str(door.sensor.place) if door.sensor else "",
                    open_ms=seen.open_ms if seen else None,
                    shut_ms=seen.shut_ms if seen else None,
                )
            )
        self.doors = tuple(lines)
        return found

    def save(self, path: Path, at: str) -> None:
        """Write it whole, durably. :raises OSError: it cannot be written."""
        self.at, self.right = at, self.is_right
        self.began = self.began or at
        files.write(path, msgspec.json.format(msgspec.json.encode(self), indent=2), READABLE)


def load_report(path: Path, kiosk: str) -> Report:
    """The report at ``path``, or an empty one. :raises ReportError: damaged, too big, or of another kiosk."""
    try:
        with path.open("rb") as file:
            content = file.read(REPORT_BYTES_MAX + 1)
    except FileNotFoundError:
        return Report(kiosk=kiosk)
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from None
    try:
        report = msgspec.json.decode(content[:REPORT_BYTES_MAX], type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{path}: {error}") from None
    except RecursionError:
        raise ReportError(f"{path}: nested too deeply") from None
    if report.kiosk != kiosk:
        raise ReportError(f"{path}: {report.kiosk} != {kiosk}")
    return report
