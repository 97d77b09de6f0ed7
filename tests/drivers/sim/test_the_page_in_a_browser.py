"""The bench page in a real browser, touched by real mouse events."""

import asyncio
import base64
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from drivers.sim.live import LiveWorld
from drivers.sim.serve import Served

PNG = b"\x89PNG"


class Tab:
    """One page of a headless Chromium, steered through its own debugging protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._session: str | None = None
        self._calls = 0

    async def call(self, method: str, **params: object) -> Any:
        self._calls += 1
        call = {"id": self._calls, "method": method, "params": params}
        await self._socket.send_json(call | ({"sessionId": self._session} if self._session else {}))
        while True:
            said = await self._socket.receive_json(timeout=20)
            if said.get("id") == self._calls:
                return said["result"]

    async def open(self, url: str, width: int) -> None:
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        await self.call("Emulation.setDeviceMetricsOverride", **size)
        await self.call("Page.navigate", url=url)

    async def tell(self, script: str) -> Any:
        result = await self.call("Runtime.evaluate", expression=script, returnByValue=True)
        return result["result"].get("value")

    async def until(self, script: str) -> None:
        async with asyncio.timeout(20):
            while not await self.tell(script):  # noqa: ASYNC110 - the fact is in another process
                await asyncio.sleep(0.02)

    async def click(self, selector: str) -> None:
        await self.until(f"!!document.querySelector({selector!r})")
        box = f"document.querySelector({selector!r}).getBoundingClientRect()"
        await self.tell(f"document.querySelector({selector!r}).scrollIntoView({{block: 'center'}})")
        x, y = await self.tell(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({box})")
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def picture(self) -> bytes:
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    program = shutil.which("chromium")
    assert program is not None, "chromium is not installed"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    own = ["--remote-debugging-port=0", f"--user-data-dir={tmp_path / 'profile'}"]
    browser = await asyncio.create_subprocess_exec(program, *flags, *own, stderr=asyncio.subprocess.PIPE)
    try:
        devtools = await asyncio.wait_for(address_of(browser), 30)
        async with aiohttp.ClientSession() as session, session.ws_connect(devtools, max_msg_size=0) as socket:
            yield Tab(socket)
            await socket.send_json({"id": 0, "method": "Browser.close"})
            await browser.communicate()
    finally:
        if browser.returncode is None:
            browser.kill()
            await browser.wait()


async def address_of(browser: asyncio.subprocess.Process) -> str:
    """Where the browser lets itself be steered."""
    assert browser.stderr is not None
    while line := await browser.stderr.readline():
        if line.startswith(b"DevTools listening on "):
            return line.decode().split()[-1]
    raise AssertionError("the browser ended at once")


@pytest.mark.parametrize("width", [1366, 390])
async def test_a_finger_on_the_page_moves_the_door(served: Served, running: LiveWorld, tab: Tab, width: int) -> None:
    running.act(lambda world: world.door("A1").pry_open())
    await tab.open(served.bench.url, width)
    await tab.click("#door-A1")
    await tab.click("button[data-post='/api/doors/A1/put']")
    await tab.until("document.getElementById('door').textContent.includes('Take envelope')")
    await tab.click("button[data-post='/api/doors/A1/push']")
    await tab.until("document.getElementById('door-A1').classList.contains('shut')")
    assert running.act(lambda world: world.door("A1").envelope and world.door("A1").shut)
    running.act(lambda world: world.relay_of("A1").pulse(10_000))
    await tab.until("document.getElementById('door-A1').classList.contains('energised')")
    await tab.until("document.getElementById('door-A1').classList.contains('ajar')")
    assert await tab.tell("document.documentElement.scrollWidth <= innerWidth")
    assert (await tab.picture()).startswith(PNG)
