"""The desk in a real browser: pages large beside the list, turned and enlarged, on a desk's screen and on a phone."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from hall.cases.models import Case
from hall.clock import now_ms
from intake.clock.day import day_of
from tests.hall.browser import Page, chromium
from tests.hall.case_story import TOLERANT, applied
from tests.hall.desk_story import PASSWORD, Person
from tests.real.broker import free_port

ASIDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHOWN = "document.getElementById('large').getAttribute('src')"
MARKED = "document.querySelector('.checks .current b:last-of-type').textContent"
TURNED = "[stand.firstElementChild.width, stand.firstElementChild.height]"
LOADED = "document.getElementById('large')?.complete && document.getElementById('large').naturalWidth > 0"


@contextmanager
def serving(home: Path, port: int) -> Iterator[None]:
    toml = home / "hall-web.toml"
    toml.write_text((home / "hall.toml").read_text().replace("port = 8000", f"port = {port}"))
    with (home / "web.log").open("ab") as log:
        environment = {**os.environ, "HALL_CONFIG": str(toml)}
        process = subprocess.Popen([sys.executable, "-m", "hall", "web"], env=environment, stderr=log)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        toml.unlink()


@pytest.fixture
def case(hall_home: Path) -> str:
    """A case that waits for the clerk wang."""
    Person("wang", "clerk")
    return applied(TOLERANT, day=day_of(now_ms())).case


def stage(case: str) -> str:
    """Where it stands, asked from a thread of its own."""
    try:
        return Case.objects.get(pk=case).stage
    finally:
        connection.close()


async def logs_in(page: Page, port: int) -> None:
    async with asyncio.timeout(20):
        while not await page.runs("document.querySelector('[name=password]') !== null"):
            await page.goes_to(f"http://127.0.0.1:{port}/login")
            await asyncio.sleep(0.1)
    await page.runs("document.querySelector('[name=name]').value = 'wang'")
    await page.runs(f"document.querySelector('[name=password]').value = '{PASSWORD}'")
    await page.runs("document.querySelector('button.main').click()")
    # Whole: a page that is still coming would take the place of the next one asked for.
    await page.until("document.readyState === 'complete' && document.querySelector('.tabs') !== null")


async def is_wide(page: Page, width: int) -> None:
    await page.asks("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)


async def test_pages_are_turned_and_enlarged_beside_the_list(hall_home: Path, case: str, tmp_path: Path) -> None:
    port = free_port()
    with serving(hall_home, port):
        async with chromium(tmp_path / "browser") as page:
            await logs_in(page, port)
            await is_wide(page, 1280)
            await page.until(f"document.querySelector('a[href=\"/desk/case/{case}\"]') !== null")
            await page.runs(f"document.querySelector('a[href=\"/desk/case/{case}\"]').click()")
            await page.until(f"document.readyState === 'complete' && {LOADED}")
            assert await page.runs(ASIDE)
            first = await page.runs(SHOWN)

            await page.runs("stand.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))")
            assert await page.runs(SHOWN) != first
            assert await page.runs(MARKED) == "经营场所使用证明"
            await page.until(LOADED)
            small = await page.runs("document.getElementById('large').clientWidth")
            await page.runs("document.getElementById('large').click()")
            assert await page.runs("document.getElementById('large').clientWidth") > small * 2

            await page.runs("stand.dispatchEvent(new KeyboardEvent('keydown', {key: 'r'}))")
            assert await page.runs(TURNED) == [170, 120], "a page that lies on its side is turned upright"
            await page.runs("stand.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}))")
            await page.until(LOADED)
            assert (await page.runs(SHOWN)).endswith(first)

            await is_wide(page, 390)
            assert await page.runs(ASIDE)
            await page.goes_to(f"http://127.0.0.1:{port}/desk/statistics")
            await page.until("location.pathname === '/desk/statistics' && document.readyState === 'complete'")
            assert await page.runs(ASIDE)


async def test_the_list_is_ticked_and_the_case_accepted_by_hand(hall_home: Path, case: str, tmp_path: Path) -> None:
    port = free_port()
    with serving(hall_home, port):
        async with chromium(tmp_path / "browser") as page:
            await logs_in(page, port)
            await page.goes_to(f"http://127.0.0.1:{port}/desk/case/{case}")
            await page.until("document.readyState === 'complete' && document.querySelector('.checks') !== null")
            await page.runs("document.querySelectorAll('.checks input[value=good]').forEach((one) => one.click())")
            await page.runs("document.querySelector('button[value=accept]').click()")
            await page.until("document.querySelector('[role=status]') !== null")
    assert await asyncio.to_thread(stage, case) == "accepted"
