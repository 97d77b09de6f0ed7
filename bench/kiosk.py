"""``python -m bench.kiosk [--json FILE]``: first frame, screen change, key to glyph, idle CPU, memory of the screen.

A real window on a display of its own, real X events, a scripted lockerd. A glyph is there when X has its pixels:
a second X connection reads the digit's box until it changes, so the figure includes that look (about 1 ms).
"""

import argparse
import asyncio
import base64
import ctypes
import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from nacl.public import PrivateKey

from kiosk.display import display
from kiosk.gallery import EXAMPLE, where
from locker.contract.answers import CabinetState, Done, Welcome
from locker.contract.codec import decode_request, encode_line
from locker.contract.ids import KioskId
from locker.contract.requests import Hello, Watch

SIZE = (1080, 1920)
ROUNDS = 20
IDLE_S = 10
STILL_S = 1.5
WAIT_S = 20.0
BETWEEN_S = 0.1  # a hand; touches that follow sooner are taken for a palm
AIMS = {"first_frame_ms": 900, "key_to_glyph_ms": 8, "idle_cpu_percent": 0.5}


class Eye:
    """Looks at pixels and moves the finger, on an X connection of its own (Xlib and XTEST, both ctypes)."""

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._test = ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = self._x.XGetImage.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XGetPixel.restype = ctypes.c_ulong
        self._x.XGetPixel.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
        self._x.XDestroyImage.argtypes = [ctypes.c_void_p]
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))

    def row(self, x: int, y: int, width: int) -> tuple[int, ...]:
        """Pixels of part of one row."""
        image = self._x.XGetImage(self._display, self._root, x, y, width, 1, ctypes.c_ulong(0xFFFFFFFF), 2)
        try:
            return tuple(self._x.XGetPixel(image, at, 0) for at in range(width))
        finally:
            self._x.XDestroyImage(image)

    def touch(self, x: int, y: int) -> None:
        """Finger down and up."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        for down in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, 1, down, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)


def main() -> int:
    """Measure, print, and write JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.kiosk", description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, display(*SIZE, own=True) as shown:
        figures = asyncio.run(measured(Path(folder), shown))
    for name, value in figures.items():
        aim = f"   (aim {AIMS[name]})" if name in AIMS else ""
        print(f"{name:24} {value:8.1f}{aim}")
    if options.json:
        options.json.write_text(json.dumps({"kiosk": figures}, indent=1))
    return 0


async def measured(folder: Path, shown: str) -> dict[str, float]:
    """All figures of one kiosk process. Milliseconds, percent of one core, MiB."""
    eye = Eye(shown)
    async with lockerd(folder / "socket"):
        dark, started = eye.row(500, 60, 1), time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *command(folder), env=os.environ | {"DISPLAY": shown}, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await changed(lambda: eye.row(500, 60, 1), dark)
            first_frame = (time.perf_counter() - started) * 1000
            await settled(eye)
            figures = {"first_frame_ms": first_frame, **await idle(process.pid)}
            return figures | await touched(eye)
        finally:
            process.terminate()
            await process.wait()
            await asyncio.sleep(0.1)


async def idle(pid: int) -> dict[str, float]:
    """CPU while nobody touches the glass, and memory."""
    before = cpu_s(pid)
    await asyncio.sleep(IDLE_S)
    used = cpu_s(pid) - before
    return {"idle_cpu_percent": used / IDLE_S * 100, "memory_mib": memory_mib(pid)}


