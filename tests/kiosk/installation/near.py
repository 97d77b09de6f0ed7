"""The installation check on the glass with a short search: boards' addresses end early, as the tests' boards do."""

import sys
from pathlib import Path

from drivers.probe.course import Status, Wanted, run
from drivers.probe.technician import Technician
from drivers.probe.words import Says
from kiosk.installation.__main__ import main
from tests.drivers.probe.conftest import near


async def prove(toml: Path, who: str, technician: Technician, words: Says, *, anew: bool | None) -> bool | str:
    """As ``kiosk.wiring.prove``."""
    wanted = Wanted(toml, toml.with_suffix(".probe.json"), who, soak=None, again=anew)
    profiles = [near("waveshare-rtu-relay-d"), near("jy-dam-8")]
    return await run(wanted, technician, words, load=near, profiles=profiles) is Status.RIGHT


if __name__ == "__main__":
    sys.exit(main(prove=prove))
