"""A cabinet on a wire, its whole kiosk.toml, and a technician with a finger on the glass and eyes on the doors."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from kiosk.display import display
from tests.drivers.probe.conftest import Stand
from tests.kiosk.glass import SIZE, Standing, fonts


@dataclass
class Technician:
    """Touches what is on the glass, and sees and shuts what opens."""

    glass: Standing
    stand: Stand

    async def touches(self, *controls: str) -> None:
        await self.glass.finger(*controls)

    async def is_asked(self, what: str) -> None:
        await self.glass.shows(f"installation.{what}")

    async def chooses(self, what: str, key: str) -> None:
        """Answers the question when it is asked."""
        await self.is_asked(what)
        await self.touches(f"choose.{key}")

    async def says_who(self, *digits: str) -> None:
        await self.is_asked("named")
        await self.touches(*(f"key.{digit}" for digit in digits), "ok")

    async def tries(self, door: str, sees: str = "y") -> None:
        """One door: open it, say what was seen, shut it."""
        await self.chooses("announce", "o")
        await self.is_asked("opened")
        assert self.opened() == [door]
        await self.touches(f"choose.{sees}")
        await self.is_asked("busy")
        self.shuts_all()

    def opened(self) -> list[str]:
        return self.stand.live.act(lambda world: [door.id for door in world.doors if not door.shut])

    def shuts_all(self) -> None:
        self.stand.act(lambda world: [door.push_shut() for door in world.doors])

    async def ends(self) -> int:
        """Ends the check; what the program ends with."""
        await self.touches("finish")
        async with asyncio.timeout(10):
            return await self.glass.process.wait()


@asynccontextmanager
async def at_the_glass(stand: Stand) -> AsyncIterator[Technician]:
    """The program on a display of its own; ended by its own process id."""
    told = stand.toml.with_name("controls.json")
    folders = ("--fonts", str(fonts()), "--cache", str(stand.toml.with_name("kivy")), "--controls", str(told))
    command = (sys.executable, "-m", "tests.kiosk.installation.near", str(stand.toml), *folders)
    with display(*SIZE, own=True) as shown:
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | {"DISPLAY": shown}, stderr=asyncio.subprocess.PIPE
        )
        standing = Standing(shown, process, stand.toml)
        reading = asyncio.create_task(standing.read())
        try:
            yield Technician(standing, stand)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
            await reading
            told.unlink(missing_ok=True)
            sys.stdout.write("".join(standing.log))
