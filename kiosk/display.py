"""A display to draw on: this machine's, or an Xvfb (Debian) of our own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display(width: int, height: int, *, own: bool = False) -> Iterator[str]:
    """The name of a display; ``own``: always an Xvfb of that size on a free number, which ends with us."""
    given = os.environ.get("DISPLAY")
    if given and not own:
        yield given
        return
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(tell,), stderr=subprocess.DEVNULL)  # noqa: S603
    os.close(tell)
    try:
        with os.fdopen(told) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
