"""A finger on the glass: real X events on the real window. What can be touched, and where, the kiosk tells."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo.display import Display

SCREEN_S_MAX = 30.0
BETWEEN_S = 0.12
ANSWER_S_MAX = 2.0
SETTLED_S = 0.35
"""A new screen takes no touch in its first moments: it might be the one before that was meant."""


class Finger:
    """Touches controls by name. ``told``: the file of ``python -m kiosk --controls``."""

    def __init__(self, display: Display, told: Path) -> None:
        self._display = display
        self._told = told
        self._touched_on = ""

    def touch(self, control: str) -> float:
        """Press and let go once it is there; returns when the press left, in seconds of the monotonic clock."""
        x, y, w, h = self._place(control)
        self._settle()
        self._display.point(round(x + w / 2), round(y + h / 2))
        pressed_s = time.monotonic()
        shown = self._shown()
        self._display.press()
        self._sees_answer(shown)
        return pressed_s

    def types(self, text: str) -> float:
        """One key after the other; returns when the last one left."""
        return [self.touch(f"key.{key}") for key in text][-1]

    def draws(self, control: str, lines: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Lines on a control, in parts of its width and height."""
        x, y, w, h = self._place(control)
        self._settle()
        for line in lines:
            self._display.drag([(round(x + fx * w), round(y + fy * h)) for fx, fy in line])

    def sees(self, *screens: str, wait_s: float = SCREEN_S_MAX) -> str:
        """Wait until one of these screens is up. :raises AssertionError: another one stays."""
        deadline = time.monotonic() + wait_s
        while self.screen() not in screens:
            if time.monotonic() > deadline:
                raise AssertionError(f"the screen is {self.screen()!r}, not {' or '.join(screens)}")
            time.sleep(0.03)
        return self.screen()

    def screen(self) -> str:
        """The screen that is up."""
        return str(self._tells()["screen"])

    def reads(self, *texts: str, wait_s: float = SCREEN_S_MAX) -> str:
        """Wait until the glass says one of these, by their keys in ``kiosk/texts``; which. :raises AssertionError."""
        deadline = time.monotonic() + wait_s
        while not (said := [text for text in texts if text in self.says()]):
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.screen()!r} says {', '.join(self.says())}, not {' or '.join(texts)}")
            time.sleep(0.03)
        return said[0]

    def says(self) -> list[str]:
        """All texts on the glass now, by their keys."""
        return list(self._tells()["says"])

    def controls(self) -> list[str]:
        """All that can be touched now."""
        return list(self._tells()["controls"])

    def _sees_answer(self, before: int) -> None:
        """Nobody presses on before the glass has answered; some touches have no answer that is seen."""
        deadline = time.monotonic() + ANSWER_S_MAX
        while self._shown() == before and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(BETWEEN_S)

    def _shown(self) -> int:
        """Another number each time the glass shows something new."""
        return self._told.stat().st_mtime_ns

    def _settle(self) -> None:
        if self.screen() != self._touched_on:
            time.sleep(SETTLED_S)
        self._touched_on = self.screen()

    def _place(self, control: str) -> list[float]:
        deadline = time.monotonic() + SCREEN_S_MAX
        while control not in (tells := self._tells())["controls"]:
            if time.monotonic() > deadline:
                raise AssertionError(f"no {control!r} on {tells['screen']!r}: {', '.join(tells['controls'])}")
            time.sleep(0.03)
        place: list[float] = tells["controls"][control]
        return place

    def _tells(self) -> dict[str, Any]:
        if not self._told.exists():
            return {"screen": "", "controls": {}, "says": []}
        tells: dict[str, Any] = json.loads(self._told.read_text(encoding="utf-8"))
        return tells
