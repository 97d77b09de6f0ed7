"""A person's hand at the simulated cabinet, and their eyes on doors and phone: the bench page's HTTP interface."""

import json
import time
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

from demo.system import get_json

FACT_S_MAX = 30.0
HAND_S = 1.2
LOCK_RESTS_S = 6.0
"""A little over ``rest_ms`` of the locks in ``templates/kiosk.toml``."""


class Hand:
    """Pushes doors, puts paper in, reads the phone."""

    def __init__(self, bench_url: str) -> None:
        self._url = bench_url.rstrip("/")

    def door(self, name: str) -> dict[str, Any]:
        """What can be seen of a door."""
        return next(door for door in self.world()["doors"] if door["id"] == name)

    def world(self) -> dict[str, Any]:
        """All there is to see."""
        world: dict[str, Any] = get_json(f"{self._url}/api/world")
        return world

    def does(self, door: str, verb: str) -> bool:
        """One act: ``pull``, ``put``, ``take`` …; whether the world gave way."""
        return self._posts(f"doors/{door}/{verb}")

    def shuts(self, door: str) -> None:
        """Push it, after a moment: who shuts a door while its lock still pulls had no time to reach in."""
        pulled_s = float(self.door(door)["lock"]["energised_at_monotonic_s"])
        until(lambda: time.monotonic() > pulled_s + HAND_S, f"a hand was in {door}")
        self.does(door, "push")

    def waits_for_lock(self, door: str) -> None:
        """A moment later: who comes to this door next finds its lock rested."""
        pulled_s = float(self.door(door)["lock"]["energised_at_monotonic_s"])
        until(lambda: time.monotonic() > pulled_s + LOCK_RESTS_S, f"the lock of {door} has rested")

    def open_doors(self) -> list[str]:
        """The doors that stand open."""
        return [door["id"] for door in self.world()["doors"] if not door["latched"]]

    def sees_open(self) -> str:
        """Wait for the one door that opens."""
        until(lambda: len(self.open_doors()) == 1, "one door is open")
        return self.open_doors()[0]

    def lays_card(self, card: str) -> None:
        """An identity card onto the reader."""
        self._posts(f"reader/lay/{card}")

    def lifts_card(self) -> None:
        """The card back into the pocket."""
        self._posts("reader/lift")

    def shows(self, paper: int) -> None:
        """A printed paper to the scanner."""
        assert self._posts(f"scanner/paper/{paper}"), f"paper {paper} has no code that can be read"

    def shows_code(self, text: str) -> None:
        """A code with this text to the scanner: a label, a telephone."""
        with urlopen(Request(f"{self._url}/api/scanner/read", data=text.encode(), method="POST"), timeout=10) as said:  # noqa: S310
            assert json.load(said)["done"], text

    def lays_paper(self, paper: str, angle: float) -> None:
        """A sheet with that title under the camera."""
        self._posts("camera/lay", {"paper": paper, "angle": angle})

    def takes_paper_away(self) -> None:
        """The table under the camera is empty."""
        self._posts("camera/take-away")

    def printed(self) -> list[dict[str, Any]]:
        """The papers the printer let go, oldest first."""
        papers: list[dict[str, Any]] = get_json(f"{self._url}/api/papers")
        return papers

    def paper(self, number: int) -> bytes:
        """One printed paper as PNG."""
        with urlopen(f"{self._url}/api/papers/{number}.png", timeout=10) as picture:  # noqa: S310
            png: bytes = picture.read()
        return png

    def sms(self) -> list[dict[str, Any]]:
        """The messages on the phone, oldest first."""
        phone: list[dict[str, Any]] = self.world()["phone"]
        return phone

    def codes(self) -> list[str]:
        """The pickup codes in them, 8 digits each; other messages are about cases."""
        told = (str(one["text"]).partition("取件码")[2][:9] for one in self.sms())
        digits = ("".join(filter(str.isdigit, after)) for after in told)
        return [code for code in digits if len(code) == 8]

    def _posts(self, act: str, what: dict[str, object] | None = None) -> bool:
        body = json.dumps(what or {}).encode()
        with urlopen(Request(f"{self._url}/api/{act}", data=body, method="POST"), timeout=10) as said:  # noqa: S310
            return bool(json.load(said)["done"])


def until(fact: Callable[[], bool], what: str, limit_s: float = FACT_S_MAX) -> None:
    """Wait for a fact. :raises AssertionError: it did not come."""
    deadline = time.monotonic() + limit_s
    while not fact():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {limit_s:.0f} s in vain until {what}")
        time.sleep(0.03)
