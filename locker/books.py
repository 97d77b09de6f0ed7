"""``python -m locker verify | export | restore``: a person looks after the books. A composition root.

Exit status: 0 done, 1 the books or the copy cannot be believed or do not fit, 2 the configuration or a file is wrong,
3 lockerd has the ledger.
"""

import argparse
import sys
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from config.load import ConfigError, load_kiosk
from locker.contract.facts import ENDED, Service
from locker.contract.ids import BootId
from locker.contract.log_file import LogFileError
from locker.ledger.copies import export, open_copy
from locker.ledger.files import cursor_of, verify_file
from locker.ledger.restore import RestoreRefusedError, restore
from locker.ledger.trouble import LedgerDamagedError, LedgerInUseError, StorageFullError
from locker.wiring import known_profiles

BOOKS = ("verify", "export", "restore")


def keep_books(arguments: Sequence[str]) -> int:
    """Do one of the three; what came of it is said on stdout, trouble on stderr."""
    asked = _parser().parse_args(arguments)
    try:
        status: int = asked.run(asked)
    except (LedgerDamagedError, LogFileError, RestoreRefusedError, StorageFullError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (ConfigError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except LedgerInUseError as error:
        sys.stderr.write(f"{error}; stop lockerd first\n")
        return 3
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m locker", description=__doc__)
    commands = parser.add_subparsers(required=True)
    where = "this machine's kiosk.toml, or a ledger"
    verify = commands.add_parser("verify", help="read a ledger whole and report; also while lockerd runs")
    verify.add_argument("books", type=Path, help=where)
    verify.set_defaults(run=_verify)
    out = commands.add_parser("export", help="write all entries to a file that needs no program of ours to be checked")
    out.add_argument("books", type=Path, help=where)
    out.add_argument("--out", type=Path, required=True, metavar="FILE", help="gzip of JSON lines: log.jsonl.gz")
    out.set_defaults(run=_export)
    back = commands.add_parser("restore", help="make a ledger from a copy, or add what the hall holds and it lacks")
    back.add_argument("copy", type=Path, help="an export, the hall's log of this kiosk, or a copy of a ledger")
    back.add_argument("--onto", type=Path, required=True, metavar="BOOKS", help=where)
    back.add_argument("--set-aside", action="store_true", help="keep what the copy contradicts in a file beside")
    back.set_defaults(run=_restore)
    return parser


def _verify(asked: argparse.Namespace) -> int:
    path, _ = _books(asked.books)
    replayed = verify_file(path)
    cabinet = replayed.cabinet
    inside = sum(deposit.state not in ENDED for deposit in cabinet.deposits.values())
    doubtful = sum(c.service is Service.NEEDS_CHECK for c in cabinet.compartments.values())
    sys.stdout.write(
        f"{path}: good: {replayed.seq} entries, last hash {replayed.hash}\n"
        f"the hall has acknowledged {cursor_of(path)}; next code counter {cabinet.next_counter}\n"
        f"{len(cabinet.compartments)} compartments, {doubtful} of them to look into;"
        f" {inside} deposits inside; {len(cabinet.alarms)} alarms\n"
    )
    return 0


def _export(asked: argparse.Namespace) -> int:
    path, kiosk = _books(asked.books)
    head = export(path, kiosk, asked.out)
    sys.stdout.write(f"{asked.out}: {head.seq} entries, last hash {head.hash}\n")
    return 0


def _restore(asked: argparse.Namespace) -> int:
    place, kiosk = _books(asked.onto)
    copy = open_copy(asked.copy)
    if kiosk and copy.head.kiosk not in ("", kiosk):
        raise RestoreRefusedError(f"{asked.copy} is of the kiosk {copy.head.kiosk}, not of {kiosk}")
    done = restore(copy, place, BootId(uuid.uuid4().hex), time.time_ns() // 1_000_000, set_aside=asked.set_aside)
    sys.stdout.write(f"{place}: {done.added} entries added, {done.seq} in all, last hash {done.hash}\n")
    if done.set_aside:
        sys.stdout.write(f"{done.set_aside}: what was here before, with {done.lost} entries of its own\n")
    sys.stdout.write("every compartment wants a look; codes open and are given again when the hall has agreed\n")
    return 0


def _books(path: Path) -> tuple[Path, str]:
    """The ledger, and whose it is, where that is known."""
    if path.suffix != ".toml":
        return path, ""
    machine = load_kiosk(path, known_profiles())
    return Path(machine.lockerd.ledger), machine.kiosk.id
