"""A serial line on a pseudo-terminal, at a true baud rate.

A stable link is the port's name; unplugged, the link is gone and who had the port open is hung up on, as with a
USB adapter. Bytes reach the boards when the wire would have carried them, and replies leave likewise.
"""

import asyncio
import contextlib
import os
import termios
import tty
from pathlib import Path

from drivers.sim.half_duplex import HalfDuplex
from drivers.sim.live import LiveWorld
from drivers.sim.tap import Tap

OUTPUT_SPEED = 5  # index into what termios.tcgetattr gives


class SerialLine:
    """One wire of the world's, behind ``link``. Call from the event loop only.

    ``shorted``: its two conductors touch, and nothing that anybody says arrives.
    """

    def __init__(self, name: str, link: Path, baud: int, live: LiveWorld, tap: Tap | None = None) -> None:
        self.name = name
        self.link = link
        self.baud = baud
        self.shorted = False
        self._loop = asyncio.get_running_loop()
        self._boards = HalfDuplex(name, baud, live, self._write, tap, self._why_deaf)
        self._speed = getattr(termios, f"B{baud}")
        self._master: int | None = None
        self._slave: int | None = None

    @property
    def plugged(self) -> bool:
        """The port is there."""
        return self._master is not None

    def plug(self) -> bool:
        """Make the port appear, as another terminal behind the same link. :raises OSError: it cannot be made."""
        if self.plugged:
            return False
        master, slave = os.openpty()
        try:
            self._point_link_at(os.ttyname(slave))
        except OSError:
            os.close(slave)
            os.close(master)
            raise
        tty.setraw(slave)
        self._set_speed(slave)
        os.set_blocking(master, False)
        self._loop.add_reader(master, self._hear)
        self._master, self._slave = master, slave
        return True

    def unplug(self) -> bool:
        """Pull the adapter out: link gone, open ports hung up."""
        if self._master is None or self._slave is None:
            return False
        self._loop.remove_reader(self._master)
        with contextlib.suppress(FileNotFoundError):
            self.link.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = None
        self._boards.cut()
        return True

    def _point_link_at(self, target: str) -> None:
        if self.link.exists() and not self.link.is_symlink():
            raise FileExistsError(f"{self.link} is there and no link of ours")
        self.link.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.link.with_name(self.link.name + ".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(self.link)

    def _set_speed(self, terminal: int) -> None:
        attributes = termios.tcgetattr(terminal)
        attributes[OUTPUT_SPEED - 1] = attributes[OUTPUT_SPEED] = self._speed
        termios.tcsetattr(terminal, termios.TCSANOW, attributes)

    def _hear(self) -> None:
        if self._master is None:
            return
        try:
            data = os.read(self._master, 4096)
        except OSError:
            return
        self._boards.hear(data)

    def _why_deaf(self) -> str:
        if self.shorted:
            return "lost: the conductors touch"
        if self._master is not None and termios.tcgetattr(self._master)[OUTPUT_SPEED] != self._speed:
            return f"ignored: not sent at {self.baud} baud"
        return ""

    def _write(self, data: bytes) -> None:
        if self._master is not None and not self.shorted:
            # Nobody reads: the bytes are lost, as in a real port whose buffer is full.
            with contextlib.suppress(OSError):
                os.write(self._master, data)
