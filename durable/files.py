"""Files that are whole after a power cut: the old one or the new one, never half of either.

What was written is on the disk when a call returns: the bytes first, then the name, then the folder that holds the name
(fsync(2): of a file it "does not necessarily ensure that the entry in the directory has also reached disk"). A cut
leaves at most one unfinished file, ``NAME.new``, which the next writing begins anew.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600
MARK = "new"


def write(path: Path, content: bytes, mode: int = PRIVATE, mark: str = MARK) -> None:
    """``content`` at ``path``, with exactly that ``mode``. :raises OSError: not taken; ``path`` is as it was."""
    with written(path, mode, mark) as file:
        file.write(content)


@contextmanager
def written(path: Path, mode: int = PRIVATE, mark: str = MARK) -> Iterator[BinaryIO]:
    """A file to be filled, beside ``path``, which it becomes when the block ends; a block that fails leaves nothing.

    ``mark``: the ending it has until then. Who may write one path from several processes gives one of their own.
    """
    fresh = path.with_name(f"{path.name}.{mark}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as file:
            os.fchmod(file.fileno(), mode)
            yield file
        put(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def put(fresh: Path, path: Path) -> None:
    """A whole file of the same disk takes the name ``path``, instead of any other."""
    settle(fresh)
    fresh.replace(path)
    settle(path.parent)


def settle(path: Path) -> None:
    """Wait until a file's bytes, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
