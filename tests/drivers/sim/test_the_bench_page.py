"""The bench: a hand by HTTP, and the page in a real browser."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import msgspec
import pytest

from drivers.sim.bench.server import BenchServer
from drivers.sim.live import LiveWorld
from drivers.sim.ports import Ports
from drivers.sim.scene import Scene
from drivers.sim.world import World

PNG = b"\x89PNG"


@pytest.fixture
def scene() -> Scene:
    doors = [
        {"id": name, "board": board, "channel": channel, "width_cm": 40, "height_cm": 12, "x_cm": x, "y_cm": y}
        for name, board, channel, x, y in [
            ("A1", "upper", 1, 0, 60),
            ("A2", "upper", 2, 0, 48),
            ("A3", "upper", 3, 0, 36),
            ("B1", "lower", 1, 40, 60),
            ("B2", "lower", 8, 40, 48),
        ]
    ]
    boards = [
        {"name": "upper", "line": "serial", "model": {"kind": "waveshare", "relays": 8}, "address": 1},
        {"name": "lower", "line": "serial", "model": {"kind": "jy", "relays": 8}, "address": 2},
    ]
    line = {"name": "serial", "kind": "rtu", "link": "run/bus", "baud": 9600}
    return msgspec.convert({"line": [line], "board": boards, "door": doors}, Scene)


@pytest.fixture
async def bench(live: LiveWorld, scene: Scene, tmp_path: Path) -> AsyncIterator[BenchServer]:
    ports = Ports(scene, tmp_path, live)
    await ports.start()
    bench = BenchServer(live, scene.door, ports)
    await bench.start("127.0.0.1", 0)
    yield bench
    await bench.stop()
    await ports.stop()


@pytest.fixture
async def web(bench: BenchServer) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(bench.url) as session:
        yield session


async def hand(web: aiohttp.ClientSession, what: str) -> bool:
    async with web.post(f"/api/{what}") as answer:
        assert answer.status == 200
        done: bool = (await answer.json())["done"]
        return done


async def test_a_hand_opens_fills_and_shuts_a_compartment(web: aiohttp.ClientSession, world: World) -> None:
    assert not await hand(web, "doors/A1/pull")
    assert await hand(web, "doors/A1/pry")
    assert await hand(web, "doors/A1/put")
    assert await hand(web, "doors/A1/push")
    assert not await hand(web, "doors/A1/take")
    assert world.door("A1").envelope


@pytest.mark.parametrize("verb", ["jam", "tire-spring", "cut", "stick", "bounce", "weld"])
async def test_a_hand_breaks_things_and_mends_them(web: aiohttp.ClientSession, verb: str) -> None:
    mending = {"jam": "unjam", "tire-spring": "renew-spring", "weld": "replace-relay"}
    assert await hand(web, f"doors/A1/{verb}")
    assert await hand(web, f"doors/A1/{mending.get(verb, 'mend')}")


async def test_boards_die_and_lines_are_pulled(web: aiohttp.ClientSession, world: World, tmp_path: Path) -> None:
    assert await hand(web, "boards/upper/kill")
    assert not world.board("upper").powered
    assert await hand(web, "lines/serial/unplug")
    assert not (tmp_path / "run/bus").exists()
    assert await hand(web, "lines/serial/plug")
    assert (tmp_path / "run/bus").exists()
    assert await hand(web, "brown-out")
    assert not world.board("lower").powered


@pytest.mark.parametrize(
    "what", ["doors/Z9/push", "doors/A1/kick", "boards/none/kill", "boards/upper/sing", "lines/none/plug"]
)
async def test_what_is_not_there_is_said_so(web: aiohttp.ClientSession, what: str) -> None:
    async with web.post(f"/api/{what}") as answer:
        assert answer.status == 404
        assert "unknown" in (await answer.json())["error"]


async def test_the_world_can_be_read_whole(web: aiohttp.ClientSession, live: LiveWorld, tmp_path: Path) -> None:
    live.act(lambda world: world.relay_of("A2").pulse(200))
    async with web.get("/api/world") as answer:
        state = await answer.json()
    door = state["doors"][1]
    assert (door["id"], door["lock"]["energised"], door["lock"]["pulses"]) == ("A2", True, 1)
    assert 0 < asyncio.get_running_loop().time() - door["lock"]["energised_at_monotonic_s"] < 5
    assert state["cabinet"] == {"left_cm": 0.0, "right_cm": 80.0, "top_cm": 72.0}
    assert state["lines"][0]["link"] == str(tmp_path / "run/bus")


async def test_changes_are_pushed(web: aiohttp.ClientSession, live: LiveWorld) -> None:
    async with web.get("/api/events") as events:

        async def pushed() -> str:
            line = await asyncio.wait_for(events.content.readline(), 5)
            await events.content.readline()
            position: str = json.loads(line.removeprefix(b"data: "))["doors"][0]["position"]
            return position

        assert await pushed() == "shut"
        live.act(lambda world: world.door("A1").pry_open())
        assert await pushed() == "ajar"


async def chromium(*options: str) -> bytes:
    program = shutil.which("chromium")
    assert program is not None, "chromium is not installed"
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--timeout=6000")
    process = await asyncio.create_subprocess_exec(
        program, *flags, *options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    return out


async def test_the_page_in_a_browser_shows_an_open_door_and_its_envelope(
    bench: BenchServer, live: LiveWorld, tmp_path: Path
) -> None:
    live.act(lambda world: (world.door("A1").pry_open(), world.door("A1").put_envelope()))
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    page = (await chromium(profile, "--dump-dom", bench.url + "#A1")).decode()
    assert 'class="door ajar chosen"' in page
    assert "Take envelope" in page
    picture = tmp_path / "bench.png"
    await chromium(profile, f"--screenshot={picture}", "--window-size=1366,850", bench.url)
    assert picture.read_bytes().startswith(PNG)
