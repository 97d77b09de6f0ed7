"""Devices this kiosk does not have: they say so as soon as somebody wants them."""

import asyncio
from collections.abc import Callable

from kiosk.flows.inputs import CameraSaw, Paper, Printed, ReaderTrouble, Sight, Unread


class NoReader:
    """No card reader is fitted."""

    def __init__(self, feed: Callable[[ReaderTrouble], None]) -> None:
        self._feed = feed

    def look(self, *, on: bool) -> None:
        """Say so."""
        if on:
            asyncio.get_running_loop().call_soon(self._feed, ReaderTrouble(Unread.NO_READER))


class NoCamera:
    """No camera is fitted."""

    def __init__(self, feed: Callable[[CameraSaw], None]) -> None:
        self._feed = feed

    def look(self, *, on: bool, zone: bool = False) -> None:  # noqa: ARG002 (there is none to be read)
        """Say so."""
        if on:
            asyncio.get_running_loop().call_soon(self._feed, CameraSaw(Sight.NO_CAMERA))

    def take(self) -> None:
        """There is nothing to take."""

    def forget(self) -> None:
        """Nothing was seen."""


class NoPrinter:
    """No printer is fitted."""

    async def print(self, job: bytes) -> Printed:  # noqa: ARG002
        """Say so."""
        return Printed(Paper.NO_PRINTER)