async def touched(eye: Eye) -> dict[str, float]:
    """Screen changes and key presses, first and then median."""
    collect, back = where("home", "collect", *SIZE), where("collect", "back", *SIZE)
    key, delete = where("collect", "key.5", *SIZE), where("collect", "key.delete", *SIZE)
    changes, glyphs = [], []
    for _ in range(ROUNDS):
        changes.append(await reaction(eye, collect, (60, 1500, 400)))
        glyphs.append(await reaction(eye, key, (70, 450, 90)))
        await reaction(eye, delete, (70, 450, 90))
        await asyncio.sleep(0.3)  # the glass ignores a touch right after the one that changed the screen
        await reaction(eye, back, (60, 1500, 400))
        await asyncio.sleep(0.3)
    return {
        "screen_change_first_ms": changes[0],
        "screen_change_ms": statistics.median(changes[1:]),
        "key_to_glyph_ms": statistics.median(glyphs[1:]),
        "key_to_glyph_p95_ms": sorted(glyphs)[int(len(glyphs) * 0.95) - 1],
    }


async def reaction(eye: Eye, place: tuple[int, int], look: tuple[int, int, int]) -> float:
    """Milliseconds from the finger to other pixels at ``look`` (x, y, width)."""
    await asyncio.sleep(BETWEEN_S)
    before, started = eye.row(*look), time.perf_counter()
    eye.touch(*place)
    await changed(lambda: eye.row(*look), before)
    return (time.perf_counter() - started) * 1000


async def changed(look: Callable[[], object], before: object) -> None:
    """Wait until ``look()`` is something else."""
    async with asyncio.timeout(WAIT_S):
        while look() == before:  # noqa: ASYNC110  pixels cannot be awaited
            await asyncio.sleep(0.0005)


async def settled(eye: Eye) -> None:
    """Until nothing has changed for a second and a half: home is there, the catalogue is read."""
    async with asyncio.timeout(3 * WAIT_S):
        seen, since_s = looks(eye), time.monotonic()
        while time.monotonic() - since_s < STILL_S:
            await asyncio.sleep(0.05)
            if (now := looks(eye)) != seen:
                seen, since_s = now, time.monotonic()


def looks(eye: Eye) -> list[object]:
    """Some rows from top to bottom."""
    return [eye.row(60, y, 900) for y in range(100, 1900, 150)]


@asynccontextmanager
async def lockerd(path: Path) -> AsyncIterator[None]:
    """A lockerd that welcomes, is in service and says done."""
    state = CabinetState(
        kiosk=KioskId("k1"), at_ms=0, accepting=True, why_not=None, hall_online=True, entry_paused_until_ms=0,
        compartments=[], boards=[], alarms=[], events_waiting=0,
    )  # fmt: skip

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            request = decode_request(line)
            if isinstance(request, Hello):
                writer.write(encode_line(Welcome(re=request.id, kiosk=KioskId("k1"), protocol=1, version="0")))
            else:
                writer.write(encode_line(Done(re=request.id)))
            if isinstance(request, Watch):
                writer.write(encode_line(state))

    server = await asyncio.start_unix_server(serve, path)
    try:
        yield
    finally:
        server.close()


def command(folder: Path) -> list[str]:
    """The kiosk's command line, with its TOML written into ``folder``."""
    (folder / "hall_box.pub").write_bytes(base64.b64encode(bytes(PrivateKey.generate().public_key)))
    for name in ("hall_api.key", "notice_mac.key"):
        (folder / name).write_bytes(base64.b64encode(secrets.token_bytes(32)))
    cabinet = f'[lockerd]\nsocket = "{folder / "socket"}"\ncredentials = "{folder}"\n\n[screen]\nfullscreen = false'
    text = EXAMPLE.read_text(encoding="utf-8").replace("[screen]", cabinet, 1)
    text = text.replace("/var/lib/kiosk", str(folder / "store")).replace("/opt/kiosk/config", str(EXAMPLE.parents[1]))
    (folder / "kiosk.toml").write_text(text, encoding="utf-8")
    return [sys.executable, "-m", "kiosk", str(folder / "kiosk.toml"), "--cache", str(folder / "kivy")]


def cpu_s(pid: int) -> float:
    """Processor seconds used so far (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mib(pid: int) -> float:
    """Resident memory (proc(5), VmRSS)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
