"""Chinese for the technician's name: librime, or without it the rare characters that the kiosk ships."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from kiosk.devices.compose import InputMethod
from kiosk.devices.lexicon import lexicon, rare_readings
from kiosk.flows.effects import Compose
from kiosk.flows.inputs import Input


class Pinyin:
    """``feed`` gets what letters may mean. The input method begins with the first letters, not with the screen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked: asyncio.Queue[Compose] = asyncio.Queue()
        self.feed: Callable[[Input], None] = lambda _what: None

    def compose(self, asked: Compose) -> None:
        """Ask; the answer is fed later."""
        self._asked.put_nowait(asked)

    async def run(self) -> None:
        """Serve until cancelled."""
        asked = await self._asked.get()
        rare = await asyncio.to_thread(rare_readings)
        typing = InputMethod(self._folder, lexicon(rare, ()))
        await typing.open()
        try:
            while True:
                self.feed(await typing.compose(asked.letters, names=asked.names, rare=asked.rare))
                asked = await self._asked.get()
        finally:
            await typing.close()
