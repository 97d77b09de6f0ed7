"""Each process of the hall, composed: what it needs is made here and handed in."""

import getpass
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import django

from hall.machine import CONFIG_VARIABLE
from hall.watchdog import Watchdog


def begin(config: Path, settings: str = "hall.settings") -> None:
    """Point Django at this hall's file. :raises config.problem.ConfigError: the file or a secret is not fit."""
    os.environ[CONFIG_VARIABLE] = str(config)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()


def migrate() -> None:
    """Bring the database up to this version of the tables."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)


def run_web() -> None:
    """Serve the pages until SIGTERM."""
    from hall.here import machine  # noqa: PLC0415
    from hall.web import WebServer  # noqa: PLC0415

    WebServer(machine().web).run()


def run_counter() -> None:
    """Serve kiosks and phones until SIGTERM. :raises config.problem.ConfigError: a table or a secret is missing."""
    from hall.counter.server import CounterServer  # noqa: PLC0415
    from hall.counter.start import checked  # noqa: PLC0415
    from hall.counter.sweeping import begin_sweeping  # noqa: PLC0415
    from hall.here import credentials, machine  # noqa: PLC0415

    CounterServer(checked(machine(), credentials()), begin_sweeping).run()


def run_platform() -> None:
    """Serve until SIGTERM or SIGINT. :raises config.problem.ConfigError: a table or a secret is missing."""
    from hall.here import credentials, machine  # noqa: PLC0415
    from hall.platform.service import carriers, serve  # noqa: PLC0415

    ending = _ending_by_signal()
    serve(carriers(machine(), credentials()), Watchdog(), ending)


def create_staff(name: str, role: str, department: str, password_file: Path | None) -> int:
    """A login for the pages, or a new password and role for an old one; 2 when something of it is not fit."""
    from hall.staff.logins import save_staff  # noqa: PLC0415

    password = password_file.read_text().strip() if password_file else getpass.getpass("password: ")
    problems = _unknown(department) or save_staff(name, role, password, department)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 2 if problems else 0


def _unknown(department: str) -> list[str]:
    from hall.cases.catalogue import in_use  # noqa: PLC0415

    if not department or department in in_use().catalogue.departments:
        return []
    return [f"--department {department} is unknown; known: {', '.join(in_use().catalogue.departments)}"]


def write_log(kiosk: str, after: int, out: Path) -> int:
    """What is held of a kiosk's log, in a file; 1 when it cannot be believed, 2 when there is no such thing."""
    from hall.kiosks.log_copy import NothingHeldError, write_log_copy  # noqa: PLC0415
    from locker.contract.log_file import LogFileError  # noqa: PLC0415

    try:
        head = write_log_copy(kiosk, after, out)
    except NothingHeldError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except LogFileError as error:
        sys.stderr.write(f"what the hall holds of {kiosk} cannot be believed: {error}\n")
        return 1
    sys.stdout.write(f"{out}: the entries {head.after + 1} to {head.seq} of {head.kiosk}, last hash {head.hash}\n")
    return 0


def sweep_cases() -> int:
    """What happens to cases by itself, once; returns how many moved."""
    from hall.cases.sweep import sweep  # noqa: PLC0415
    from hall.clock import now_ms  # noqa: PLC0415
    from intake.clock.day import day_of  # noqa: PLC0415

    return sweep(day_of(now_ms()))


def run_ingest(part: str) -> int:
    """Serve until SIGTERM or SIGINT; 2 when ``part`` (``1/2``) is none, or has no kiosk."""
    from hall.here import credentials, machine  # noqa: PLC0415
    from hall.ingest.part import Part  # noqa: PLC0415
    from hall.ingest.service import Ingest  # noqa: PLC0415

    try:
        mine = Part.read(part)
    except ValueError as error:
        sys.stderr.write(f"--part {part}: {error}\n")
        return 2
    if not mine.kiosks(machine().kiosk):
        sys.stderr.write(f"--part {part}: no kiosk is left for it\n")
        return 2
    Ingest(machine(), credentials().text("mqtt_password"), Watchdog(), _ending_by_signal(), mine).run()
    return 0


def run_sms() -> None:
    """Serve until SIGTERM or SIGINT."""
    from hall.here import credentials, machine  # noqa: PLC0415
    from hall.sms.service import courier_of, sender_of, serve  # noqa: PLC0415

    ending = _ending_by_signal()
    sender = sender_of(machine().sms)
    serve(courier_of(machine(), credentials(), sender), sender, Watchdog(), ending)


def _ending_by_signal() -> Callable[[], bool]:
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda sent, _frame: asked.append(sent))
    return lambda: bool(asked)
