"""Where the counter keeps what is sealed: below the folder of pages, one folder a kiosk."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from durable.files import put

FREE_BYTES_MIN = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folders:
    """``root``: ``[cases] pages`` of ``hall.toml``."""

    root: Path

    @property
    def uploads(self) -> Path:
        """Parts of submissions that are not closed."""
        return self.root / "uploads"

    @property
    def aside(self) -> Path:
        """Submissions that could not be opened, as they came; only people delete here."""
        return self.root / "aside"

    @property
    def drafts(self) -> Path:
        """Boxes only an applicant's slip opens."""
        return self.root / "drafts"

    def full(self) -> bool:
        """The disk has no room for more."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self.root).free < FREE_BYTES_MIN


def put_in_place(draft: Path, final: Path) -> None:
    """A file that is whole takes its name, and is on the disk with it; half a file never has it."""
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(draft, final)
