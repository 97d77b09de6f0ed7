"""Papers and cards on the bench page, in a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from drivers.printer import Printer
from drivers.sim.scene import load_scene
from drivers.sim.serve import Served, serve
from tests.drivers.sim.test_the_page_in_a_browser import Tab, tab

__all__ = ["tab"]
EXAMPLE = Path(__file__).parents[3] / "drivers" / "sim" / "scenes" / "cabinet.toml"


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Served]:
    async with serve(load_scene(EXAMPLE), tmp_path) as served:
        yield served


@pytest.mark.parametrize("width", [1366, 390])
async def test_papers_are_seen_and_torn_off_and_cards_laid_down(
    counter: Served,
    tab: Tab,
    width: int,
) -> None:
    printer, reader = counter.machine.printer, counter.machine.reader
    assert printer is not None
    assert reader is not None
    await tab.open(counter.bench.url, width)
    assert await Printer(str(printer.link), 115200).print(b"\x1b@first\n\x1dV\x00half\n") is None
    await tab.until("document.querySelectorAll('.papers img').length == 2")
    await tab.click("button[data-post='/api/printer/tear-off']")
    await tab.until("document.querySelectorAll('.papers figcaption')[0].textContent.includes('torn')")
    await tab.until("document.querySelector('.papers img').naturalWidth == 640")
    await tab.click("button[data-post='/api/reader/lay/batu']")
    await tab.until("document.querySelector('.id-card.laid').textContent.includes('巴图孟和')")
    assert reader.laid is not None
    await tab.click("button[data-post='/api/reader/lift']")
    await tab.until("!document.querySelector('.id-card.laid')")
    assert await tab.tell("document.documentElement.scrollWidth <= innerWidth")
