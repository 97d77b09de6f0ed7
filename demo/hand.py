"""A person's hand at the simulated cabinet, and their eyes on doors and phone: the bench page's HTTP interface."""

import time
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

from demo.system import get_json

FACT_S_MAX = 20.0


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

    def does(self, door: str, verb: str) -> None:
        """One act: ``push``, ``pull``, ``put``, ``take`` …"""
        with urlopen(Request(f"{self._url}/api/doors/{door}/{verb}", method="POST"), timeout=5):  # noqa: S310
            pass

    def open_doors(self) -> list[str]:
        """The doors that stand open."""
        return [door["id"] for door in self.world()["doors"] if not door["latched"]]

    def sees_open(self) -> str:
        """Wait for the one door that opens."""
        until(lambda: len(self.open_doors()) == 1, "one door is open")
        return self.open_doors()[0]

    def sms(self) -> list[dict[str, Any]]:
        """The messages on the phone, oldest first."""
        phone: list[dict[str, Any]] = self.world()["phone"]
        return phone


def until(fact: Callable[[], bool], what: str, limit_s: float = FACT_S_MAX) -> None:
    """Wait for a fact. :raises AssertionError: it did not come."""
    deadline = time.monotonic() + limit_s
    while not fact():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {limit_s:.0f} s in vain until {what}")
        time.sleep(0.03)
