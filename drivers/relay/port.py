"""Opening what a line is made of: a serial port or a TCP connection, each one non-blocking descriptor."""

import asyncio
import contextlib
import os
import socket
import struct
import termios
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import serial

from drivers.relay.frames import RtuFraming, TcpFraming
from drivers.relay.lock_frames import LockFraming
from drivers.relay.request import Framing
from drivers.relay.settings import AnyLine, NetworkLine, RtuLine, TcpLine

CHARACTER_BITS = 10
SILENCE_CHARACTERS = 3.5
SILENCE_S_MIN = 0.00175
FAST_BAUD = 19_200
CONNECT_S_MAX = 2.0
UNDELIVERED_MS_MAX = 2000
_VMIN, _VTIME = termios.VMIN, termios.VTIME


@dataclass(frozen=True, slots=True)
class Port:
    """An open line. ``byte_s`` and ``silence_s`` are seconds, 0 where packets, not gaps, part the frames."""

    fd: int
    framing: Framing
    close: Callable[[], None]
    byte_s: float = 0.0
    silence_s: float = 0.0


def silence_s(baud: int) -> float:
    """The gap between frames: 3.5 characters, fixed above 19200 baud (Modbus serial line 1.02, 2.5.1.1)."""
    return SILENCE_S_MIN if baud > FAST_BAUD else SILENCE_CHARACTERS * CHARACTER_BITS / baud


async def open_port(line: AnyLine, *, own_frames: bool = False) -> Port:
    """Open ``line`` once. ``own_frames``: its boards speak frames of their maker's own, not Modbus.

    :raises OSError: not there, not ours, or no answer within two seconds.
    """
    if isinstance(line, TcpLine):
        return await _connect(line, TcpFraming())
    framing = LockFraming() if own_frames else RtuFraming()
    if isinstance(line, RtuLine):
        return _open_serial(line, framing)
    # The gateway keeps no silence for us: what it is given goes onto its line at once.
    port = await _connect(line, framing)
    return replace(port, byte_s=CHARACTER_BITS / line.baud, silence_s=silence_s(line.baud))


def _open_serial(line: RtuLine, framing: Framing) -> Port:
    try:
        tty = _serial(line)
    except termios.error as error:  # vanished while it was being set up; pyserial lets this one through
        raise OSError(*error.args) from None
    return Port(tty.fileno(), framing, tty.close, CHARACTER_BITS / line.baud, silence_s(line.baud))


def _serial(line: RtuLine) -> serial.Serial:
    tty = serial.Serial(line.port, line.baud, timeout=0, exclusive=True)
    try:
        with contextlib.suppress(OSError, ValueError, NotImplementedError):
            tty.set_low_latency_mode(True)
        _make_reads_tell_hang_up(tty.fileno())
    except BaseException:
        tty.close()
        raise
    return tty


def _make_reads_tell_hang_up(fd: int) -> None:
    # With pyserial's VMIN of 0 an empty read may mean "nothing yet"; with 1 it means that the port is gone.
    attributes = termios.tcgetattr(fd)
    attributes[6][_VMIN], attributes[6][_VTIME] = 1, 0
    termios.tcsetattr(fd, termios.TCSANOW, attributes)
    os.set_blocking(fd, False)


async def _connect(line: NetworkLine, framing: Framing) -> Port:
    try:
        async with asyncio.timeout(CONNECT_S_MAX):
            connection = await _connected(line)
    except (TimeoutError, UnicodeError):
        raise OSError(f"{line.host}:{line.port} does not answer") from None
    return Port(connection.fileno(), framing, connection.close)


async def _connected(line: NetworkLine) -> socket.socket:
    loop = asyncio.get_running_loop()
    *others, last = await loop.getaddrinfo(line.host, line.port, type=socket.SOCK_STREAM)
    for family, _, _, _, place in others:
        with contextlib.suppress(OSError):
            return await _connected_to(family, place)
    return await _connected_to(last[0], last[4])


async def _connected_to(family: int, place: Any) -> socket.socket:
    loop, connection = asyncio.get_running_loop(), socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _forget_what_is_late(connection)
        await loop.sock_connect(connection, place)
    except BaseException:
        connection.close()
        raise
    return connection


def _forget_what_is_late(connection: socket.socket) -> None:
    # Else the kernel goes on delivering for minutes, even after close (tcp(7)): a pulse sent into a cable that was
    # pulled would open a door when it is plugged in again.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNDELIVERED_MS_MAX)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
