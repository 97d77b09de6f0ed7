"""The word to systemd (sd_notify(3)): ready, and alive as long as the loop that opens doors turns."""

import sdnotify


class Watchdog:
    """Silent where no systemd listens."""

    def __init__(self) -> None:
        self._notifier = sdnotify.SystemdNotifier()
        self._ready = False

    def alive(self) -> None:
        """Called by the doors' own loop; the first time it means ready."""
        if not self._ready:
            self._ready = True
            self._notifier.notify("READY=1")
        self._notifier.notify("WATCHDOG=1")
