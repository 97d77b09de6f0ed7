"""What must be there before the counter serves: found missing at the start, not when somebody stands at a kiosk."""

from pathlib import Path

from config.credentials import Credentials
from config.hall import Counter, HallMachine
from config.problem import ConfigError, Problem
from hall.counter.token import key_of_kiosk

SECRETS = ("hall_box.key", "hall_box.pub", "pages.key", "notice_mac.key")


def checked(machine: HallMachine, credentials: Credentials) -> Counter:
    """The counter of this hall. :raises config.problem.ConfigError: a table, a secret or TLS is missing."""
    if machine.cases is None:
        raise ConfigError(Path("hall.toml"), [Problem("cases", "missing; the counter takes applications in for it")])
    for name in SECRETS:
        credentials.text(name)
    for kiosk in machine.kiosk:
        _check_key(credentials, f"hall_api-{kiosk.id}.key")
    return machine.counter


def _check_key(credentials: Credentials, name: str) -> None:
    try:
        key_of_kiosk(credentials.text(name))
    except ValueError as error:
        raise ConfigError(credentials.path(name), [Problem("", str(error))]) from None
