"""``python -m demo.tour [--json FILE]``: start everything, play the tour, end. The tour touches only what a person can.

Glass: X events by xdotool. Cabinet and phone: the bench page's interface, the hand of a person. Pages: Chromium.
"""

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from demo.applying import Applying
from demo.browser import chromium
from demo.calling import Calling
from demo.collecting import Collecting
from demo.continuing import Continuing
from demo.house import House
from demo.joint import Joint
from demo.stage import Stage
from demo.steps import Act, Report, walk
from demo.system import System

ROOT = Path("var/demo")
INTERRUPTED = 130
"""As a shell tells that a program was ended by Ctrl-C: 128 and the number of SIGINT."""

STORIES = (Collecting, Applying, Calling, Continuing, Joint)


def plan(stage: Stage) -> list[Act]:
    """Every step of every story, in order."""
    return [act for story in STORIES for act in story(stage).plan()]


def play(system: System, report: Report) -> bool:
    """The whole tour; True when every step worked."""
    with chromium() as browser:
        return walk(plan(Stage(system, browser, report)), report)


def guided(house: House, report: Report, watch: Callable[[System], None], stay: Callable[[System], None]) -> int:
    """Start everything, play the tour, end everything; returns the exit status.

    ``watch`` is called when all is up, before the tour; ``stay`` after it, if it worked. Ctrl-C and SIGTERM end it:
    after the tour that is how it is meant to end, before it is :data:`INTERRUPTED`.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    system = System(house)
    report.total = len(system.plan()) + sum(len(story.STEPS) for story in STORIES)
    try:
        if walk(system.plan(), report):
            watch(system)
            if play(system, report):
                stay(system)
    except KeyboardInterrupt:
        if not report.finished:
            sys.stderr.write("interrupted before the end of the tour\n")
            return INTERRUPTED
    finally:
        system.stop()
    if report.failed:
        sys.stderr.write(f"the tour failed at: {report.failed}\n")
    return 1 if report.failed else 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


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
