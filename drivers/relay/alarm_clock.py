"""Waiting to the microsecond.

asyncio rounds every wait up to the next millisecond (epoll's unit), which is most of the silence between two frames
of a fast line. A timerfd wakes the same event loop on time, without spinning.
"""

import asyncio
import contextlib
import ctypes
import os
import time

_libc = ctypes.CDLL(None, use_errno=True)
NANOSECONDS = 1_000_000_000


class _Timespec(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _Setting(ctypes.Structure):
    _fields_ = (("interval", _Timespec), ("value", _Timespec))


class AlarmClock:
    """One waiter at a time on the running loop. :raises OSError: no descriptor is left."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._setting = _Setting()
        self._rung: asyncio.Future[None] | None = None
        self._fd = _libc.timerfd_create(time.CLOCK_MONOTONIC, os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd < 0:
            raise OSError(ctypes.get_errno(), "timerfd_create")
        self._loop.add_reader(self._fd, self._ring)

    async def until(self, at_s: float) -> None:
        """Return at ``at_s`` of ``time.monotonic``, or at once when that is past."""
        wait_s = at_s - time.monotonic()
        if wait_s <= 0:
            return
        self._rung = self._loop.create_future()
        self._set(wait_s)
        await self._rung

    def close(self) -> None:
        """Give the descriptor back."""
        self._loop.remove_reader(self._fd)
        os.close(self._fd)

    def _set(self, wait_s: float) -> None:
        value = self._setting.value
        value.seconds, value.nanoseconds = divmod(int(wait_s * NANOSECONDS) or 1, NANOSECONDS)
        _libc.timerfd_settime(self._fd, 0, ctypes.byref(self._setting), None)

    def _ring(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._fd, 8)
        if self._rung and not self._rung.done():
            self._rung.set_result(None)
