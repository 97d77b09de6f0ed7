"""The simulated document camera: what lies under it, served as an MJPEG stream for as long as somebody watches."""

import asyncio
from collections.abc import Callable
from functools import lru_cache
from itertools import count

import cv2
import msgspec
from aiohttp import web

from drivers.sim.camera.shot import Laying, shoot
from drivers.sim.camera.tables import TableKind

FRAMES_A_S = 15
PATH = "/stream.mjpg"
_BOUNDARY = "picture"
_GRAINS = 3  # pictures of one scene that differ in their noise
_STEPS = 5  # pictures of a paper being slid into its place
_COARSE = 3  # a moving paper is blurred anyway
_QUALITY = 88
_WATCHERS_MAX = 8


class SimulatedCamera:
    """One camera over one table. ``tell`` is called when what lies there changes. Needs a running event loop."""

    def __init__(self, width: int, height: int, tell: Callable[[], None] = lambda: None) -> None:
        self.lying: Laying | None = None
        self.table: TableKind = "grey"
        self.watchers = 0
        self._size = width, height
        self._tell = tell
        self._sliding: list[Laying | None] = []
        self._runner: web.AppRunner | None = None
        self._place = ("127.0.0.1", 0)

    @property
    def plugged(self) -> bool:
        """Whether it answers."""
        return self._runner is not None

    @property
    def url(self) -> str:
        """The stream's address; it stays the same when the camera is plugged in again."""
        return f"http://{self._place[0]}:{self._place[1]}{PATH}"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve; port 0 becomes a free one. :raises OSError: the port cannot be had."""
        self._place = host, port
        await self.plug()

    async def plug(self) -> bool:
        """Plug it in."""
        if self._runner is not None:
            return False
        app = web.Application()
        app.router.add_get(PATH, self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._place, reuse_address=True).start()
        self._place = self._place[0], self._runner.addresses[0][1]
        self._tell()
        return True

    async def unplug(self) -> bool:
        """Pull it, also in the middle of a picture."""
        runner, self._runner = self._runner, None
        if runner is None:
            return False
        await runner.cleanup()
        self._tell()
        return True

    def lay(self, laying: Laying) -> None:
        """Slide a paper into its place; whatever lay there is taken away first."""
        away = [] if self.lying is None else [None]
        self.lying, self.table = laying, laying.table
        self._sliding = [*away, *slid(laying)]
        self._tell()

    def take_away(self) -> bool:
        """Take the paper away; False when there is none."""
        there = self.lying is not None
        self._sliding = slid(self.lying)[::-1] if self.lying else []
        self.lying = None
        self._tell()
        return there

    def change(self, changes: dict[str, object]) -> bool:
        """Move what lies there, or change its light. :raises msgspec.ValidationError: there is no such thing.

        False when nothing lies there.
        """
        if self.lying is None:
            return False
        self.lying = msgspec.convert(msgspec.to_builtins(self.lying) | changes, Laying)
        self.table = self.lying.table
        self._tell()
        return True

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if self.watchers >= _WATCHERS_MAX:
            raise web.HTTPServiceUnavailable
        kind = f"multipart/x-mixed-replace;boundary={_BOUNDARY}"
        response = web.StreamResponse(headers={"Content-Type": kind, "Cache-Control": "no-store"})
        await response.prepare(request)
        self.watchers += 1
        try:
            await self._push(response)
        except ConnectionError:
            pass
        finally:
            self.watchers -= 1
        return response

    async def _push(self, response: web.StreamResponse) -> None:
        loop = asyncio.get_running_loop()
        due_s = loop.time()
        for number in count():
            jpeg = await self._next(number)
            head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            await response.write(head.encode() + jpeg + b"\r\n")
            due_s = max(due_s + 1 / FRAMES_A_S, loop.time())
            await asyncio.sleep(due_s - loop.time())

    async def _next(self, number: int) -> bytes:
        """The next picture: of a paper being slid, else of what lies there."""
        if self._sliding:
            return await asyncio.to_thread(jpeg_of, self._sliding.pop(0), self.table, *self._size, 0, _COARSE)
        return await asyncio.to_thread(jpeg_of, self.lying, self.table, *self._size, number % _GRAINS, 1)


def slid(laying: Laying) -> list[Laying | None]:
    """How a paper comes to its place: from below, quickly, then slower."""
    ways = [(1 - step / _STEPS) ** 2 for step in range(_STEPS)]
    return [
        msgspec.structs.replace(laying, y_mm=min(500.0, laying.y_mm + 260 * way), smear=min(80.0, 60 * way))
        for way in ways
    ]


@lru_cache(maxsize=16)
def jpeg_of(lying: Laying | None, table: TableKind, width: int, height: int, grain: int, coarse: int) -> bytes:
    """One picture as the camera sends it; kept, so that a paper at rest is drawn once."""
    shot = shoot(lying, width // coarse, height // coarse, empty=table, frame=grain)
    picture = shot.picture if coarse == 1 else cv2.resize(shot.picture, (width, height))
    return cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, _QUALITY))[1].tobytes()
