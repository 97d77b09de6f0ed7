"""Waiting to the microsecond.

asyncio rounds every wait up to the next millisecond (epoll's unit), which is most of the silence between two frames
of a fast line. A timerfd wakes the same event loop on time, without spinning.
"""

import asyncio
import contextlib
import ctypes
import os
import time
from collections.abc import Callable

_libc = ctypes.CDLL(None, use_errno=True)
NANOSECONDS = 1_000_000_000


class _Timespec(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class _Setting(ctypes.Structure):
    _fields_ = (("interval", _Timespec), ("value", _Timespec))


class AlarmClock:
    """One alarm at a time on the running loop. :raises OSError: no descriptor is left."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._setting = _Setting()
        self._action: Callable[[], object] | None = None
        self._fd = _libc.timerfd_create(time.CLOCK_MONOTONIC, os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd < 0:
            raise OSError(ctypes.get_errno(), "timerfd_create")
        self._loop.add_reader(self._fd, self._ring)

    async def until(self, at_s: float) -> None:
        """Return at ``at_s`` of ``time.monotonic``, or at once when that is past."""
        if (wait_s := at_s - time.monotonic()) > 0:
            rung = self._loop.create_future()
            self.after(wait_s, lambda: None if rung.done() else rung.set_result(None))
            await rung

    def after(self, wait_s: float, action: Callable[[], object]) -> None:
        """Call ``action`` in ``wait_s`` seconds, instead of what was to be called before."""
        self._action = action
        value = self._setting.value
        value.seconds, value.nanoseconds = divmod(max(int(wait_s * NANOSECONDS), 1), NANOSECONDS)
        _libc.timerfd_settime(self._fd, 0, ctypes.byref(self._setting), None)

    def close(self) -> None:
        """Give the descriptor back."""
        self._loop.remove_reader(self._fd)
        os.close(self._fd)

    def _ring(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._fd, 8)
            action, self._action = self._action, None
            if action:
                action()
