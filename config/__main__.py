"""``python -m config --check FILE``: is this file of a kiosk or of the hall fit to run?"""

import argparse
import sys
from pathlib import Path

from config.check import check


def main() -> int:
    """Check the file named on the command line; exit status 0 or 2."""
    parser = argparse.ArgumentParser(prog="python -m config", description=__doc__)
    parser.add_argument("--check", metavar="FILE", type=Path, required=True, help="a kiosk.toml or hall.toml")
    return check(parser.parse_args().check)


if __name__ == "__main__":
    sys.exit(main())
