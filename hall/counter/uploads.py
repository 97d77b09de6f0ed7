"""One submission on its way in: sealed parts in a folder, until it is closed. The folder is the truth.

``uploads/KIOSK/SUBMISSION/NUMBER-DIGEST`` holds one part. What could not be opened lies in ``aside`` under the same
name, whole, and is tried again when the kiosk closes it again.
"""

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from hall.counter.folders import Folders, put_in_place
from intake.contract.submission import PARTS_MAX, SUBMISSION_BYTES_MAX

SEAL_BYTES = 48
UPLOAD_BYTES_MAX = SUBMISSION_BYTES_MAX + PARTS_MAX * SEAL_BYTES
UPLOADS_A_KIOSK_MAX = 500

_PART = re.compile(r"(\d{1,3})-([0-9a-f]{64})")


class Upload:
    """The parts of ``submission`` that ``kiosk`` has sent."""

    def __init__(self, folders: Folders, kiosk: str, submission: str) -> None:
        self._folders = folders
        self._name = Path(kiosk, submission)

    @property
    def folder(self) -> Path:
        """Where the parts are."""
        aside = self._folders.aside / self._name
        return aside if aside.exists() else self._folders.uploads / self._name

    def parts(self) -> dict[int, str]:
        """The parts that are here whole: number to digest."""
        return {number: digest for number, digest, _ in self._files()}

    def too_many(self) -> bool:
        """This kiosk has begun so many others that it may not begin this one."""
        of_kiosk = self._folders.uploads / self._name.parent
        begun = sum(1 for _ in of_kiosk.iterdir()) if of_kiosk.exists() else 0
        return not self.folder.exists() and begun >= UPLOADS_A_KIOSK_MAX

    def room_for(self, number: int) -> int:
        """How many bytes part ``number`` may have, so that all parts together stay within their limit."""
        others = sum(path.stat().st_size for other, _, path in self._files() if other != number)
        return max(0, UPLOAD_BYTES_MAX - others)

    @contextmanager
    def draft(self) -> Iterator[tuple[BinaryIO, Path]]:
        """A file to write a part to, open; it is gone afterwards unless :meth:`keep` took it."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"coming-{os.urandom(8).hex()}"
        try:
            with path.open("xb") as file:
                yield file, path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, draft: Path, number: int, digest: str) -> None:
        """The draft is part ``number`` from now on, instead of any other."""
        put_in_place(draft, self.folder / f"{number}-{digest}")
        for other, unlike, path in list(self._files()):
            if other == number and unlike != digest:
                path.unlink(missing_ok=True)

    def read(self, number: int, digest: str) -> bytes | None:
        """A part as it came; None, and it is forgotten, when the disk no longer has what its name says."""
        path = self.folder / f"{number}-{digest}"
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() == digest:
            return content
        path.unlink(missing_ok=True)
        return None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One at a time, also between processes."""
        self._folders.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folders.root / f".lock-{self._name.name[:2]}").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def set_aside(self) -> bool:
        """Keep it for people to look at; False: it lies there already."""
        aside = self._folders.aside / self._name
        if aside.exists():
            return False
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.replace(aside)
        return True

    def remove(self) -> None:
        """It has arrived: the parts are needed no more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _files(self) -> Iterable[tuple[int, str, Path]]:
        if not self.folder.exists():
            return
        for path in self.folder.iterdir():
            named = _PART.fullmatch(path.name)
            if named:
                yield int(named[1]), named[2], path
