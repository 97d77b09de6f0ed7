"""The Unix socket: JSON lines in, JSON lines out. Whoever asks wrongly is told so; whoever reads slowly is dropped."""

import asyncio
import contextlib
import errno
import logging
import os
import select
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec

from locker.contract.answers import AnyAnswer, AnyNotice, CabinetState, Done, Refused, Welcome
from locker.contract.codec import MalformedError, decode_request, encode_line
from locker.contract.ids import RequestId
from locker.contract.refusal import Refusal
from locker.contract.requests import (
    LINE_BYTES_MAX,
    PROTOCOL,
    AnyRequest,
    Hello,
    Watch,
)
from locker.daemon.reception import Reception

log = logging.getLogger(__name__)

CLIENTS_MAX = 8
HELLO_S_MAX = 5.0
UNREAD_BYTES_MAX = 1_000_000
MALFORMED_LINES_MAX = 20
PATH_BYTES_MAX = 107
"""unix(7): 108 with the closing zero."""

NO_REQUEST = RequestId("-")


def make_room(path: Path) -> None:
    """Make the folder, remove the socket of a lockerd that was killed. :raises OSError: no socket can be there."""
    if len(os.fsencode(path)) > PATH_BYTES_MAX:
        raise OSError(errno.ENAMETOOLONG, f"a socket's path has at most {PATH_BYTES_MAX} bytes", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)


class SocketServer:
    """Serves clients of this machine; who may connect is the socket file's permissions (group ``kiosk``)."""

    def __init__(self, path: Path, reception: Reception, version: str) -> None:
        self._path = path
        self._reception = reception
        self._version = version
        self._watchers: set[_Client] = set()
        self._clients: set[_Client] = set()
        self._state_due = False
        reception.listen(self._notice)

    async def serve(self) -> None:
        """Listen until cancelled."""
        make_room(self._path)
        before = os.umask(0o117)
        try:
            server = await asyncio.start_unix_server(self._connected, self._path, limit=LINE_BYTES_MAX)
        finally:
            os.umask(before)
        try:
            await server.serve_forever()
        finally:
            server.close()
            self._path.unlink(missing_ok=True)
            for client in self._clients:
                client.drop()
            await asyncio.gather(*(client.closed() for client in self._clients))

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = _Client(writer)
        self._clients.add(client)
        try:
            if len(self._clients) > CLIENTS_MAX:
                client.send(Refused(re=NO_REQUEST, refusal=Refusal.CABINET_BUSY, detail="clients"))
                return
            await self._converse(reader, client)
        except (ConnectionError, TimeoutError):
            log.info("a client went away")
        except Exception as bug:  # Python 3.11 would tell nobody until the connection is collected as garbage
            context = {"message": "a request met a bug", "exception": bug}
            asyncio.get_running_loop().call_exception_handler(context)
        finally:
            self._watchers.discard(client)
            writer.close()
            await client.closed()
            self._clients.discard(client)

    async def _converse(self, reader: asyncio.StreamReader, client: "_Client") -> None:
        greeted = False
        malformed = 0
        async with asyncio.timeout(HELLO_S_MAX) as patience:
            async for word in _words(reader):
                if isinstance(word, MalformedError):
                    malformed += 1
                    client.send(Refused(re=NO_REQUEST, refusal=word.refusal, detail=word.detail))
                    if malformed > MALFORMED_LINES_MAX:
                        return
                    continue
                if not greeted:
                    greeted = self._greet(client, word)
                    if not greeted:
                        return
                    patience.reschedule(None)
                    continue
                if client.is_gone():
                    return
                client.send(await self._answer(client, word))

    def _greet(self, client: "_Client", word: AnyRequest) -> bool:
        if not isinstance(word, Hello) or word.protocol != PROTOCOL:
            detail = f"this lockerd speaks version {PROTOCOL}, hello first"
            client.send(Refused(re=word.id, refusal=Refusal.VERSION_UNSUPPORTED, detail=detail))
            return False
        client.send(Welcome(re=word.id, kiosk=self._reception.kiosk, protocol=PROTOCOL, version=self._version))
        return True

    async def _answer(self, client: "_Client", request: AnyRequest) -> AnyAnswer:
        match request:
            case Hello():
                return Refused(re=request.id, refusal=Refusal.REQUEST_MALFORMED, detail="hello twice")
            case Watch():
                self._watchers.add(client)
                client.send(self._reception.state())
                return Done(re=request.id)
            case _:
                return await self._reception.answer(request)

    def _notice(self, notice: AnyNotice) -> None:
        """Steps of a door go out at once; the whole state at most once each turn of the loop."""
        if not isinstance(notice, CabinetState):
            self._broadcast(notice)
        elif not self._state_due and self._watchers:
            self._state_due = True
            asyncio.get_running_loop().call_soon(self._send_state)

    def _send_state(self) -> None:
        self._state_due = False
        self._broadcast(self._reception.state())

    def _broadcast(self, notice: AnyNotice) -> None:
        line = encode_line(notice)
        for client in list(self._watchers):
            client.send_line(line)


class _Client:
    """One connection's way out."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def send(self, word: msgspec.Struct) -> None:
        self.send_line(encode_line(word))

    def send_line(self, line: bytes) -> None:
        if self._writer.is_closing():
            return
        if self._writer.transport.get_write_buffer_size() > UNREAD_BYTES_MAX:
            log.warning("a client that does not read is dropped")
            self.drop()
            return
        self._writer.write(line)

    def is_gone(self) -> bool:
        """Nobody is at the other end: an act of theirs that was not begun yet never happens."""
        if self._writer.is_closing():
            return True
        poll = select.poll()
        poll.register(self._writer.get_extra_info("socket").fileno(), 0)
        return bool(poll.poll(0))  # only POLLHUP and POLLERR can come; who merely says no more is still there

    def drop(self) -> None:
        """Break the connection off, whatever is still to be said."""
        self._writer.transport.abort()

    async def closed(self) -> None:
        """Wait until the connection is no more."""
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()


async def _words(reader: asyncio.StreamReader) -> AsyncIterator[AnyRequest | MalformedError]:
    """Requests, and what is none; ends with the connection or with a line beyond all measure."""
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.IncompleteReadError:
            return
        except asyncio.LimitOverrunError:
            yield MalformedError(Refusal.REQUEST_TOO_LONG, f"at most {LINE_BYTES_MAX} bytes")
            return
        try:
            yield decode_request(line)
        except MalformedError as error:
            yield error
