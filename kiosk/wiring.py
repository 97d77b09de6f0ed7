"""The devices of one machine, from its TOML: the only file of the kiosk that sees drivers."""

from collections.abc import Callable

from config.kiosk import KioskMachine
from drivers.scanner.serial_scanner import SerialScanner


def scanner_of(machine: KioskMachine, on_text: Callable[[str], None]) -> SerialScanner | None:
    """The scanner, if there is one."""
    return SerialScanner(machine.screen.scanner, on_text) if machine.screen.scanner else None
