"""The bench's API: a hand by HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from drivers.sim.live import LiveWorld
from drivers.sim.modem import ReceivedSms
from drivers.sim.serve import Served


@pytest.fixture
async def web(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(served.bench.url) as session:
        yield session


async def hand(web: aiohttp.ClientSession, what: str) -> bool:
    async with web.post(f"/api/{what}") as answer:
        assert answer.status == 200
        done: bool = (await answer.json())["done"]
        return done


async def test_a_hand_opens_fills_and_shuts_a_compartment(web: aiohttp.ClientSession, running: LiveWorld) -> None:
    assert not await hand(web, "doors/A1/pull")
    assert await hand(web, "doors/A1/pry")
    assert await hand(web, "doors/A1/put")
    assert await hand(web, "doors/A1/push")
    assert not await hand(web, "doors/A1/take")
    assert running.act(lambda world: world.door("A1").envelope)


@pytest.mark.parametrize("verb", ["jam", "tire-spring", "cut", "stick", "bounce", "weld"])
async def test_a_hand_breaks_things_and_mends_them(web: aiohttp.ClientSession, verb: str) -> None:
    mending = {"jam": "unjam", "tire-spring": "renew-spring", "weld": "replace-relay"}
    assert await hand(web, f"doors/A1/{verb}")
    assert await hand(web, f"doors/A1/{mending.get(verb, 'mend')}")


async def test_boards_die_and_lines_are_pulled(web: aiohttp.ClientSession, running: LiveWorld, tmp_path: Path) -> None:
    assert await hand(web, "boards/upper/kill")
    assert not running.act(lambda world: world.board("upper").powered)
    assert await hand(web, "lines/serial/unplug")
    assert not (tmp_path / "run/bus").is_symlink()
    assert await hand(web, "lines/serial/plug")
    assert (tmp_path / "run/bus").exists()
    assert await hand(web, "brown-out")
    assert not running.act(lambda world: world.board("lower").powered)


@pytest.mark.parametrize(
    "what", ["doors/Z9/push", "doors/A1/kick", "boards/none/kill", "boards/upper/sing", "lines/none/plug"]
)
async def test_what_is_not_there_is_said_so(web: aiohttp.ClientSession, what: str) -> None:
    async with web.post(f"/api/{what}") as answer:
        assert answer.status == 404
        assert "unknown" in (await answer.json())["error"]


async def test_the_world_can_be_read_whole(web: aiohttp.ClientSession, running: LiveWorld, tmp_path: Path) -> None:
    running.act(lambda world: world.relay_of("A2").pulse(200))
    async with web.get("/api/world") as answer:
        state = await answer.json()
    door = state["doors"][1]
    assert (door["id"], door["lock"]["energised"], door["lock"]["pulses"]) == ("A2", True, 1)
    assert 0 < asyncio.get_running_loop().time() - door["lock"]["energised_at_monotonic_s"] < 5
    assert state["cabinet"] == {"left_cm": 0.0, "right_cm": 80.0, "top_cm": 72.0}
    assert state["lines"][0]["link"] == str(tmp_path / "run/bus")


async def test_changes_are_pushed(web: aiohttp.ClientSession, running: LiveWorld) -> None:
    async with web.get("/api/events") as events:

        async def pushed() -> str:
            line = await asyncio.wait_for(events.content.readline(), 5)
            await events.content.readline()
            position: str = json.loads(line.removeprefix(b"data: "))["doors"][0]["position"]
            return position

        assert await pushed() == "shut"
        running.act(lambda world: world.door("A1").pry_open())
        assert await pushed() == "ajar"


async def test_the_phone_shows_what_the_modem_sent(web: aiohttp.ClientSession, served: Served) -> None:
    modem = served.machine.modem
    assert modem is not None
    modem.inbox.append(ReceivedSms(to="+8613812345678", text="请凭取件码取件", at_ms=1, parts=1))
    async with web.get("/api/world") as answer:
        (sms,) = (await answer.json())["phone"]
    assert sms == {"to": "+8613812345678", "text": "请凭取件码取件", "at_ms": 1, "parts": 1}


async def test_the_modem_is_pulled_and_loses_its_network(
    web: aiohttp.ClientSession, served: Served, tmp_path: Path
) -> None:
    modem = served.machine.modem
    assert modem is not None
    assert await hand(web, "modem/lose-network")
    assert await hand(web, "modem/hush")
    assert (modem.faults.network, modem.faults.silent) == (False, True)
    assert await hand(web, "modem/find-network")
    assert await hand(web, "modem/speak")
    assert (modem.faults.network, modem.faults.silent) == (True, False)
    assert await hand(web, "modem/unplug")
    assert not (tmp_path / "run/modem").exists()
    assert await hand(web, "modem/plug")
    assert (tmp_path / "run/modem").exists()
