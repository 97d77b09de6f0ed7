"""Waiting for a fact, with a limit."""

import asyncio
from collections.abc import Callable


async def until(fact: Callable[[], object], limit_s: float = 15.0) -> None:
    """Return as soon as ``fact()`` is true; fail when it is not within ``limit_s``."""
    async with asyncio.timeout(limit_s):
        while not fact():  # noqa: ASYNC110 (any fact, also of another process)
            await asyncio.sleep(0.005)


async def ended(task: "asyncio.Task[None]") -> None:
    """Cancel until it is: under Python 3.11 the ``wait_for`` inside aiomqtt may swallow one cancellation."""
    while not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=0.1)
