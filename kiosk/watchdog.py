"""Telling systemd that the screen's loop turns (sd_notify)."""

import asyncio

import sdnotify

EVERY_S = 5


async def feed_watchdog() -> None:
    """Until cancelled; nothing without $NOTIFY_SOCKET."""
    notifier = sdnotify.SystemdNotifier()
    notifier.notify("READY=1")
    while True:
        notifier.notify("WATCHDOG=1")
        await asyncio.sleep(EVERY_S)
