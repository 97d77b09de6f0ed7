"""One request to the hall and its answer: signed, within limits of time and bytes; no answer is a value."""

import asyncio
import io
import logging
import ssl
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.hall.token import bearer, seconds_of

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

CONNECT_S = 4.0
ANSWER_BYTES_MAX = 1024 * 1024
CHUNK_BYTES = 64 * 1024
WHOLE_BYTES_MAX = 512 * 1024
CLOCK_STATUS = 401
ABORTS_UNDONE_CLOSING = sys.version_info < (3, 12, 8)
"""Before, a question given up leaves its TLS connection half closed, for good (python/cpython#118960)."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole. ``date`` is the hall's clock."""

    status: int
    body: bytes = field(repr=False)
    etag: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Hall:
    """Where the hall is and who we are. ``ca_file``: its authority; None for the system's."""

    url: str
    kiosk: str
    key: bytes = field(repr=False)
    ca_file: str | None = None


class Wire:
    """Connections to one hall, kept open between requests. ``on_reach(up)`` after each request."""

    def __init__(self, hall: Hall, on_reach: Callable[[bool], None] = lambda _up: None) -> None:
        self._hall = hall
        self.on_reach = on_reach
        self._session: ClientSession | None = None
        self._opening = asyncio.Lock()
        self._ahead_s = 0.0

    async def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        headers: Mapping[str, str] | None = None,
        limit_s: float = 6.0,
        bytes_max: int = ANSWER_BYTES_MAX,
    ) -> Reply | None:
        """The hall's reply; None when it was not reached, or did not say all of it within the limits."""
        reply = await self._once(method, path, body, headers or {}, limit_s, bytes_max)
        if reply is not None and reply.status == CLOCK_STATUS and self._clock_corrected(reply.date):
            reply = await self._once(method, path, body, headers or {}, limit_s, bytes_max)
        self.on_reach(reply is not None)
        return reply

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _once(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], limit_s: float, bytes_max: int
    ) -> Reply | None:
        from aiohttp import ClientError  # noqa: PLC0415 (0.1 s that the first frame does not wait for)

        signed = {**headers, "Authorization": bearer(self._hall.kiosk, self._hall.key, time.time() + self._ahead_s)}
        try:
            async with (
                asyncio.timeout(limit_s),
                (await self._open()).request(
                    method, self._hall.url + path, data=_sent(body), headers=signed, allow_redirects=False
                ) as response,
            ):
                return await _read(response, bytes_max)
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            log.debug("hall not reached: %s", type(error).__name__)
            return None

    async def _open(self) -> "ClientSession":
        """The one session, also for questions that are asked at the same moment."""
        async with self._opening:
            return await self._opened()

    async def _opened(self) -> "ClientSession":
        if self._session is None:
            from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector  # noqa: PLC0415

            context = await asyncio.to_thread(ssl.create_default_context, cafile=self._hall.ca_file)
            timeout = ClientTimeout(total=None, sock_connect=CONNECT_S)
            self._session = ClientSession(
                connector=TCPConnector(ssl=context, limit=4, enable_cleanup_closed=ABORTS_UNDONE_CLOSING),
                timeout=timeout,
                cookie_jar=DummyCookieJar(),
                auto_decompress=False,
                headers={"Accept-Encoding": "identity"},
            )
        return self._session

    def _clock_corrected(self, date_header: str) -> bool:
        """Whether our clock differs from the hall's by more than it did: sign by the hall's from now on."""
        theirs = seconds_of(date_header)
        if theirs is None or abs(theirs - time.time() - self._ahead_s) < 5:
            return False
        self._ahead_s = theirs - time.time()
        log.warning("our clock is %d s from the hall's", -self._ahead_s)
        return True


def _sent(body: bytes) -> bytes | io.BytesIO:
    """What is large goes piece by piece, so that the screen's loop is not held up by one part."""
    return io.BytesIO(body) if len(body) > WHOLE_BYTES_MAX else body


async def _read(response: "ClientResponse", bytes_max: int) -> Reply | None:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > bytes_max:
            log.warning("hall: an answer over %d bytes", bytes_max)
            return None
    told = response.headers
    return Reply(response.status, bytes(body), told.get("ETag", ""), told.get("Date", ""))
