"""The page and its API, by aiohttp.

``GET /api/world`` all there is; ``GET /api/events`` the same, pushed at each change (server-sent events);
``POST /api/doors/{id}/{verb}``, ``/api/boards/{name}/{verb}``, ``/api/lines/{name}/plug|unplug``,
``/api/modem/{verb}``, ``/api/brown-out``: a hand; those of ``counter.py`` for printer and card reader and of
``camera.py`` for the document camera.
Every POST answers ``{"done": true|false}``: false when the world did not give way.
"""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from drivers.sim.bench.camera import camera_routes
from drivers.sim.bench.counter import counter_routes
from drivers.sim.bench.reply import done, unknown
from drivers.sim.bench.state import world_state
from drivers.sim.bench.verbs import BOARD_VERBS, DOOR_VERBS, MODEM_VERBS
from drivers.sim.machine import Machine

PAGE = Path(__file__).parent / "page"
WORLD_SLOT = ">{}</script>"
BODY_BYTES_MAX = 1024
WATCHERS_MAX = 32
PUSH_EVERY_S = 0.04
STILL_HERE_S = 10.0
BROWN_OUT_MS = 800.0


class BenchServer:
    """One page, one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._live = machine.live
        self._ports = machine.ports
        self._doors = [place.id for place in machine.places]
        self._watchers: set[asyncio.Event] = set()
        self._runner: web.AppRunner | None = None
        self._unwatch: Callable[[], None] | None = None
        self.url = ""

    async def start(self, host: str, port: int) -> None:
        """Serve; port 0 becomes a free one, told in ``url``."""
        self._unwatch = self._live.watch(self._changed)
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        address = self._runner.addresses[0]
        self.url = f"http://{address[0]}:{address[1]}/"

    async def stop(self) -> None:
        """End."""
        if self._unwatch is not None:
            self._unwatch()
        if self._runner is not None:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_BYTES_MAX)
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/api/world", self._world),
                web.get("/api/events", self._events),
                web.post("/api/doors/{name}/{verb}", self._door),
                web.post("/api/boards/{name}/{verb}", self._board),
                web.post("/api/lines/{name}/{verb}", self._line),
                web.post("/api/modem/{verb}", self._modem),
                web.post("/api/brown-out", self._brown_out),
                *counter_routes(self._machine),
                *camera_routes(self._machine),
                web.static("/page", PAGE),
            ]
        )
        return app

    async def _page(self, _request: web.Request) -> web.Response:
        """The page with the world of now in it, so that it is whole before the first change."""
        now = json.dumps(world_state(self._machine)).replace("<", "\\u003c")
        text = (PAGE / "index.html").read_text(encoding="utf-8").replace(WORLD_SLOT, f">{now}</script>")
        return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def _world(self, _request: web.Request) -> web.Response:
        return web.json_response(world_state(self._machine))

    async def _door(self, request: web.Request) -> web.Response:
        name, verb = request.match_info["name"], DOOR_VERBS.get(request.match_info["verb"])
        if verb is None:
            return unknown("verb", DOOR_VERBS)
        if name not in self._doors:
            return unknown("door", self._doors)
        return done(self._live.act(lambda world: verb(world, name)))

    async def _board(self, request: web.Request) -> web.Response:
        name, verb = request.match_info["name"], BOARD_VERBS.get(request.match_info["verb"])
        if verb is None:
            return unknown("verb", BOARD_VERBS)
        try:
            return done(self._live.act(lambda world: verb(world.board(name))))
        except KeyError:
            return unknown("board", ())

    async def _line(self, request: web.Request) -> web.Response:
        name, verb = request.match_info["name"], request.match_info["verb"]
        if verb not in ("plug", "unplug"):
            return unknown("verb", ("plug", "unplug"))
        try:
            moved = await self._ports.plug(name) if verb == "plug" else self._ports.unplug(name)
        except KeyError:
            return unknown("line", ())
        self._live.tell()
        return done(moved)

    async def _modem(self, request: web.Request) -> web.Response:
        verb, modem = MODEM_VERBS.get(request.match_info["verb"]), self._machine.modem
        if verb is None or modem is None:
            return unknown("verb", MODEM_VERBS if modem else ())
        verb(modem)
        self._live.tell()
        return done(True)

    async def _brown_out(self, _request: web.Request) -> web.Response:
        self._live.act(lambda world: world.brown_out(BROWN_OUT_MS))
        return done(True)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        if len(self._watchers) >= WATCHERS_MAX:
            raise web.HTTPServiceUnavailable
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            await self._push_for_ever(response, changed)
        except ConnectionError:
            pass
        finally:
            self._watchers.discard(changed)
        return response

    async def _push_for_ever(self, response: web.StreamResponse, changed: asyncio.Event) -> None:
        while True:
            changed.clear()
            await response.write(b"data: " + json.dumps(world_state(self._machine)).encode() + b"\n\n")
            await self._wait(response, changed)
            await asyncio.sleep(PUSH_EVERY_S)

    async def _wait(self, response: web.StreamResponse, changed: asyncio.Event) -> None:
        """Wait for a change; a word now and then finds out who has gone away."""
        while not changed.is_set():
            try:
                await asyncio.wait_for(changed.wait(), STILL_HERE_S)
            except TimeoutError:
                await response.write(b": still here\n\n")

    def _changed(self) -> None:
        for watcher in self._watchers:
            watcher.set()
