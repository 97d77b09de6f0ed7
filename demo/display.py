"""The screen: the person's own, or Xvfb with a way to see and touch it in a browser (x11vnc, noVNC)."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from demo.house import free_port
from demo.process import Processes, StartError, listening

NOVNC = Path("/usr/share/novnc")
WINDOW_CLASS = "erenhot-kiosk"


class Display:
    """``name`` is what DISPLAY holds; ``url`` shows the glass in a browser, or is empty on a real display."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self.url = url

    @property
    def env(self) -> dict[str, str]:
        """For a program that shall draw there; SDL gives its window our class."""
        return {"DISPLAY": self.name, "SDL_VIDEO_X11_WMCLASS": WINDOW_CLASS}

    def window(self) -> str:
        """The kiosk's window, by its class; wherever a window manager may have put it."""
        found = self._run("xdotool", "search", "--onlyvisible", "--class", f"^{WINDOW_CLASS}$")
        return found.split()[0]

    def point(self, x: int, y: int) -> None:
        """Go to a place of the kiosk's window, in its pixels."""
        self._run("xdotool", "mousemove", "--window", self.window(), str(x), str(y))

    def press(self) -> None:
        """Press there and let go."""
        self._run("xdotool", "click", "1")

    def drag(self, places: Sequence[tuple[int, int]]) -> None:
        """Come down at the first place, go along the others, leave at the last."""
        window = self.window()
        (x, y), *others = places
        moves = [
            word for ox, oy in others for word in ("mousemove", "--window", window, str(ox), str(oy), "sleep", "0.02")
        ]
        self._run("xdotool", "mousemove", "--window", window, str(x), str(y), "mousedown", "1", *moves, "mouseup", "1")

    def picture(self, path: Path) -> None:
        """What the glass shows now, as PNG."""
        self._run("import", "-silent", "-window", self.window(), str(path))

    def _run(self, *command: str) -> str:
        env = {**os.environ, **self.env}
        return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout


def open_display(processes: Processes, width: int, height: int) -> Display:
    """Use the display there is, or start one of the glass's size."""
    own = os.environ.get("DISPLAY", "")
    return Display(own, "") if own else _virtual(processes, width, height)


def _virtual(processes: Processes, width: int, height: int) -> Display:
    """Xvfb chooses a free number by itself and tells it on a pipe (Xserver(1), ``-displayfd``)."""
    hear, tell = os.pipe()
    try:
        screen = ["-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
        processes.start("xvfb", ["Xvfb", "-displayfd", str(tell), *screen], keep=(tell,))
    finally:
        os.close(tell)
    with os.fdopen(hear) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise StartError(f"xvfb did not start:\n{processes.tail('xvfb')}")
    name = f":{number}"
    vnc, web = free_port(), free_port()
    options = ["-localhost", "-forever", "-shared", "-nopw", "-quiet", "-noxdamage"]
    processes.start("x11vnc", ["x11vnc", "-display", name, "-rfbport", str(vnc), *options])
    processes.wait("x11vnc", lambda: listening(vnc))
    processes.start("novnc", ["websockify", "--web", NOVNC, f"127.0.0.1:{web}", f"127.0.0.1:{vnc}"])
    processes.wait("novnc", lambda: listening(web))
    return Display(name, f"http://127.0.0.1:{web}/vnc.html?autoconnect=1&resize=scale")
