"""A small lockerd on a real Unix socket that says what it is told to say."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from locker.contract.answers import CabinetState, Done, Welcome
from locker.contract.codec import decode_request, encode_line
from locker.contract.ids import KioskId
from locker.contract.requests import AnyRequest, Hello, Watch

STATE = CabinetState(
    kiosk=KioskId("k1"),
    at_ms=0,
    accepting=True,
    why_not=None,
    hall_online=True,
    entry_paused_until_ms=0,
    compartments=[],
    boards=[],
    alarms=[],
    events_waiting=0,
)

Reply = Callable[[AnyRequest], bytes | None]


def polite(request: AnyRequest) -> bytes | None:
    """A lockerd that welcomes, tells its state and says done."""
    match request:
        case Hello():
            return encode_line(Welcome(re=request.id, kiosk=KioskId("k1"), protocol=1, version="0"))
        case Watch():
            return encode_line(Done(re=request.id)) + encode_line(STATE)
        case _:
            return encode_line(Done(re=request.id))


@dataclass
class StandIn:
    """A socket server that answers as told, and what it was asked."""

    path: Path
    reply: Reply = polite
    asked: list[AnyRequest] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    server: asyncio.Server | None = None

    async def start(self) -> None:
        self.path.unlink(missing_ok=True)
        self.server = await asyncio.start_unix_server(self._serve, self.path)

    async def stop(self) -> None:
        if self.server:
            self.server.close()
        for writer in self.writers:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while line := await reader.readline():
            request = decode_request(line)
            self.asked.append(request)
            if (answer := self.reply(request)) is not None:
                writer.write(answer)
