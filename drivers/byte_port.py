"""A port of bytes, awaited on the event loop: a serial line, or a device file such as ``/dev/usb/lp0``."""

import asyncio
import os
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import serial

READ_BYTES_MAX = 4096

Watch = Callable[..., object]


class BytePort:
    """An open port. ``mute``: nothing can ever be read from it. All verbs raise OSError when the port is gone."""

    def __init__(self, descriptor: int, *, terminal: bool, mute: bool = False) -> None:
        self.mute = mute
        self._descriptor = descriptor
        self._terminal = terminal

    async def write(self, data: bytes, stall_s: float) -> int:
        """How many bytes the port took: fewer than all when it took none for ``stall_s``."""
        loop = asyncio.get_running_loop()
        done, until_s = 0, loop.time() + stall_s
        while done < len(data):
            try:
                done += os.write(self._descriptor, data[done:])
                until_s = loop.time() + stall_s
            except BlockingIOError:
                if not await self._ready(loop.add_writer, loop.remove_writer, until_s - loop.time()):
                    break
        return done

    async def read(self, limit_s: float) -> bytes:
        """The bytes that are there or come first, at most :data:`READ_BYTES_MAX`; none: silence for ``limit_s``."""
        if self.mute:
            return b""
        if not self._terminal:
            with suppress(BlockingIOError):
                return os.read(self._descriptor, READ_BYTES_MAX)
        loop = asyncio.get_running_loop()
        if not await self._ready(loop.add_reader, loop.remove_reader, limit_s):
            return b""
        data = os.read(self._descriptor, READ_BYTES_MAX)
        if not data and self._terminal:
            raise OSError("hung up")
        return data

    def forget_input(self) -> None:
        """Drop what came and was not read."""
        if self._terminal:
            _terminal(termios.tcflush, self._descriptor, termios.TCIFLUSH)

    def forget_output(self) -> None:
        """Drop what has not left yet, and let bytes flow again if the other side had stopped them."""
        if self._terminal:
            _terminal(termios.tcflush, self._descriptor, termios.TCOFLUSH)
            # TCOON alone ends only a stop of our own, not one by XOFF.
            _terminal(termios.tcflow, self._descriptor, termios.TCOOFF)
            _terminal(termios.tcflow, self._descriptor, termios.TCOON)

    async def _ready(self, add: Watch, remove: Watch, limit_s: float) -> bool:
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        add(self._descriptor, _tell, ready)
        try:
            async with asyncio.timeout(limit_s):
                await ready
        except TimeoutError:
            return False
        finally:
            remove(self._descriptor)
        return True


@contextmanager
def opened(port: str, baud: int | None, *, flow: bool = False) -> Iterator[BytePort]:
    """Open a serial port (8N1 at ``baud``) or, without one, a device file; ``flow``: the other side may send XOFF.

    What has not left when it is closed is dropped: closing would wait for it, and the loop with it.

    :raises OSError: there is none, or somebody else has it.
    """
    if baud is None:
        with _device_file(port) as device:
            yield device
        return
    with serial.Serial(port, baud, timeout=0, exclusive=True, xonxoff=flow) as line:
        open_port = BytePort(line.fileno(), terminal=True)
        try:
            yield open_port
        finally:
            with suppress(OSError):
                open_port.forget_output()


@contextmanager
def _device_file(path: str) -> Iterator[BytePort]:
    flags = os.O_NOCTTY | os.O_NONBLOCK
    mute = False
    try:
        descriptor = os.open(path, os.O_RDWR | flags)
    except PermissionError:
        descriptor, mute = os.open(path, os.O_WRONLY | flags), True
    try:
        yield BytePort(descriptor, terminal=os.isatty(descriptor), mute=mute)
    finally:
        os.close(descriptor)


def _terminal(act: Callable[[int, int], None], descriptor: int, how: int) -> None:
    """termios has an error of its own that is no OSError. :raises OSError: instead."""
    try:
        act(descriptor, how)
    except termios.error as error:
        raise OSError(*error.args) from None


def _tell(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)
