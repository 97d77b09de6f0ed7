"""Papers laid under the simulated camera, by the bench's API, as the tour does it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import cv2
import msgspec
import numpy as np
import pytest

from drivers.sim.camera.hard import hard_layings
from drivers.sim.camera.papers import paper, told_by_card
from drivers.sim.camera.shot import Laying, shoot
from drivers.sim.scene import Camera, Scene
from drivers.sim.serve import Served, serve


@pytest.fixture
async def counter(scene: Scene, tmp_path: Path) -> AsyncIterator[Served]:
    small = msgspec.structs.replace(scene, camera=Camera(width=640, height=480))
    async with serve(small, tmp_path) as served:
        yield served


@pytest.fixture
async def web(counter: Served) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(counter.bench.url) as session:
        yield session


async def act(web: aiohttp.ClientSession, verb: str, **body: object) -> int:
    async with web.post(f"/api/camera/{verb}", json=body) as answer:
        told = await answer.json()
        return answer.status if "error" in told else int(told["done"])


async def camera(web: aiohttp.ClientSession) -> dict[str, object]:
    async with web.get("/api/world") as answer:
        state: dict[str, object] = (await answer.json())["camera"]
        return state


async def test_a_paper_is_laid_down_moved_and_taken_away(web: aiohttp.ClientSession) -> None:
    assert await act(web, "take-away") == 0
    assert await act(web, "lay", paper="房产证", table="wood", thumbs=1) == 1
    assert await act(web, "move", x_mm=20, light=0.3) == 1
    lying = (await camera(web))["lying"]
    assert isinstance(lying, dict)
    assert (lying["paper"], lying["x_mm"], lying["thumbs"]) == ("房产证", 20, 1)
    assert await act(web, "take-away") == 1
    assert await act(web, "move", x_mm=0) == 0
    assert (await camera(web))["lying"] is None


async def test_the_camera_is_pulled_and_comes_back_at_the_same_address(web: aiohttp.ClientSession) -> None:
    url = (await camera(web))["url"]
    assert await act(web, "unplug") == 1
    assert (await camera(web))["plugged"] is False
    assert await act(web, "unplug") == 0
    assert await act(web, "plug") == 1
    assert (await camera(web))["url"] == url


@pytest.mark.parametrize("how", [{"light": 99}, {"papier": "x"}, {"table": "marble"}, {"paper": "长" * 41}], ids=str)
async def test_what_cannot_be_is_refused(web: aiohttp.ClientSession, how: dict[str, object]) -> None:
    assert await act(web, "lay", **how) == 400
    assert await act(web, "fold") == 404


async def test_the_page_shows_what_lies_there(web: aiohttp.ClientSession) -> None:
    await act(web, "lay", paper="申请表")
    async with web.get("/api/camera/picture.jpg") as answer:
        picture = cv2.imdecode(np.frombuffer(await answer.read(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (360, 640, 3)
    assert (picture > 150).mean() > 0.3


async def test_pictures_come_only_while_somebody_watches(web: aiohttp.ClientSession) -> None:
    state = await camera(web)
    assert state["watchers"] == 0
    async with aiohttp.ClientSession() as eye, eye.get(str(state["url"])) as stream:
        assert (await stream.content.readline()).startswith(b"--")
        assert (await camera(web))["watchers"] == 1


def test_the_same_laying_gives_the_same_picture_and_another_frame_only_other_noise() -> None:
    laying = Laying(paper="身份证", thumbs=1, glare=0.4, seed=3)
    one, again, later = shoot(laying, 640, 360), shoot(laying, 640, 360), shoot(laying, 640, 360, frame=1)
    assert np.array_equal(one.picture, again.picture)
    assert not np.array_equal(one.picture, later.picture)
    assert np.abs(one.picture.astype(int) - later.picture).mean() < 5


def test_a_paper_of_any_name_carries_it_and_another_persons_is_another() -> None:
    assert paper("养犬登记申请", 0) is paper("养犬登记申请", 0)
    assert not np.array_equal(paper("养犬登记申请", 0).picture, paper("养犬登记申请", 1).picture)
    assert (paper("居民身份证").width_mm, paper("委托书").width_mm) == (85.6, 210)


def test_an_identity_card_laid_down_is_of_whoever_its_name_tells() -> None:
    assert told_by_card("王示范", "152501198003140012") == ("姓名  王示范", "性别  男", "出生  1980 年 3 月 14 日")
    assert told_by_card("萨仁样卡", "152501198705190022")[1] == "性别  女"
    his, hers = paper("居民身份证 王示范 152501198003140012"), paper("居民身份证 萨仁样卡 152501198705190022")
    assert not np.array_equal(his.picture, hers.picture)
    assert (his.width_mm, hers.width_mm) == (85.6, 85.6)


def test_hard_papers_lie_whole_in_the_picture() -> None:
    for laying in hard_layings(12, seed=3):
        corners = shoot(laying, 480, 270).corners
        assert ((corners > 0) & (corners < (480, 270))).all()
