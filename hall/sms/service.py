"""The SMS process: turn the courier until told to end."""

import time
from collections.abc import Callable
from pathlib import Path

from config.credentials import Credentials
from config.hall import HallMachine, Sms
from hall.alone import alone
from hall.clock import now_ms
from hall.sms.courier import Courier
from hall.sms.letters import Letters
from hall.sms.phones import Phones
from hall.sms.senders import Sender
from hall.sms.senders.console import ConsoleSender
from hall.watchdog import Watchdog

IDLE_S = 0.25


def courier_of(machine: HallMachine, credentials: Credentials, sender: Sender) -> Courier:
    """A courier with this hall's secrets. :raises config.problem.ConfigError: a secret is missing."""
    secrets = {kiosk.id: credentials.text(f"kiosk-{kiosk.id}.key") for kiosk in machine.kiosk}
    letters = Letters(machine, Phones(credentials.text("hall_box.key")), secrets)
    return Courier(letters, sender, machine.sms.a_day_per_phone_max, now_ms)


def sender_of(sms: Sms) -> Sender:
    """The sender the TOML names."""
    if sms.sender == "console":
        return ConsoleSender(Path(sms.outbox))
    from hall.sms.senders.modem import ModemSender  # noqa: PLC0415  (pyserial only where there is a modem)

    return ModemSender(sms.port or "", sms.baud)


def serve(courier: Courier, sender: Sender, watchdog: Watchdog, ending: Callable[[], bool]) -> None:
    """Turn until ``ending``."""
    watchdog.ready()
    with alone("sms", watchdog, ending) as mine:
        if mine:
            _serve(courier, sender, watchdog, ending)


def _serve(courier: Courier, sender: Sender, watchdog: Watchdog, ending: Callable[[], bool]) -> None:
    courier.start()
    try:
        while not ending():
            watchdog.alive()
            if not courier.turn():
                time.sleep(IDLE_S)
    finally:
        sender.stop()
