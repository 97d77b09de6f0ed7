"""Where the tour plays: the running system, a finger, a hand, two browser pages, and the pictures that are kept."""

import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from demo.browser import DESK
from demo.finger import Finger
from demo.hand import Hand
from demo.steps import Report
from demo.system import System

DRAWN_S = 0.3
"""A screen is told when it is decided on; by then it is drawn too."""


class Stage:
    """Everything a person of the tour may use; nothing that only a program could."""

    def __init__(self, system: System, browser: Browser, report: Report) -> None:
        self.system = system
        self.report = report
        self.finger = Finger(system.screen, system.house.controls)
        self.hand = Hand(system.ports["bench"])
        self._browser = browser
        self.dashboard = self.page(DESK)
        self.bench = self.page(DESK)
        self.pictures = 0

    def page(self, size: dict[str, int]) -> Page:
        """A page of a browser that knows nothing of the others."""
        wish = {"viewport": size, "locale": "zh-CN", "ignore_https_errors": True}
        return self._browser.new_context(**wish).new_page()  # type: ignore[arg-type]

    def path(self, name: str) -> Path:
        """Where the next picture goes."""
        self.pictures += 1
        return self.system.house.pictures / f"{self.pictures:02}-{name}.png"

    def glass(self, name: str) -> None:
        """Keep what the glass shows."""
        time.sleep(DRAWN_S)
        self.system.screen.picture(self.path(name))
