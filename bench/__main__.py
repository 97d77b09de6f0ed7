"""``python -m bench [--json FILE] [--only NAME ...] [--quick]``: every figure of SPEED, as ratios of one run."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bench import compose, ledger, machine, others, pages, qr, rules, touch
from bench.row import HEADING, Row, line

Run = Callable[[bool], list[Row]]
BENCHES: dict[str, Run] = {
    "modbus": others.modbus,
    "pulse": others.pulse,
    "dead": others.dead,
    "touch": touch.run,
    "ledger": ledger.run,
    "ingest": others.ingest,
    "kiosk": others.kiosk,
    "machine": machine.run,
    "compose": compose.run,
    "pages": pages.run,
    "qr": qr.run,
    "rules": rules.run,
}


def main() -> int:
    """Measure and print. A missed aim is told, not an error: machines are noisy."""
    asked = _arguments()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n{HEADING}")
    figures = {name: _measured(name, asked.quick) for name in asked.only or BENCHES}
    missed = [row.what for rows in figures.values() for row in rows if row.met is False]
    print(f"\nmissed: {'; '.join(missed) or 'nothing'}")
    if asked.json:
        told = {name: [asdict(row) | {"met": row.met} for row in rows] for name, rows in figures.items()}
        asked.json.write_text(json.dumps(told, indent=1))
    return 0


def _measured(name: str, quick: bool) -> list[Row]:
    rows = BENCHES[name](quick)
    print(f"-- {name}", *map(line, rows), sep="\n", flush=True)
    return rows


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="the same for a machine to read")
    parser.add_argument("--only", nargs="+", choices=list(BENCHES), metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that everything runs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
