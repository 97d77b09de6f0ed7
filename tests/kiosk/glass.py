"""A real display, a real kiosk process, a finger and a camera."""

import asyncio
import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from nacl.public import PrivateKey

from kiosk.display import display
from kiosk.gallery import EXAMPLE, where
from setup.fonts import SOURCE, WEIGHTS, extract
from tests.real.wait import until

SIZE = (1080, 1920)
DEVICES = ("[printer]", "[id_reader]", "[camera]")
CATALOGUE = EXAMPLE.parents[1] / "catalogue"


def fonts() -> Path:
    """The folder of fonts, made if this checkout has none yet."""
    folder = Path("var/fonts").resolve()
    for weight in WEIGHTS:
        if not (folder / f"NotoSansSC-{weight}.otf").exists():
            extract(SOURCE / f"NotoSansCJK-{weight}.ttc", folder / f"NotoSansSC-{weight}.otf")
    return folder


def machine(folder: Path, *, applies: bool = False) -> Path:
    """A kiosk.toml of this test's own, with its socket, credentials and store in ``folder``; no hall, no devices.

    ``applies``: people can apply at it, not only collect.
    """
    credentials = folder / "credentials"
    credentials.mkdir()
    secrets = {
        "hall_box.pub": bytes(PrivateKey.generate().public_key),
        "hall_api.key": os.urandom(32),
        "notice_mac.key": os.urandom(32),
    }
    for name, secret in secrets.items():
        key = credentials / name
        key.write_bytes(base64.b64encode(secret))
        key.chmod(0o600)
    lockerd = f'[lockerd]\nsocket = "{folder / "socket"}"\ncredentials = "{credentials}"\n\n'
    file = folder / "kiosk.toml"
    changes = (
        ("[screen]", f"{lockerd}[screen]\nfullscreen = false"),
        ('url = "https://hall.example:8443"\nca_file = "/etc/erenhot/ca.pem"', 'url = "https://127.0.0.1:9"'),
        ('store = "/var/lib/kiosk"', f'store = "{folder / "store"}"'),
        ('catalogue = "/opt/kiosk/config/catalogue"', f'catalogue = "{CATALOGUE}"'),
    )
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    left_out = DEVICES if applies else (*DEVICES, "[applications")
    file.write_text(without(text, left_out), encoding="utf-8")
    return file


def without(text: str, left_out: tuple[str, ...]) -> str:
    """The TOML without the tables that begin so."""
    return "\n".join(table for table in re.split(r"\n(?=\[)", text) if not table.startswith(left_out))


@dataclass
class Standing:
    """A kiosk that runs on its own display."""

    display: str
    process: asyncio.subprocess.Process
    machine: Path
    screens: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    async def read(self) -> None:
        assert self.process.stderr
        while line := await self.process.stderr.readline():
            text = line.decode()
            self.log.append(text)
            if "screen: " in text:
                self.screens.append(text.rpartition("screen: ")[2].strip())

    async def shows(self, name: str) -> None:
        await until(lambda: self.screens and self.screens[-1] == name)

    async def can_touch(self, control: str) -> tuple[float, float]:
        """Waits until it is told that ``control`` can be touched, and where."""
        await until(lambda: control in self._told())
        x, y, width, height = self._told()[control]
        return x + width / 2, y + height / 2

    async def finger(self, *controls: str) -> None:
        """Real X events on what is really shown."""
        for control in controls:
            x, y = await self.can_touch(control)
            await self._xdotool("mousemove", str(round(x)), str(round(y)), "sleep", "0.3", "click", "1")

    def _told(self) -> dict[str, list[float]]:
        file = self.machine.with_name("controls.json")
        told: dict[str, list[float]] = json.loads(file.read_text(encoding="utf-8"))["controls"] if file.exists() else {}
        return told

    async def touches(self, *controls: str, on: str) -> None:
        """Real X events, on the places where the example screen ``on`` has its controls."""
        for control in controls:
            x, y = where(on, control, *SIZE, self.machine)
            await self._xdotool("mousemove", str(x), str(y), "click", "1")  # which takes 0.1 s, as a hand does

    async def touches_until(self, control: str, on: str, name: str) -> None:
        """As a person does: once more when nothing happens (the glass ignores a touch right after another)."""
        async with asyncio.timeout(15):
            while self.screens[-1] != name:
                await self.touches(control, on=on)
                await asyncio.sleep(0.1)

    async def types(self, *keys: str) -> None:
        await self._xdotool("key", *keys)

    async def title(self) -> str:
        """What the window is called."""
        command = ("xdotool", "search", "--onlyvisible", "--class", ".", "getwindowname", "%@")
        run = await asyncio.create_subprocess_exec(
            *command, env=os.environ | {"DISPLAY": self.display}, stdout=asyncio.subprocess.PIPE
        )
        said, _ = await run.communicate()
        assert b"kiosk: " in said
        return said.decode()

    async def holds(self, key: str) -> None:
        """A key that stays down, reported again and again, and is let go."""
        await self._xdotool("keydown", key, "sleep", "0.8", "keyup", key)

    async def showers(self, *controls: str, on: str) -> None:
        """Touches as quick as X takes them: a palm."""
        places = [where(on, control, *SIZE, self.machine) for control in controls]
        press = ("mousedown", "1", "mouseup", "1")
        await self._xdotool(*(word for x, y in places for word in ("mousemove", str(x), str(y), *press)))

    async def _xdotool(self, *words: str) -> None:
        run = await asyncio.create_subprocess_exec("xdotool", *words, env=os.environ | {"DISPLAY": self.display})
        assert await run.wait() == 0

    def picture(self) -> bytes:
        """The whole display, three bytes a pixel."""
        command = ["import", "-display", self.display, "-window", "root", "-depth", "8", "rgb:-"]
        return subprocess.run(command, check=True, capture_output=True).stdout


@asynccontextmanager
async def kiosk(folder: Path, *, applies: bool = False, **environment: str) -> AsyncIterator[Standing]:
    """Start the program as systemd would; end it by its own process id. One that ``applies`` tells its controls."""
    file = machine(folder, applies=applies)
    command = [sys.executable, "-m", "kiosk", str(file), "--fonts", str(fonts()), "--cache", str(folder / "kivy")]
    if applies:
        command += ["--controls", str(file.with_name("controls.json"))]
    with display(*SIZE, own=True) as shown:
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | {"DISPLAY": shown} | environment, stderr=asyncio.subprocess.PIPE
        )
        standing = Standing(shown, process, file)
        reading = asyncio.create_task(standing.read())
        try:
            yield standing
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
            await reading
