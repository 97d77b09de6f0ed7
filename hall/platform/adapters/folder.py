"""One file an event, for a platform that fetches: the headers as a line of JSON, then the event's bytes.

``00000000042-E-42.event`` appears whole or not at all (written, synced, renamed); whoever has taken it may delete it.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from durable import files
from hall.platform.adapters import Delivered, Later
from hall.platform.signing import ID

SUFFIX = ".event"
SEQ_DIGITS = 12
READABLE = 0o640  # by the group that the folder is for


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
            files.write(final, msgspec.json.encode(dict(headers)) + b"\n" + event, READABLE)
        except OSError as error:
            return Later(f"folder: {error.strerror}")
        return Delivered()


def file_name(event_id: str) -> str:
    """Names sort as the events came."""
    return f"{event_id.rpartition('-')[2]:0>{SEQ_DIGITS}}-{event_id}{SUFFIX}"
