"""Scripted boards on a real pseudo-terminal or TCP port: they answer, stay silent, come late, garble, or vanish.

Written from the Modbus papers and the makers' frames, not from the driver, so that both cannot share a mistake.
"""

import asyncio
import contextlib
import os
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Mood = Literal["answers", "silent", "late", "garbles", "answers_as_another", "refuses", "noisy"]


def with_crc(frame: bytes) -> bytes:
    crc = 0xFFFF
    for byte in frame:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return frame + crc.to_bytes(2, "little")


def packed(bits: list[bool]) -> bytes:
    number = sum(1 << place for place, bit in enumerate(bits) if bit)
    return number.to_bytes((len(bits) + 7) // 8, "little")


@dataclass
class ScriptedBoard:
    """One board: what it holds, how it behaves, and what it was told."""

    address: int
    inputs: list[bool] = field(default_factory=lambda: [False] * 8)
    registers: dict[int, int] = field(default_factory=dict)
    stuck_registers: bool = False
    mood: Mood = "answers"
    late_s: float = 0.0
    asked: int = 0
    pulses: list[tuple[int, int]] = field(default_factory=list)
    scripted: dict[bytes, bytes] = field(default_factory=dict)

    def reply(self, pdu: bytes) -> bytes:
        """The right reply to a request's PDU."""
        self.asked += 1
        function, first, value = pdu[0], int.from_bytes(pdu[1:3], "big"), int.from_bytes(pdu[3:5], "big")
        if pdu in self.scripted:
            return self.scripted[pdu]
        if self.mood == "refuses":
            return bytes([function | 0x80, 2])
        return self._right_reply(pdu, function, first, value)

    def _right_reply(self, pdu: bytes, function: int, first: int, value: int) -> bytes:
        if function in (1, 2):
            held = self.inputs if function == 2 else [False] * 64
            data = packed(held[first : first + value])
            return bytes([function, len(data)]) + data
        if function == 3:
            words = [self.registers.get(number, 0) for number in range(first, first + value)]
            return bytes([3, 2 * value]) + b"".join(word.to_bytes(2, "big") for word in words)
        self._write(pdu, function, first, value)
        return pdu[:5]

    def _write(self, pdu: bytes, function: int, first: int, value: int) -> None:
        if function == 6 and not self.stuck_registers:
            self.registers[first] = value
        if function == 5 and 0x0200 <= first < 0x0300:
            self.pulses.append((first - 0x0200 + 1, value * 100))
        if function == 0x10:
            self.pulses.append(((first - 3) // 5 + 1, int.from_bytes(pdu[8:10], "big") * 100))


class ScriptedBoards:
    """Boards that share a wire, and every frame they saw. ``changed`` is set whenever something happened."""

    def __init__(self, changed: asyncio.Event) -> None:
        self.changed = changed
        self.frames: list[bytes] = []
        self.seen_at_s: list[float] = []
        self.gaps_s: list[float] = []
        self.boards: dict[int, ScriptedBoard] = {}

    def add(self, address: int = 1, inputs: int = 8) -> ScriptedBoard:
        self.boards[address] = ScriptedBoard(address, [False] * inputs)
        return self.boards[address]

    def hear(self, address: int, pdu: bytes, send: Callable[[int, bytes], None]) -> None:
        board = self.boards.get(address)
        self.changed.set()
        if board is None:
            return
        mood, reply = board.mood, board.reply(pdu)
        if mood == "late":
            asyncio.get_running_loop().call_later(board.late_s, send, address, reply)
        elif mood == "answers_as_another":
            send(address + 1, reply)
        elif mood != "silent":
            send(address, reply)


class SerialBoards(ScriptedBoards):
    """On a pseudo-terminal. ``port`` stays the same path when the adapter is pulled and plugged in again."""

    def __init__(self, folder: Path, changed: asyncio.Event) -> None:
        super().__init__(changed)
        self.port = folder / "locker-bus"
        self._ours = -1
        self._received = b""
        self._replied_at_s = 0.0
        self.plug_in()

    def plug_in(self) -> None:
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        os.set_blocking(self._ours, False)
        self.port.symlink_to(os.ttyname(theirs))
        self._theirs = theirs
        asyncio.get_running_loop().add_reader(self._ours, self._read)

    def unplug(self) -> None:
        if self._ours >= 0:
            asyncio.get_running_loop().remove_reader(self._ours)
            os.close(self._ours)
            os.close(self._theirs)
            self.port.unlink()
            self._ours = -1

    def babble(self) -> None:
        """From now on a mad device fills the line, byte after byte."""
        if self._ours >= 0:
            with contextlib.suppress(BlockingIOError):
                os.write(self._ours, b"\x55")
            asyncio.get_running_loop().call_later(0.001, self.babble)

    def _read(self) -> None:
        now_s = time.monotonic()
        with contextlib.suppress(OSError):
            self._received += os.read(self._ours, 512)
        while len(self._received) >= 8 and len(self._received) >= (size := self._size()):
            frame, self._received = self._received[:size], self._received[size:]
            assert with_crc(frame[:-2]) == frame, f"a frame with a wrong CRC: {frame.hex(' ')}"
            self.frames.append(frame)
            self.seen_at_s.append(now_s)
            if self._replied_at_s:
                self.gaps_s.append(now_s - self._replied_at_s)
            self.hear(frame[0], frame[1:-2], self._send)

    def _size(self) -> int:
        return 9 + self._received[6] if self._received[1] in (0x0F, 0x10) else 8

    def _send(self, address: int, pdu: bytes) -> None:
        frame = with_crc(bytes([address]) + pdu)
        mood = self.boards[address].mood if address in self.boards else "answers"
        if mood == "garbles":
            frame = frame[:-1] + bytes([frame[-1] ^ 0x55])
        if mood == "noisy":
            frame = b"\x00\xff" + frame
        if self._ours >= 0:
            os.write(self._ours, frame)
            self._replied_at_s = time.monotonic()


class TcpBoards(ScriptedBoards):
    """On a Modbus TCP port of 127.0.0.1."""

    def __init__(self, changed: asyncio.Event) -> None:
        super().__init__(changed)
        self.tcp_port = 0
        self.connections = 0
        self._server: asyncio.Server | None = None
        self._writers: list[asyncio.StreamWriter] = []

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.tcp_port)
        self.tcp_port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()
        if self._server:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def drop_connections(self) -> None:
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        self.connections += 1
        self.changed.set()
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while True:
                head = await reader.readexactly(7)
                pdu = await reader.readexactly(int.from_bytes(head[4:6], "big") - 1)
                self.frames.append(head + pdu)
                self.hear(head[6], pdu, lambda address, reply: _send_tcp(writer, head[:4], address, reply))  # noqa: B023


def _send_tcp(writer: asyncio.StreamWriter, head: bytes, address: int, pdu: bytes) -> None:
    if not writer.is_closing():
        writer.write(head + (len(pdu) + 1).to_bytes(2, "big") + bytes([address]) + pdu)
