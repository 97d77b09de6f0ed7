"""A code held before the simulated scanner arrives at the kiosk's own scanner driver."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import qrcode  # type: ignore[import-untyped]

from drivers.scanner.serial_scanner import SerialScanner
from drivers.sim.scanner import TEXT_BYTES_MAX, SimulatedScanner

NOTICE = "EL1:A202600042:261123:E26112300423:ABCDEFGHIJKLMNOP"
LIMIT_S = 5.0


@asynccontextmanager
async def scanners(folder: Path) -> AsyncIterator[tuple[SimulatedScanner, "asyncio.Queue[str]"]]:
    simulated, heard = SimulatedScanner(folder / "scanner"), asyncio.Queue[str]()
    simulated.plug()
    driver = asyncio.create_task(SerialScanner(str(simulated.link), heard.put_nowait, pauses_s=(0.01,)).run())
    try:
        yield simulated, heard
    finally:
        driver.cancel()
        await asyncio.gather(driver, return_exceptions=True)
        simulated.unplug()


async def reads(simulated: SimulatedScanner, heard: "asyncio.Queue[str]", text: str) -> str:
    """The code is held there until the driver has opened the port and read it."""
    async with asyncio.timeout(LIMIT_S):
        while heard.empty():
            assert simulated.read(text)
            await asyncio.sleep(0.02)
        return await heard.get()


def picture_of(*texts: str) -> bytes:
    image, png = qrcode.make(texts[0]).get_image(), io.BytesIO()
    image.save(png, "PNG")
    return png.getvalue()


async def test_a_code_is_read_out_whole(tmp_path: Path) -> None:
    async with scanners(tmp_path) as (simulated, heard):
        assert await reads(simulated, heard, NOTICE) == NOTICE


async def test_the_code_on_a_paper_is_read_from_its_picture(tmp_path: Path) -> None:
    async with scanners(tmp_path) as (simulated, heard):
        await reads(simulated, heard, "once, so that the port is open")
        assert simulated.read_picture(picture_of(NOTICE))
        async with asyncio.timeout(LIMIT_S):
            assert await heard.get() == NOTICE


async def test_a_paper_without_a_code_is_not_read(tmp_path: Path) -> None:
    async with scanners(tmp_path) as (simulated, _):
        blank = io.BytesIO()
        qrcode.make("x").get_image().resize((8, 8)).save(blank, "PNG")
        assert not simulated.read_picture(blank.getvalue())


@pytest.mark.parametrize("text", ["", "two\nlines", "x" * (TEXT_BYTES_MAX + 1)])
async def test_what_no_code_can_hold_is_not_read(tmp_path: Path, text: str) -> None:
    async with scanners(tmp_path) as (simulated, _):
        assert not simulated.read(text)


async def test_a_scanner_that_was_pulled_out_reads_nothing(tmp_path: Path) -> None:
    async with scanners(tmp_path) as (simulated, _):
        simulated.unplug()
        assert not simulated.read(NOTICE)
