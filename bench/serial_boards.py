"""Boards with 32 inputs on a pseudo-terminal that keeps a true baud rate, in a process of their own.

A pseudo-terminal has no baud rate: every byte is paced by the clock. A board takes a request only after 3.5 characters
of silence, needs its turnaround, and answers byte by byte. Requests that begin before the silence after the last reply
is over are counted: a real board may take two such frames for one.
"""

import multiprocessing
import multiprocessing.connection
import os
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from pymodbus.framer import FramerRTU

from drivers.relay.port import silence_s

WRITE_SINGLE_COIL = 5
INPUT_BYTES = 4
REQUEST_BYTES = 8
REPLY_BYTES = 5 + INPUT_BYTES
TURNAROUND_S = 0.001
CHARACTER_BITS = 10
SPIN_S = 0.000_15
TOLERANCE_S = 0.000_05


@dataclass(frozen=True)
class Seen:
    """What the boards saw: when each reply ended (seconds), and how many requests broke the silence."""

    replied_at_s: list[float]
    too_early: int


def limit_s(baud: int) -> float:
    """The least one poll can take: both frames, the silence after each, and the turnaround."""
    return (REQUEST_BYTES + REPLY_BYTES) * CHARACTER_BITS / baud + 2 * silence_s(baud) + TURNAROUND_S


def pulse_limit_s(baud: int) -> float:
    """The least a timed pulse can take from order to confirmation: the silence after the echo is not waited for."""
    return 2 * REQUEST_BYTES * CHARACTER_BITS / baud + silence_s(baud) + TURNAROUND_S


class SerialBoards:
    """The running process: where its line is, and what it has seen since it was last asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.port: str = connection.recv()

    def seen(self) -> Seen:
        """Take what was seen since the last call."""
        self._connection.send("seen")
        answer: Seen = self._connection.recv()
        return answer

    def switch_off(self, address: int) -> None:
        """The board at ``address`` loses its power."""
        self._connection.send(("off", address))

    def switch_on(self, address: int) -> None:
        """It is back."""
        self._connection.send(("on", address))


@contextmanager
def serial_boards(baud: int) -> Iterator[SerialBoards]:
    """Boards at every address, for as long as the block lasts."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, baud), daemon=True)
    process.start()
    try:
        yield SerialBoards(ours)
    finally:
        ours.close()
        process.join()


def _serve(connection: Connection, baud: int) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    connection.send(os.ttyname(theirs))
    boards = _Boards(ours, baud)
    while not boards.is_over:
        ready = multiprocessing.connection.wait([ours, connection])
        if ours in ready:
            boards.read()
        if connection in ready:
            boards.tell(connection)


class _Boards:
    def __init__(self, fd: int, baud: int) -> None:
        self._fd = fd
        self._byte_s, self._silence_s = CHARACTER_BITS / baud, silence_s(baud)
        self._quiet_from_s = 0.0
        self._received = b""
        self._off: set[int] = set()
        self.is_over = False
        self._seen = Seen([], 0)

    def tell(self, connection: Connection) -> None:
        try:
            told = connection.recv()
        except EOFError:
            self.is_over = True
            return
        if told == "seen":
            connection.send(self._seen)
            self._seen = Seen([], 0)
        elif told[0] == "off":
            self._off.add(told[1])
        else:
            self._off.discard(told[1])

    def read(self) -> None:
        now_s = time.monotonic()
        if now_s < self._quiet_from_s + self._silence_s - TOLERANCE_S:
            self._seen = Seen(self._seen.replied_at_s, self._seen.too_early + 1)
        self._received += os.read(self._fd, 512)
        while len(self._received) >= REQUEST_BYTES:
            frame, self._received = self._received[:REQUEST_BYTES], self._received[REQUEST_BYTES:]
            if frame[0] not in self._off:
                self._reply(frame, max(now_s, self._quiet_from_s))

    def _reply(self, frame: bytes, begun_s: float) -> None:
        is_pulse = frame[1] == WRITE_SINGLE_COIL
        body = frame[:-2] if is_pulse else frame[:2] + bytes([INPUT_BYTES]) + bytes(INPUT_BYTES)
        at_s = begun_s + REQUEST_BYTES * self._byte_s + self._silence_s + TURNAROUND_S
        for byte in body + FramerRTU.compute_CRC(body).to_bytes(2, "big"):
            at_s += self._byte_s
            _wait_until(at_s)
            os.write(self._fd, bytes([byte]))
        self._quiet_from_s = at_s
        self._seen.replied_at_s.append(at_s)


def _wait_until(at_s: float) -> None:
    if (wait_s := at_s - time.monotonic() - SPIN_S) > 0:
        time.sleep(wait_s)
    while time.monotonic() < at_s:
        pass
