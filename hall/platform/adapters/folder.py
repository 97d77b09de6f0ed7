"""One file an event, for a platform that fetches: the headers as a line of JSON, then the event's bytes.

``00000000042-E-42.event`` appears whole or not at all (written, synced, renamed); whoever has taken it may delete it.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from hall.platform.adapters import Delivered, Later
from hall.platform.signing import ID

SUFFIX = ".event"
SEQ_DIGITS = 12


class FolderAdapter:
    """Files in ``folder``, which is made when it is not there."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, event: bytes, headers: Mapping[str, str]) -> Delivered | Later:
        """Write it through to the disk."""
        try:
            self._folder.mkdir(mode=0o750, parents=True, exist_ok=True)
            final = self._folder / file_name(headers[ID])
            coming = final.with_suffix(".coming")
            _write(coming, msgspec.json.encode(dict(headers)) + b"\n" + event)
            coming.replace(final)
            _settle(self._folder)
        except OSError as error:
            return Later(f"folder: {error.strerror}")
        return Delivered()


def file_name(event_id: str) -> str:
    """Names sort as the events came."""
    return f"{event_id.rpartition('-')[2]:0>{SEQ_DIGITS}}-{event_id}{SUFFIX}"


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
