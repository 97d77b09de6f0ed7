"""The driver before the simulated camera: on while somebody looks, pulled and plugged in again, lied to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from aiohttp import web

from drivers.camera.camera import Camera
from drivers.camera.device import open_device
from drivers.sim.camera.shot import Laying
from drivers.sim.camera.stream import SimulatedCamera
from drivers.trouble import Cause

WAIT_S = 20


async def until(fact: Callable[[], object]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not fact():  # noqa: ASYNC110  a thread's facts cannot be awaited
            await asyncio.sleep(0.02)


@pytest.fixture
async def simulated() -> AsyncIterator[SimulatedCamera]:
    camera = SimulatedCamera(640, 480)
    await camera.start()
    yield camera
    await camera.unplug()


@pytest.fixture
async def camera(simulated: SimulatedCamera) -> AsyncIterator[Camera]:
    camera = Camera(simulated.url, pauses_s=(0.02,), stale_s=0.5)
    yield camera
    await asyncio.to_thread(camera.end)


async def test_it_is_off_until_somebody_looks_and_off_again_after(camera: Camera, simulated: SimulatedCamera) -> None:
    assert (camera.latest(), simulated.watchers) == (None, 0)
    camera.begin()
    camera.begin()
    await until(camera.latest)
    assert simulated.watchers == 1
    await asyncio.to_thread(camera.end)
    assert camera.latest() is None
    await until(lambda: simulated.watchers == 0)


async def test_pictures_are_numbered_and_the_newest_is_given(camera: Camera) -> None:
    camera.begin()
    await until(camera.latest)
    first = camera.latest()
    assert first is not None
    assert first.picture.shape == (480, 640, 3)
    await until(lambda: (now := camera.latest()) is not None and now.number > first.number + 2)


async def test_pulled_while_live_it_says_so_and_comes_back_by_itself(
    camera: Camera, simulated: SimulatedCamera
) -> None:
    camera.begin()
    await until(camera.latest)
    await simulated.unplug()
    await until(lambda: camera.broken)
    assert camera.trouble is not None
    assert camera.trouble.cause is Cause.PORT_GONE
    assert camera.latest() is None
    await simulated.plug()
    await until(camera.latest)
    assert not camera.broken


async def test_a_paper_laid_down_is_seen(camera: Camera, simulated: SimulatedCamera) -> None:
    camera.begin()
    await until(camera.latest)
    simulated.lay(Laying(paper="申请表", angle=90))

    def bright() -> bool:
        now = camera.latest()
        return now is not None and float((now.picture > 180).mean()) > 0.25

    await until(bright)
    assert simulated.take_away()
    await until(lambda: not bright())


def part(body: bytes, length: str | None = None) -> bytes:
    return b"--x\r\nContent-Length: " + (length or str(len(body))).encode() + b"\r\n\r\n" + body + b"\r\n"


TOO_LARGE = b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + bytes(20)


@pytest.mark.parametrize(
    ("kind", "body", "cause"),
    [
        ("text/html", b"<html>", Cause.UNFIT),
        ("multipart/x-mixed-replace", part(b"no picture at all"), Cause.GARBLED),
        ("multipart/x-mixed-replace", part(b"", "99999999999"), Cause.GARBLED),
        ("multipart/x-mixed-replace", part(TOO_LARGE), Cause.GARBLED),
        ("multipart/x-mixed-replace", b"x: y\r\n" * 500, Cause.GARBLED),
        ("multipart/x-mixed-replace", b"y" * 200_000, Cause.GARBLED),
        ("multipart/x-mixed-replace", part(b"abc")[:-9], Cause.PORT_GONE),
        ("multipart/x-mixed-replace", b"", Cause.PORT_GONE),
    ],
    ids=["a page", "no jpeg", "endless", "a bomb", "many lines", "a long line", "cut off", "empty"],
)
async def test_a_stream_that_is_none_is_trouble_and_not_a_crash(kind: str, body: bytes, cause: Cause) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Type": kind})

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    camera = Camera(f"http://127.0.0.1:{runner.addresses[0][1]}/", pauses_s=(0.02,))
    try:
        camera.begin()
        await until(lambda: camera.trouble is not None and camera.trouble.cause is cause)
        assert camera.latest() is None
    finally:
        await asyncio.to_thread(camera.end)
        await runner.cleanup()


async def test_a_device_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    camera = Camera(str(tmp_path / "video0"), pauses_s=(0.02,))
    camera.begin()
    await until(lambda: camera.broken)
    assert camera.trouble is not None
    assert camera.trouble.cause is Cause.PORT_GONE
    await asyncio.to_thread(camera.end)


def test_a_device_gives_its_pictures_until_it_is_gone(tmp_path: Path) -> None:
    """A film file stands for the device: behind OpenCV both are read alike."""
    film = str(tmp_path / "film.avi")
    writer = cv2.VideoWriter(film, cv2.VideoWriter.fourcc(*"MJPG"), 15, (640, 480))
    for level in (50, 200):
        writer.write(np.full((480, 640, 3), level, np.uint8))
    writer.release()
    device = open_device(film, 640, 480, api=cv2.CAP_ANY)
    levels = [None if (picture := device.read()) is None else round(float(picture.mean()), -1) for _ in range(3)]
    device.close()
    assert levels == [50, 200, None]
