"""From the last digit touched to the coil, and from a door to the screen and to an MQTT subscriber.

A real X event on the real Kivy window, lockerd with its ledger (WAL, FULL), one serial line at a true baud rate with
eight boards being polled. The coil's time is the simulated board's. ``python -m bench.touch [--json FILE]``.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from bench.row import Row, against, line, middle, p95, spread
from bench.touch_clerk import Clerk, Envelope
from bench.touch_glass import Eye, Screen, TimedFinger
from bench.touch_house import BusyHouse
from bench.touch_post import Post
from demo.hand import Hand
from demo.house import CLERK_NUMBER, KIOSK
from demo.system import System
from drivers.relay.port import CHARACTER_BITS, silence_s
from kiosk.display import display
from locker.domain.code import CodeBook

AIMS = {9600: 1.25, 115_200: 1.8}
OPENINGS, OPENINGS_QUICK = 24, 5
PULSE_FRAME_BYTES = 8
TURNAROUND_S = 0.001
TITLE = (60, 215, 600, 6)
"""A strip through the title: it tells an open door from a shut one, and nothing in it moves by itself."""

STILL = "of it the contact's rest: 150 ms"
SEEN_S_MAX = 15.0
READS_S = 0.4
TAKES_S = 0.6
"""A hand needs that long; the lock has let go by then, and the screen is drawn."""


@dataclass
class Times:
    """Milliseconds, one for each opening."""

    to_coil: list[float] = field(default_factory=list)
    to_glass: list[float] = field(default_factory=list)
    to_subscriber: list[float] = field(default_factory=list)


def wire_ms(baud: int) -> float:
    """The pulse's frame on the wire, the silence that ends it, and the board's turnaround."""
    return 1000 * (PULSE_FRAME_BYTES * CHARACTER_BITS / baud + silence_s(baud) + TURNAROUND_S)


def run(quick: bool) -> list[Row]:
    """Both baud rates."""
    openings = OPENINGS_QUICK if quick else OPENINGS
    return [row for baud in AIMS for row in rows(baud, measure(baud, openings))]


def rows(baud: int, times: Times) -> list[Row]:
    """The report of one baud rate."""
    median = against(
        f"last digit to coil, {baud} baud",
        middle(times.to_coil),
        "ms",
        "frame on the wire",
        wire_ms(baud),
        AIMS[baud],
    )
    return [
        replace(median, note=spread(times.to_coil)),
        against(f"the same, 95 of 100, {baud} baud", p95(times.to_coil), "ms", "frame on the wire", wire_ms(baud)),
        Row(f"door shut to screen, {baud} baud", middle(times.to_glass), "ms", STILL, note=spread(times.to_glass)),
        Row(
            f"door shut to MQTT, {baud} baud", middle(times.to_subscriber), "ms", note="" + spread(times.to_subscriber)
        ),
    ]


def measure(baud: int, openings: int) -> Times:
    """Start the machine, put envelopes in, collect them one after the other at the glass."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-touch-") as folder,
        _system(Path(folder), baud) as system,
        _visitor(system) as visitor,
    ):
        return visitor.collects(asyncio.run(visitor.clerk().places(openings)))


@contextmanager
def _system(root: Path, baud: int) -> Iterator[System]:
    house = BusyHouse(root, baud=baud)
    with display(house.width, house.height, own=True) as name, _environment("DISPLAY", name):
        system = System(house)
        try:
            system.start()
            _as_installed(house.root / "processes.json")
            yield system
        finally:
            system.stop()


def _as_installed(register: Path) -> None:
    """lockerd as its systemd unit starts it, and the boards as hardware is: nobody keeps them waiting. Needs root."""
    pids = {name: pid for name, (pid, _) in json.loads(register.read_text()).items()}
    for name, priority in (("lockerd", 1), ("cabinet", 2)):
        try:
            os.sched_setscheduler(pids[name], os.SCHED_RR, os.sched_param(priority))
        except PermissionError:
            print(f"{name} runs without the priority its systemd unit gives it: not root")


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


@contextmanager
def _visitor(system: System) -> Iterator["Visitor"]:
    screen = Screen(system.screen.name)
    with Post(system.house.mqtt_port, system.house.passwords()) as post:
        yield Visitor(system, screen, post)
    screen.close()


class Visitor:
    """Collects one envelope after the other, and keeps the time."""

    def __init__(self, system: System, screen: Screen, post: Post) -> None:
        house = system.house
        self._house = house
        self._post = post
        self._hand = Hand(system.ports["bench"])
        self._finger = TimedFinger(screen, system.screen, house.controls)
        self._eye = Eye(screen, *TITLE)
        self._codes = CodeBook((house.root / "secrets" / "kiosk" / f"kiosk-{KIOSK.kiosk}.key").read_text().strip())

    def clerk(self) -> Clerk:
        """Who put the envelopes in before."""
        return Clerk(self._house.run / "lockerd.socket", self._hand, CLERK_NUMBER, self._house.pin)

    def collects(self, envelopes: list[Envelope]) -> Times:
        """All of them."""
        times = Times()
        for envelope in envelopes:
            self._opens(envelope, times)
            self._shuts(envelope, times)
            self._leaves()
        return times

    def _opens(self, envelope: Envelope, times: Times) -> None:
        self._reads("home")
        self._finger.touch("collect")
        self._reads("collect")
        pressed_s = self._finger.types(self._codes.code(envelope.counter))
        self._finger.sees("door_open")
        coil_s = self._hand.door(envelope.compartment)["lock"]["energised_at_monotonic_s"]
        times.to_coil.append(1000 * (coil_s - pressed_s))

    def _shuts(self, envelope: Envelope, times: Times) -> None:
        time.sleep(TAKES_S)
        self._hand.does(envelope.compartment, "take")
        before = self._eye.sees()
        self._hand.does(envelope.compartment, "push")
        seen_s = self._eye.change_s(before, SEEN_S_MAX)
        told_s = self._post.closed_s(envelope.compartment, SEEN_S_MAX)
        shut_s = self._shut_s(envelope)
        times.to_glass.append(1000 * (seen_s - shut_s))
        times.to_subscriber.append(1000 * (told_s - shut_s))

    def _shut_s(self, envelope: Envelope) -> float:
        """When the simulated door was shut, by the monotonic clock."""
        world = self._hand.world()
        lock = next(door["lock"] for door in world["doors"] if door["id"] == envelope.compartment)
        began_s = lock["energised_at_monotonic_s"] - lock["energised_at_ms"] / 1000
        shut = [f["at_ms"] for f in world["facts"] if (f["subject"], f["what"]) == (envelope.compartment, "shut")]
        return float(began_s + shut[-1] / 1000)

    def _leaves(self) -> None:
        self._reads("door_shut")
        self._finger.touch("yes")
        self._reads("thank_you")
        self._finger.touch("back")

    def _reads(self, screen: str) -> None:
        self._finger.sees(screen)
        time.sleep(READS_S)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--openings", type=int, default=OPENINGS)
    parser.add_argument("--baud", type=int, nargs="*", default=list(AIMS), choices=list(AIMS))
    asked = parser.parse_args()
    figures = {}
    for baud in asked.baud:
        times = measure(baud, asked.openings)
        figures[baud] = asdict(times)
        print("\n".join(map(line, rows(baud, times))), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
