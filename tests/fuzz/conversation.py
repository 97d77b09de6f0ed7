"""lockerd's Unix socket as a whole: lines in any pieces, of any length, from a client that says hello or does not."""

import asyncio
import contextlib
import tempfile
from pathlib import Path
from typing import Any

from locker.contract.codec import decode_reply, encode_line
from locker.contract.ids import KioskId, RequestId
from locker.contract.refusal import Refusal
from locker.contract.requests import LINE_BYTES_MAX, PROTOCOL, CallStaff, CodeDigitNear, Hello, Watch
from locker.daemon.reception import ClosedReception
from locker.daemon.socket_server import SocketServer
from tests.fuzz.target import Target

ANSWERED_S_MAX = 60.0
"""A guard against waiting for ever, on a machine that has much else to do."""


def _conversation(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_converse(Path(folder) / "socket", data))


async def _converse(place: Path, data: bytes) -> None:
    """Everything said is answered in lockerd's own words; then the connection ends."""
    bugs: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, bug: bugs.append(bug))
    server = SocketServer(place, ClosedReception(KioskId("k1"), Refusal.STARTING, 0), "1")
    async with asyncio.timeout(ANSWERED_S_MAX):
        serving = asyncio.create_task(server.serve())
        said = await _said(place, data)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    assert not bugs, bugs
    for line in said.splitlines(keepends=True):
        decode_reply(line)


async def _said(place: Path, data: bytes) -> bytes:
    reader, writer = await _connected(place)
    try:
        writer.write(data)
        writer.write_eof()
        return await reader.read(-1)
    except ConnectionError:
        return b""  # lockerd had enough, and hung up on what it had not read
    finally:
        writer.close()
        await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def _connected(place: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """As soon as lockerd listens."""
    while True:
        with contextlib.suppress(OSError):
            return await asyncio.open_unix_connection(place)
        await asyncio.sleep(0)


HELLO = encode_line(Hello(id=RequestId("1"), protocol=PROTOCOL))
LINES = [encode_line(kind(id=RequestId("2"))) for kind in (Watch, CodeDigitNear, CallStaff)]

TARGETS = [
    Target("socket lines", _conversation, [HELLO + b"".join(LINES), HELLO + b"x" * LINE_BYTES_MAX + b"\n", b"\n" * 50])
]
