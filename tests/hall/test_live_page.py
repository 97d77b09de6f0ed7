"""A door opens at the kiosk, and the page on the desk shows it, without reloading: real processes, a real browser."""

import asyncio
from pathlib import Path

from locker.contract import events as ev
from locker.contract.facts import Door
from locker.contract.ids import CompartmentId
from tests.hall.browser import Page, chromium
from tests.hall.process import Hall
from tests.hall.story import KioskLog
from tests.hall.test_ingest_live import KioskLink, kiosk
from tests.real.broker import Broker, free_port

A1 = CompartmentId("A1")
SHOWN_S_MAX = 5.0  # the aim is one second; a shared machine may be busy with other tests


async def test_an_open_door_is_seen_at_the_desk_without_reloading(broker: Broker, tmp_path: Path) -> None:
    hall, log, port = Hall(tmp_path / "hall", broker), KioskLog(), free_port()
    hall.serves_pages_at(port)
    hall.makes_staff("wang", "quiet-river-stone", tmp_path)
    with hall.serving("ingest"), hall.serving("web"), kiosk(broker, log) as link:
        await asyncio.to_thread(link.is_told, 0)
        _says(link, log, ev.DoorSeen(compartment=A1, door=Door.CLOSED))
        async with chromium(tmp_path / "browser") as page:
            await _logs_in(page, port)
            await page.goes_to(f"http://127.0.0.1:{port}/kiosk/k1")
            await page.until("document.querySelector('.door.free b')?.textContent === 'A1'")
            await page.runs("window.neverReloaded = true")

            _says(link, log, ev.DoorOpened(compartment=A1))
            await page.until("document.querySelector('.door.open span')?.textContent === '门开着'", SHOWN_S_MAX)
            assert await page.runs("window.neverReloaded")
            assert await page.runs("document.documentElement.scrollWidth <= innerWidth")


def _says(link: KioskLink, log: KioskLog, event: ev.AnyEvent) -> None:
    link.sends(log.writes(event))


async def _logs_in(page: Page, port: int) -> None:
    async with asyncio.timeout(20):
        while not await page.runs("document.querySelector('[name=password]') !== null"):
            await page.goes_to(f"http://127.0.0.1:{port}/login")
            await asyncio.sleep(0.1)
    await page.runs("document.querySelector('[name=name]').value = 'wang'")
    await page.runs("document.querySelector('[name=password]').value = 'quiet-river-stone'")
    await page.runs("document.querySelector('button.main').click()")
    await page.until("document.querySelector('.kiosks') !== null")
