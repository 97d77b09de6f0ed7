"""The document camera on the page: what lies under it, and a hand that lays papers down and takes them away.

``POST /api/camera/lay`` with a ``Laying`` as JSON, ``/api/camera/move`` with some of its fields,
``/api/camera/take-away``, ``unplug``, ``plug``; ``GET /api/camera/picture.jpg`` what it would see, small.
"""

import asyncio

import msgspec
from aiohttp import web

from drivers.sim.bench.reply import done, unknown
from drivers.sim.camera.shot import Laying
from drivers.sim.camera.stream import SimulatedCamera, jpeg_of
from drivers.sim.machine import Machine

Json = dict[str, object]
VERBS = ("lay", "move", "take-away", "unplug", "plug")
SMALL = 640, 360


def camera_state(camera: SimulatedCamera | None) -> Json | None:
    """Its address, whether anybody looks, and what lies there; None without a camera."""
    if camera is None:
        return None
    lying = None if camera.lying is None else msgspec.to_builtins(camera.lying)
    return {"url": camera.url, "plugged": camera.plugged, "watchers": camera.watchers, "lying": lying}


def camera_routes(machine: Machine) -> list[web.RouteDef]:
    """All of this file's."""
    routes = _Routes(machine)
    return [web.get("/api/camera/picture.jpg", routes.picture), web.post("/api/camera/{verb}", routes.act)]


class _Routes:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    async def picture(self, _request: web.Request) -> web.Response:
        camera = self._machine.camera
        if camera is None:
            return unknown("camera", ())
        jpeg = await asyncio.to_thread(jpeg_of, camera.lying, camera.table, *SMALL, 0, 1)
        return web.Response(body=jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store"})

    async def act(self, request: web.Request) -> web.Response:
        verb, camera = request.match_info["verb"], self._machine.camera
        if camera is None or verb not in VERBS:
            return unknown("verb", VERBS if camera else ())
        try:
            return done(await _acted(camera, verb, await request.read()))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return web.json_response({"error": str(error)}, status=400)


async def _acted(camera: SimulatedCamera, verb: str, body: bytes) -> bool:
    match verb:
        case "lay":
            camera.lay(msgspec.json.decode(body or b"{}", type=Laying))
            return True
        case "move":
            return camera.change(msgspec.json.decode(body or b"{}", type=dict[str, object]))
        case "take-away":
            return camera.take_away()
        case "unplug":
            return await camera.unplug()
        case _:
            return await camera.plug()
