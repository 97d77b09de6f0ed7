"""This process's hall, typed: its machine and its secrets, as Django's settings hold them."""

from django.conf import settings

from config.credentials import Credentials
from config.hall import HallMachine


def machine() -> HallMachine:
    """All of ``hall.toml``."""
    found: HallMachine = settings.MACHINE  # type: ignore[misc]  # hall.settings adds it
    return found


def credentials() -> Credentials:
    """The folder of secret files."""
    found: Credentials = settings.CREDENTIALS  # type: ignore[misc]  # hall.settings adds it
    return found
