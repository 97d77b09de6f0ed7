"""A pseudo-terminal behind a stable link: the port of a simulated serial device that can be pulled and plugged."""

import asyncio
import contextlib
import os
import tty
from collections.abc import Callable
from pathlib import Path


class Terminal:
    """``hear`` is called with what arrives. Call from the event loop only."""

    def __init__(self, link: Path, hear: Callable[[bytes], None]) -> None:
        self.link = link
        self._hear = hear
        self._ends: tuple[int, int] | None = None

    @property
    def plugged(self) -> bool:
        """The port is there."""
        return self._ends is not None

    def plug(self) -> bool:
        """Make the port appear, as another terminal behind the same link. :raises OSError: it cannot be made."""
        if self._ends is not None:
            return False
        master, slave = os.openpty()
        try:
            self._point_link_at(os.ttyname(slave))
        except OSError:
            os.close(slave)
            os.close(master)
            raise
        tty.setraw(slave)
        os.set_blocking(master, False)
        asyncio.get_running_loop().add_reader(master, self._readable, master)
        self._ends = master, slave
        return True

    def unplug(self) -> bool:
        """Pull it out: link gone, who had the port open is hung up on."""
        if self._ends is None:
            return False
        asyncio.get_running_loop().remove_reader(self._ends[0])
        for end in self._ends:
            os.close(end)
        self._ends = None
        self.link.unlink(missing_ok=True)
        return True

    def say(self, data: bytes) -> None:
        """Send; what nobody reads is lost, as in a real port."""
        if self._ends is not None:
            with contextlib.suppress(OSError):
                os.write(self._ends[0], data)

    def _readable(self, master: int) -> None:
        with contextlib.suppress(OSError):
            self._hear(os.read(master, 65536))

    def _point_link_at(self, target: str) -> None:
        if self.link.exists() and not self.link.is_symlink():
            raise FileExistsError(f"{self.link} is there and no link of ours")
        self.link.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.link.with_name(self.link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(self.link)
