"""``python -m drivers.probe kiosk.toml``: prove an installation, door by door, and correct its mapping."""

import argparse
import asyncio
import sys
from pathlib import Path

from drivers.probe.course import Status, Wanted, run
from drivers.probe.machine import MachineError
from drivers.probe.questions import Scope
from drivers.probe.report import ReportError
from drivers.probe.tally import TIMES_MAX
from drivers.probe.technician import Technician
from drivers.probe.terminal import Believer, Terminal
from drivers.probe.words import LANGUAGES, Words

REPORT_SUFFIX = ".probe.json"


def main() -> int:
    """Exit status 0: everything is right; 1: not everything; 2: a file cannot be used; 3: lockerd runs."""
    arguments = _arguments()
    words = Words(arguments.lang)
    terminal = Terminal(words)
    technician: Technician = Believer(terminal, arguments.who) if arguments.yes else terminal
    wanted = Wanted(
        toml=arguments.toml,
        report=arguments.report or arguments.toml.with_suffix(REPORT_SUFFIX),
        who=arguments.who,
        soak=arguments.soak,
        scope=Scope(arguments.scope) if arguments.scope else Scope.QUICK if arguments.yes else None,
        again=arguments.again,
    )
    try:
        return asyncio.run(run(wanted, technician, words))
    except (MachineError, ReportError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return Status.UNUSABLE
    except KeyboardInterrupt:
        return Status.WRONG


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m drivers.probe", description=__doc__)
    parser.add_argument("toml", type=Path, help="the machine's kiosk.toml")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="language of the walk")
    parser.add_argument("--report", type=Path, help=f"where the report is kept; else beside the file, {REPORT_SUFFIX}")
    parser.add_argument("--who", default="", help="who checks; asked for otherwise")
    parser.add_argument("--scope", choices=[scope.value for scope in Scope], help="how far to search for boards")
    parser.add_argument("--soak", type=_times, default=0, metavar="N", help="open every door N times afterwards")
    parser.add_argument("--yes", action="store_true", help="nobody is asked: the sensors are believed")
    parser.add_argument("--again", action="store_true", help="forget what was found before")
    return parser.parse_args()


def _times(text: str) -> int:
    times = int(text)
    if not 0 <= times <= TIMES_MAX:
        raise argparse.ArgumentTypeError(f"0 to {TIMES_MAX}")
    return times


if __name__ == "__main__":
    sys.exit(main())
