"""Modbus RTU on a pseudo-terminal, at a true baud rate.

A stable link is the port's name; unplugged, the link is gone and who had the port open is hung up on, as with a
USB adapter. Bytes reach the boards when the wire would have carried them, and replies leave likewise.
"""

import asyncio
import contextlib
import os
import termios
import tty
from collections.abc import Callable
from pathlib import Path

from drivers.sim.live import LiveWorld
from drivers.sim.modbus.answers import rtu_replies
from drivers.sim.tap import Tap
from drivers.sim.wire import Heard, Wire
from drivers.sim.world import World

TURNAROUND_S = 0.001
SPIN_S = 0.0003
OUTPUT_SPEED = 5  # index into what termios.tcgetattr gives


class SerialLine:
    """One wire of the world's, behind ``link``. Call from the event loop only."""

    def __init__(self, name: str, link: Path, baud: int, live: LiveWorld, tap: Tap | None = None) -> None:
        self.name = name
        self.link = link
        self.baud = baud
        self._live = live
        self._tap = tap
        self._loop = asyncio.get_running_loop()
        self._wire = Wire(baud)
        self._speed = getattr(termios, f"B{baud}")
        self._master: int | None = None
        self._slave: int | None = None
        self._frame_due: asyncio.TimerHandle | None = None

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
        if self._frame_due is not None:
            self._frame_due.cancel()
            self._frame_due = None
        with contextlib.suppress(FileNotFoundError):
            self.link.unlink()
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = None
        self._wire = Wire(self.baud)
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
        now_s = self._loop.time()
        if self._frame_due is not None:
            overdue = self._frame_due.when() <= now_s
            self._frame_due.cancel()
            if overdue:
                self._frame_over()
        over_s = self._wire.hear(now_s, data)
        self._frame_due = self._loop.call_at(over_s + TURNAROUND_S, self._frame_over)

    def _frame_over(self) -> None:
        due_s = self._frame_due.when() if self._frame_due else self._loop.time()
        self._frame_due = None
        heard = self._wire.frame()
        note = self._why_unheard(heard)
        self._tell(">", heard.data, note)
        if note:
            return
        for frame, late_ms in self._live.act(lambda world: self._replies(world, heard.data)):
            self._at(due_s + late_ms / 1000, self._sender(frame))

    def _why_unheard(self, heard: Heard) -> str:
        if heard.too_soon:
            return "ignored: within the silence of 3.5 characters"
        if self._master is not None and termios.tcgetattr(self._master)[OUTPUT_SPEED] != self._speed:
            return f"ignored: not sent at {self.baud} baud"
        return ""

    def _replies(self, world: World, frame: bytes) -> list[tuple[bytes, float]]:
        return rtu_replies(world.boards_on(self.name), frame)

    def _sender(self, frame: bytes) -> Callable[[float], None]:
        return lambda at_s: self._send(at_s, frame)

    def _send(self, at_s: float, frame: bytes) -> None:
        """Send a frame whose first byte starts at ``at_s``."""
        *earlier, (end_s, last) = self._wire.say(at_s, frame)
        for arrives_s, piece in earlier:
            self._loop.call_at(arrives_s, self._write, piece)
        self._at(end_s, lambda _: self._finish(frame, last))

    def _finish(self, frame: bytes, last: bytes) -> None:
        self._write(last)
        self._tell("<", frame)

    def _at(self, at_s: float, act: Callable[[float], None]) -> None:
        """At that very time: timers wake a little late, so wake early and wait the rest out."""

        def wait_out() -> None:
            while self._loop.time() < at_s:
                pass
            act(at_s)

        # Always by a timer, overdue or not: what was to be written before this must stay before it.
        self._loop.call_at(at_s - SPIN_S, wait_out)

    def _write(self, data: bytes) -> None:
        if self._master is not None:
            # Nobody reads: the bytes are lost, as in a real port whose buffer is full.
            with contextlib.suppress(OSError):
                os.write(self._master, data)

    def _tell(self, direction: str, data: bytes, note: str = "") -> None:
        if self._tap is not None:
            self._tap.tell(direction, data, note)
