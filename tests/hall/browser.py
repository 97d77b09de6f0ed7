"""A real Chromium without a window, driven by its DevTools protocol: what a person at the desk would see."""

# ruff: noqa: ASYNC110, ASYNC240 - facts of another process and its files can only be asked for

import asyncio
import itertools
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

LIMIT_S = 20.0


class Page:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def asks(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == number:
                result: dict[str, Any] = answer.get("result", {})
                return result

    async def goes_to(self, address: str) -> None:
        await self.asks("Page.navigate", url=address)

    async def runs(self, script: str) -> Any:
        answer = await self.asks("Runtime.evaluate", expression=script, returnByValue=True)
        return answer.get("result", {}).get("value")

    async def until(self, script: str, limit_s: float = LIMIT_S) -> float:
        """Wait for a fact of the page; returns how many seconds it took."""
        began = time.monotonic()
        async with asyncio.timeout(limit_s):
            while not await self.runs(script):
                await asyncio.sleep(0.02)
        return time.monotonic() - began


@asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Page]:
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
    command = ["chromium", *options, f"--user-data-dir={folder}", "--window-size=390,844", "about:blank"]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        async with aiohttp.ClientSession() as session:
            address = await _tab(session, folder / "DevToolsActivePort")
            async with session.ws_connect(address, max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.terminate()
        await process.wait()


async def _tab(session: aiohttp.ClientSession, port_file: Path) -> str:
    async with asyncio.timeout(LIMIT_S):
        while not (port_file.exists() and port_file.read_text().strip()):
            await asyncio.sleep(0.05)
        port = port_file.read_text().split()[0]
        while True:
            async with session.get(f"http://127.0.0.1:{port}/json") as answer:
                tabs = [tab for tab in await answer.json() if tab["type"] == "page"]
            if tabs:
                return str(tabs[0]["webSocketDebuggerUrl"])
            await asyncio.sleep(0.05)
