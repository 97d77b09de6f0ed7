"""What wakes the loop when the glass is touched: the display's own connection, so that nothing is polled."""

import asyncio
import ctypes
import logging
import os
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)

EVDEV_FILES_MAX = 32
HEARTBEAT_S = 0.25


def watch_x11(display: int, wake: Callable[[], None]) -> Callable[[], None]:
    """Wake when X has something to say. ``display``: address of SDL's Display. Gives what ends the watch."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XConnectionNumber.argtypes = [ctypes.c_void_p]
    connection = x11.XConnectionNumber(display)
    loop = asyncio.get_running_loop()
    loop.add_reader(connection, wake)

    def end() -> None:
        loop.remove_reader(connection)

    return end


def watch_evdev(folder: Path, wake: Callable[[], None]) -> Callable[[], None]:
    """Without X (KMSDRM): a second ear on each input device, and a slow beat for devices plugged in later.

    The kernel gives every reader of an event device its own queue: what is read here is not taken from SDL.
    """
    loop = asyncio.get_running_loop()
    ears = [ear for path in sorted(folder.glob("event*"))[:EVDEV_FILES_MAX] if (ear := _ear(path)) is not None]
    for ear in ears:
        loop.add_reader(ear, _heard, ear, wake)
    beat = asyncio.create_task(_beat(wake))

    def end() -> None:
        beat.cancel()
        for ear in ears:
            loop.remove_reader(ear)
            os.close(ear)

    return end


def _ear(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        log.warning("cannot listen on %s: %s", path.name, error.strerror)
        return None


def _heard(ear: int, wake: Callable[[], None]) -> None:
    try:
        os.read(ear, 4096)
    except OSError:
        asyncio.get_running_loop().remove_reader(ear)  # unplugged; the beat goes on
    wake()


async def _beat(wake: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT_S)
        wake()
