"""A call for help at a kiosk is on the desk's page within two seconds, and the answer back at the kiosk: all real."""

import asyncio
import time
from pathlib import Path

from intake.contract.answers import Help
from intake.contract.questions import AskHelp, CallHelp
from locker.contract import events as ev
from locker.contract.facts import Alarm
from tests.hall.browser import Page, chromium
from tests.hall.counter.kiosk import Kiosk
from tests.hall.process import Hall
from tests.hall.story import KioskLog
from tests.hall.test_ingest_live import kiosk as linked
from tests.real.broker import Broker, free_port

SEEN_S_MAX = 2.0
BUTTON = "document.querySelector('form[action$=\"/on-my-way\"] button')"


class PlainCounter:
    """A hall's counter behind no TLS, on this machine only."""

    tls: bool = False

    def __init__(self, hall: Hall) -> None:
        self.folder = hall.folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with (hall.folder / "hall.toml").open("a") as toml:
            toml.write(f'\n[counter]\nport = {self.port}\nurl = "{self.url}"\n')

    def key(self, name: str) -> str:
        return (self.folder / "keys" / name).read_text().strip()


async def test_a_call_is_seen_in_time_and_the_answer_reaches_the_kiosk(broker: Broker, tmp_path: Path) -> None:
    hall, log, port = Hall(tmp_path / "hall", broker), KioskLog(), free_port()
    hall.serves_pages_at(port)
    counter = PlainCounter(hall)
    hall.makes_staff("wang", "quiet-river-stone", tmp_path)
    with hall.serving("ingest"), hall.serving("web"), hall.serving("counter"), linked(broker, log) as link:
        await asyncio.to_thread(link.is_told, 0)
        async with chromium(tmp_path / "browser") as page, Kiosk(counter, "k1") as kiosk:
            await _logs_in(page, port)
            began = time.monotonic()
            link.sends(log.writes(ev.AlarmRaised(alarm=Alarm.HELP_WANTED, detail="form"), "act-1"))
            await page.until(f"{BUTTON} !== null", SEEN_S_MAX)
            seen_s = time.monotonic() - began
            assert await kiosk.asks(AskHelp(call="act-1")) == Help(coming=False, known=True)

            await page.runs(f"{BUTTON}.click()")
            await page.until("document.body.textContent.includes('正在赶去')")
            assert await kiosk.asks(AskHelp(call="act-1")) == Help(coming=True, known=True)

            # The next person, whose lockerd is gone: over HTTPS alone, and with an answer of their own.
            assert await kiosk.asks(CallHelp(call="act-2", screen="collect")) == Help(coming=False, known=True)
            await page.until(f"{BUTTON} !== null", SEEN_S_MAX)
            assert await kiosk.asks(AskHelp(call="act-1")) == Help(coming=False)
    print(f"call seen after {seen_s:.2f} s")


async def _logs_in(page: Page, port: int) -> None:
    async with asyncio.timeout(20):
        while not await page.runs("document.querySelector('[name=password]') !== null"):
            await page.goes_to(f"http://127.0.0.1:{port}/login")
            await asyncio.sleep(0.1)
    await page.runs("document.querySelector('[name=name]').value = 'wang'")
    await page.runs("document.querySelector('[name=password]').value = 'quiet-river-stone'")
    await page.runs("document.querySelector('button.main').click()")
    await page.until("document.querySelector('.kiosks') !== null")
