"""``python -m hall COMMAND``: every process and act of the hall server."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from config.check import check_hall
from config.load import ConfigError, load_hall
from hall import process
from hall.keys import make_keys
from hall.machine import CONFIG_VARIABLE, DEFAULT_CONFIG
from hall.staff.roles import ROLES, VIEWER

Run = Callable[[argparse.Namespace], int]


def main() -> int:
    """Run one command; exit status 0, or 2 with every problem of the configuration on stderr."""
    arguments = _parser().parse_args()
    try:
        status: int = arguments.run(arguments)
        return status
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hall", description=__doc__)
    parser.add_argument("--check", metavar="FILE", type=Path, help="check a hall.toml and end")
    parser.add_argument("--config", metavar="FILE", type=Path, default=_default_config())
    parser.set_defaults(run=_check_or_usage(parser))
    commands = parser.add_subparsers(metavar="COMMAND")
    _command(commands, "keys", "make the secrets that are absent", _keys)
    _command(commands, "migrate", "bring the database up to this version", _migrate)
    _command(commands, "web", "serve the pages", _web)
    ingest = _command(commands, "ingest", "receive the kiosks' logs", _ingest)
    ingest.add_argument(
        "--part", default="1/1", metavar="N/OF", help="only every OF-th kiosk; another process has the rest"
    )
    _command(commands, "sms", "send the SMS that are owed", _sms)
    _command(commands, "counter", "serve kiosks and the page for applicants' phones", _counter)
    _command(commands, "platform", "hand case events to the integrated platform", _platform)
    _command(commands, "desk-sweep", "end what has run out: terms of cases, promises; once", _sweep)
    log = _command(commands, "log", "write what is held of a kiosk's log to a file, to restore the kiosk from", _log)
    log.add_argument("kiosk")
    log.add_argument("--after", type=int, default=0, metavar="SEQ", help="only the entries above this one")
    log.add_argument("--out", type=Path, required=True, metavar="FILE")
    staff = _command(commands, "create-staff", "a login for the pages, or a new password for one", _staff)
    staff.add_argument("name")
    staff.add_argument("--role", choices=ROLES, default=VIEWER)
    staff.add_argument("--department", default="", help="of the role department: a key of the catalogue")
    staff.add_argument("--password-file", type=Path, help="else it is asked for")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, run: Run
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text)
    parser.set_defaults(run=run)
    return parser


def _default_config() -> Path:
    return Path(os.environ.get(CONFIG_VARIABLE, DEFAULT_CONFIG))


def _check_or_usage(parser: argparse.ArgumentParser) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        if arguments.check:
            return check_hall(arguments.check)
        parser.print_help()
        return 2

    return run


def _keys(arguments: argparse.Namespace) -> int:
    machine = load_hall(arguments.config)
    folder = machine.credentials or os.environ.get("CREDENTIALS_DIRECTORY")
    if folder is None:
        sys.stderr.write(f"{arguments.config}: credentials: name a folder to make the secrets in\n")
        return 2
    for path in make_keys(Path(folder), [kiosk.id for kiosk in machine.kiosk]):
        sys.stdout.write(f"made {path}\n")
    return 0


def _migrate(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    process.migrate()
    return 0


def _web(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    process.run_web()
    return 0


def _ingest(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    return process.run_ingest(arguments.part)


def _sms(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    process.run_sms()
    return 0


def _counter(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config, "hall.counter.settings")
    process.run_counter()
    return 0


def _platform(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    process.run_platform()
    return 0


def _sweep(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    sys.stdout.write(f"moved {process.sweep_cases()}\n")
    return 0


def _log(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    return process.write_log(arguments.kiosk, arguments.after, arguments.out)


def _staff(arguments: argparse.Namespace) -> int:
    process.begin(arguments.config)
    return process.create_staff(arguments.name, arguments.role, arguments.department, arguments.password_file)


if __name__ == "__main__":
    sys.exit(main())
