"""Where the tour plays: the running system, a finger, a hand, two browser pages, and the pictures that are kept."""

import time
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from demo.browser import DESK, log_in
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
        self._at_desk: dict[str, Page] = {}
        self.pictures = 0

    def page(self, size: dict[str, int]) -> Page:
        """A page of a browser that knows nothing of the others."""
        wish = {"viewport": size, "locale": "zh-CN", "ignore_https_errors": True}
        return self._browser.new_context(**wish).new_page()  # type: ignore[arg-type]

    def logged_in(self, name: str) -> Page:
        """The page of one of the hall's staff, who logs in once."""
        if name not in self._at_desk:
            self._at_desk[name] = self.page(DESK)
            log_in(self._at_desk[name], self.system.hall_url, name, self.system.house.password)
        return self._at_desk[name]

    def uses(self, door: str, verb: str) -> None:
        """Put something into the compartment that opened, or take it, push the door shut, and be asked about it."""
        self.finger.sees("door_open")
        self.hand.does(door, verb)
        self.hand.shuts(door)
        self.finger.sees("door_shut")

    def path(self, name: str) -> Path:
        """Where the next picture goes."""
        self.pictures += 1
        return self.system.house.pictures / f"{self.pictures:02}-{name}.png"

    def glass(self, name: str) -> Path:
        """Keep what the glass shows."""
        time.sleep(DRAWN_S)
        path = self.path(name)
        self.system.screen.picture(path)
        return path

    def code_on_glass(self, name: str) -> str:
        """The QR code the glass shows, as a phone before it reads it; the picture is kept."""
        with Image.open(self.glass(name)) as seen:
            found = zxingcpp.read_barcodes(seen.convert("L"))
        assert len(found) == 1, f"{len(found)} codes on the glass"
        return found[0].text
