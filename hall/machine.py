"""What this hall is: which TOML names it, and what its cabinets are called."""

import os
from pathlib import Path

from config.hall import HallMachine, KnownKiosk
from config.load import load_hall

CONFIG_VARIABLE = "HALL_CONFIG"
DEFAULT_CONFIG = "/etc/erenhot/hall.toml"


def machine_of_environment() -> HallMachine:
    """The machine that ``$HALL_CONFIG`` names. :raises config.problem.ConfigError: it is none."""
    return load_hall(Path(os.environ.get(CONFIG_VARIABLE, DEFAULT_CONFIG)))


def cabinet_name(kiosk: KnownKiosk, language: str = "zh") -> str:
    """What people call this cabinet; its id where no name was given."""
    return kiosk.name.get(language) or kiosk.name.get("zh") or kiosk.id
