"""For a demonstration without a SIM card: messages go to a file, and the phone page shows them.

The file holds codes and numbers in the clear: never choose this sender where real people are served.
"""

import os
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from hall.sms.senders import OnReport, Report, Sent, SmsTrouble

READ_BYTES_MAX = 256 * 1024


class Shown(Struct, frozen=True):
    """One message as the phone page shows it."""

    at_ms: int
    phone: str
    text: str


class ConsoleSender:
    """Appends a JSON line a message and reports it delivered at once."""

    def __init__(self, outbox: Path) -> None:
        self._outbox = outbox
        self._on_report: OnReport = lambda _report: None

    def start(self, on_report: OnReport) -> None:
        """Nothing to get ready."""
        self._on_report = on_report

    def stop(self) -> None:
        """Nothing to let go."""

    def send(self, phone: str, text: str) -> Sent | SmsTrouble:
        """Write it down."""
        at_ns = time.time_ns()
        line = msgspec.json.encode(Shown(at_ns // 1_000_000, phone, text)) + b"\n"
        try:
            _append(self._outbox, line)
        except OSError as error:
            return SmsTrouble(f"outbox: {error.strerror}")
        self._on_report(Report(str(at_ns), delivered=True))
        return Sent((str(at_ns),))


def read_outbox(outbox: Path) -> list[Shown]:
    """The latest messages, oldest first; none when nothing was sent."""
    try:
        with outbox.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - READ_BYTES_MAX))
            lines = file.read().splitlines()
    except OSError:
        return []
    if size > READ_BYTES_MAX:
        lines = lines[1:]
    return [msgspec.json.decode(line, type=Shown) for line in lines]


def _append(path: Path, line: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)
