"""A hall clerk's desk: the modem driver, and at the other end of the port a modem with a phone behind it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from drivers.modem.gsm import GsmModem, ModemState, Patience
from drivers.modem.pdu import Report
from drivers.sim.modem import SimulatedModem

LIMIT_S = 10.0


class Desk:
    """Both ends of the port, and what came of it."""

    def __init__(self, port: Path) -> None:
        self.reports: list[Report] = []
        self.states: list[ModemState] = []
        self._changed = asyncio.Event()
        self.far = SimulatedModem(port, lambda _: self._changed.set(), report_after_s=0.01)
        patience = Patience(reply_s=0.6, send_s=0.4, look_s=0.05, pauses_s=(0.01, 0.02))
        self.modem = GsmModem(str(port), 115200, self._on_report, on_state=self._on_state, patience=patience)

    def _on_report(self, report: Report) -> None:
        self.reports.append(report)
        self._changed.set()

    def _on_state(self, state: ModemState) -> None:
        self.states.append(state)
        self._changed.set()

    async def until(self, fact: Callable[[], object]) -> None:
        """Wait for a fact, at most ten seconds."""
        async with asyncio.timeout(LIMIT_S):
            while not fact():
                self._changed.clear()
                await self._changed.wait()

    async def ready(self) -> None:
        await self.until(lambda: self.modem.registered)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path / "modem")
    await desk.far.start()
    await desk.modem.start()
    yield desk
    await desk.modem.stop()
    await desk.far.stop()
