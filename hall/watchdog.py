"""systemd is told that the loop that matters still turns (sd_notify); a no-op outside systemd."""

import sdnotify


class Watchdog:
    """Feed it from the loop. The unit's ``WatchdogSec`` must be longer than the longest turn (10 s)."""

    def __init__(self) -> None:
        self._systemd = sdnotify.SystemdNotifier()

    def ready(self) -> None:
        """The process does its work from here on."""
        self._systemd.notify("READY=1")

    def alive(self) -> None:
        """The loop turned once more."""
        self._systemd.notify("WATCHDOG=1")
