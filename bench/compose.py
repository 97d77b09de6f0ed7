"""The input method alone: letters given to it, candidates back on the loop, letter by letter as people type.

The touch before it and the drawing after it are not in these figures: ``kiosk.py`` has key to glyph.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.row import Row, spread
from intake.catalogue.readings import read_table
from kiosk.devices.compose import InputMethod
from kiosk.devices.lexicon import PHRASES, lexicon, rare_readings

AIM_MS = 30.0
TYPED = ("zhangwei", "zhengwufuwu", "huhehaote", "budongchandengji", "erlianhaoteshi", "bdcdj", "ouyangnana")
READINGS = Path(__file__).parents[1] / "config" / "catalogue" / "pinyin.txt"


def run(quick: bool) -> list[Row]:
    """With librime, and with single characters only."""
    times = 2 if quick else 20
    return [asyncio.run(_measured(engine=engine, times=times)) for engine in (True, False)]


async def _measured(*, engine: bool, times: int) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        known = lexicon(read_table(READINGS.read_text("utf-8")), PHRASES, rare_readings())
        method = InputMethod(Path(folder) / "rime", known)
        if engine:
            await method.open()
        presses = [press for _ in range(times) for word in TYPED for press in await _typed(method, word)]
        await method.close()
    what = f"input method, letters to candidates, {'librime' if engine else 'one by one'}"
    slowest = max(presses)
    return Row(what, slowest, "ms", target=AIM_MS, note=f"slowest; median {median(presses):.2f}, {spread(presses)}")


async def _typed(method: InputMethod, word: str) -> list[float]:
    """Milliseconds at each letter, through the thread and back to the loop."""
    presses = []
    for end in range(1, len(word) + 1):
        begun_s = time.perf_counter()
        await method.compose(word[:end], names=end % 2 == 0)
        presses.append((time.perf_counter() - begun_s) * 1000)
    return presses
