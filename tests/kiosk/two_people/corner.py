"""The kiosk's corner: simulated cabinet and devices, lockerd, the screen on its own display, the hall's counter."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from PIL import Image

from demo.display import Display
from demo.finger import SCREEN_S_MAX, Finger
from demo.hand import Hand, until
from demo.house import House
from demo.steps import Act
from demo.system import System
from kiosk.display import display
from tests.kiosk.glass import fonts

CLOCK = (780, 0, 1080, 132)
"""Where the time of day stands: left, top, right, foot in pixels."""
TICKS_S = 2.5
"""By then the flows have been told that time has passed."""
LOOKS = 3


class Fingers(Hand):
    """A hand that reaches behind the machine, too."""

    def pulls_the_camera(self) -> None:
        self._posts("camera/unplug")

    def plugs_the_camera(self) -> None:
        self._posts("camera/plug")


class Corner(System):
    """Runs; ``finger`` and ``hand`` are of whoever stands there."""

    def __init__(self, house: House, screen: str) -> None:
        super().__init__(house)
        self.display = Display(screen, "")
        self.finger = Finger(self.display, house.controls)

    def plan(self) -> list[Act]:
        return [self._hall, self._cabinet, self._lockerd, self._screen]

    @property
    def hand(self) -> Fingers:
        return Fingers(self.ports["bench"])

    def pid(self, name: str) -> int:
        """Of a process that runs here."""
        running = json.loads((self.house.root / "processes.json").read_text())
        return int(running[name][0])

    def waiting(self) -> int:
        """How many submissions wait on the disk, sealed."""
        with closing(sqlite3.connect(self.house.state / "kiosk" / "kiosk.sqlite")) as books:
            (count,) = books.execute("SELECT count(*) FROM submissions WHERE state = 'waiting'").fetchone()
        return int(count)

    def types(self, *keys: str) -> None:
        """On the keyboard."""
        self._runs("xdotool", "key", *keys)

    def nobody_touches_anything(self) -> None:
        """So long that the glass goes home by itself; once more when the camera still saw a hand that moved."""
        deadline = time.monotonic() + SCREEN_S_MAX
        while self.finger.screen() != "home" and time.monotonic() < deadline:
            os.kill(self.pid("kiosk"), signal.SIGUSR1)
            with suppress(AssertionError):
                self.finger.sees("home", wait_s=TICKS_S)
        self.finger.sees("home")

    def window(self) -> bytes:
        """What the window is called, and all else X tells whoever asks."""
        return self._runs("xprop", "-root") + self._runs("xprop", "-id", self.screen.window())

    def picture(self) -> Image.Image:
        """What the glass shows, but for the time of day."""
        raw = self._runs("import", "-silent", "-window", "root", "-depth", "8", "rgb:-")
        seen = Image.frombytes("RGB", (self.house.width, self.house.height), raw)
        seen.paste(0, CLOCK)
        return seen

    def still(self, before: Image.Image | None) -> Image.Image:
        """The picture of a screen that is drawn: no longer like ``before``, and the same at several looks."""
        deadline, looks = time.monotonic() + SCREEN_S_MAX, [self.picture()]
        while looks[-1] == before or len(looks) < LOOKS or any(look != looks[-1] for look in looks[-LOOKS:]):
            assert time.monotonic() < deadline, f"{self.finger.screen()} does not come to rest"
            looks.append(self.picture())
        assert f"kiosk: {self.finger.screen()}".encode() in self.window()
        return looks[-1]

    def looks_like(self, picture: Image.Image, what: str) -> None:
        """Soon, pixel by pixel."""
        until(lambda: self.picture() == picture, what)

    def _hall(self) -> None:
        """Its counter alone."""
        self._once("hall-migrate", "hall", "--config", self.house.root / "hall.toml", "migrate")
        self.opens_counter()

    def _screen(self) -> None:
        """As systemd would start it, but for its clock (``quiet_minutes``)."""
        program, run, told = "tests.kiosk.two_people.quiet_minutes", self.house.run, self.house.controls
        places = ("--fonts", fonts(), "--cache", run / "kivy", "--walk", run / "walk.json", "--controls", told)
        self.processes.python("kiosk", program, self.house.root / "kiosk.toml", *places, env=self.screen.env)
        self.processes.wait("kiosk", lambda: "screen: home" in self.processes.log("kiosk").read_text())
        self.finger.reads("home.collect.sub.scan.card")
        self.finger.reads("home.apply.sub")

    def _runs(self, *command: str) -> bytes:
        env = {**os.environ, **self.screen.env}
        return subprocess.run(command, env=env, check=True, capture_output=True).stdout


@contextmanager
def corner(folder: Path) -> Iterator[Corner]:
    """It runs until nobody is there any more."""
    house = House(folder)
    with display(house.width, house.height, own=True) as screen:
        one = Corner(house, screen)
        try:
            one.start()
            yield one
        finally:
            one.stop()
