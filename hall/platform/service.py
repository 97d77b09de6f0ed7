"""The platform process: each adapter's carrier in turn, until told to end."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from config.credentials import Credentials
from config.hall import HallMachine
from config.problem import ConfigError, Problem
from hall.alone import alone
from hall.clock import now_ms
from hall.platform.adapters import Adapter
from hall.platform.adapters.folder import FolderAdapter
from hall.platform.adapters.http import HttpAdapter
from hall.platform.carrier import Carrier
from hall.platform.event import event_of
from hall.platform.signing import KEY_NAME
from hall.watchdog import Watchdog

IDLE_S = 0.5


def carriers(machine: HallMachine, credentials: Credentials) -> list[Carrier]:
    """One an adapter the TOML names. :raises config.problem.ConfigError: ``[cases]`` or the key is missing."""
    cases = machine.cases
    if cases is None:
        raise ConfigError(Path("hall.toml"), [Problem("cases", "missing; events of cases go to the platform")])
    adapters: list[Adapter] = [FolderAdapter(Path(cases.platform))]
    if cases.platform_url:
        adapters.append(HttpAdapter(cases.platform_url, cases.platform_ca_file))
    make = partial(event_of, letter=cases.letter, hall=cases.office.short)
    key = credentials.text(KEY_NAME)
    return [Carrier(adapter, make, key, now_ms) for adapter in adapters]


def serve(at_work: Sequence[Carrier], watchdog: Watchdog, ending: Callable[[], bool]) -> None:
    """Turn until ``ending``."""
    watchdog.ready()
    with alone("platform", watchdog, ending):
        while not ending():
            watchdog.alive()
            went = [carrier.turn() for carrier in at_work]
            if not any(went):
                time.sleep(IDLE_S)
