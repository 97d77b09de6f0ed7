"""A finger on the glass: real X events on the real window. Where a control lies, the screen's own layout tells."""

import time
from functools import cache
from pathlib import Path

from demo.display import Display
from kiosk.gallery import where

SCREEN_S_MAX = 15.0
BETWEEN_S = 0.12


class Finger:
    """Touches controls by name; knows which screen is up from what the kiosk's log says."""

    def __init__(self, display: Display, log: Path, machine: Path, size: tuple[int, int]) -> None:
        self._display = display
        self._log = log
        self._where = cache(lambda screen, control: where(screen, control, *size, machine=machine))

    def touch(self, screen: str, control: str) -> float:
        """Press and let go; returns when the press left, in seconds of the monotonic clock."""
        x, y = self._where(screen, control)
        self._display.point(x, y)
        pressed_s = time.monotonic()
        self._display.press()
        time.sleep(BETWEEN_S)
        return pressed_s

    def types(self, screen: str, text: str) -> float:
        """One key after the other; returns when the last one left."""
        return [self.touch(screen, f"key.{key}") for key in text][-1]

    def sees(self, *screens: str) -> str:
        """Wait until one of these screens is up. :raises AssertionError: another one stays."""
        deadline = time.monotonic() + SCREEN_S_MAX
        while self.screen() not in screens:
            if time.monotonic() > deadline:
                raise AssertionError(f"the screen is {self.screen()!r}, not {' or '.join(screens)}")
            time.sleep(0.03)
        return self.screen()

    def screen(self) -> str:
        """The screen that is up."""
        lines = [line for line in self._log.read_text().splitlines() if "screen: " in line]
        return lines[-1].rpartition("screen: ")[2] if lines else ""
