"""``python -m demo.tour [--json FILE]``: start everything, play the tour, end. The tour touches only what a person can.

Glass: X events by xdotool. Cabinet and phone: the bench page's interface, the hand of a person. Pages: Chromium.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from demo import applying, collecting, joint
from demo.browser import chromium
from demo.house import House
from demo.stage import Stage
from demo.steps import Act, Report, walk
from demo.system import System

ROOT = Path("var/demo")


STEPS = (*collecting.STEPS, *applying.STEPS, *joint.STEPS)


def plan(stage: Stage) -> list[Act]:
    """Every step of every story, in order."""
    stories = (collecting.Collecting(stage), applying.Applying(stage), joint.Joint(stage))
    return [act for story in stories for act in story.plan()]


def play(system: System, report: Report) -> bool:
    """The whole tour; True when every step worked."""
    with chromium() as browser:
        return walk(plan(Stage(system, browser, report)), report)


def guided(house: House, report: Report, watch: Callable[[System], None], stay: Callable[[System], None]) -> int:
    """Start everything, play the tour, end everything; returns the exit status.

    ``watch`` is called when all is up, before the tour; ``stay`` after it, if it worked.
    """
    system = System(house)
    report.total = len(system.plan()) + len(STEPS)
    try:
        if walk(system.plan(), report):
            watch(system)
            if play(system, report):
                stay(system)
    finally:
        system.stop()
    if report.failed:
        sys.stderr.write(f"the tour failed at: {report.failed}\n")
    return 1 if report.failed else 0


def _nothing(_system: System) -> None:
    """Nobody watches, nobody stays."""


def main() -> int:
    """The tour alone, for a machine to read."""
    parser = argparse.ArgumentParser(prog="python -m demo.tour", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="steps and figures")
    asked = parser.parse_args()
    report = Report()
    status = guided(House(ROOT.resolve()), report, _nothing, _nothing)
    report.write(asked.json or ROOT / "tour.json")
    return status


if __name__ == "__main__":
    sys.exit(main())
