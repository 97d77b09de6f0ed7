"""From an ordered pulse to its confirmation while eight boards are polled, next to what the frame itself needs.

``python -m bench.modbus_pulse`` prints a table; ``--json FILE`` keeps it; ``--times`` is the number of pulses.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from pathlib import Path

from msgspec.structs import replace
from pymodbus.client import AsyncModbusSerialClient

from bench.modbus import BAUDS, INPUTS, Nobody
from bench.serial_boards import pulse_limit_s, serial_boards
from drivers.relay.electronics import BoardSettings, Electronics, Pulsed, RtuLine
from drivers.relay.port import silence_s
from drivers.relay.profile import Inputs, load_profile

BOARDS = 8
WARM_UP_S = 0.5
APART_S = 0.037
NEAR_S = 0.12
"""Between the next-to-last digit and the last: when polling is held, a person's finger gives it this long."""


@dataclass(frozen=True)
class Figure:
    """Ratios of the time from order to confirmation to the wire's limit for the frame and its echo."""

    baud: int
    way: str
    median: float
    p95: float
    pulses: int


async def ours_held(port: str, baud: int, times: int) -> list[float]:
    return await _ours(port, baud, times, is_held=True)


async def ours_unheld(port: str, baud: int, times: int) -> list[float]:
    return await _ours(port, baud, times, is_held=False)


async def _ours(port: str, baud: int, times: int, *, is_held: bool) -> list[float]:
    profile = replace(
        load_profile("waveshare-rtu-relay-8ch"), baud_max=max(BAUDS), inputs=Inputs(count=INPUTS), all_off=None
    )
    boards = [BoardSettings(f"board-{n}", "bus", profile, n) for n in range(1, BOARDS + 1)]
    electronics = Electronics([RtuLine("bus", port, baud)], boards, Nobody(), round_ms_min=0)
    await electronics.start()
    await asyncio.sleep(WARM_UP_S)
    took = []
    for _ in range(times):
        await asyncio.sleep(APART_S)
        if is_held:
            electronics.hold_polling(5)
            await asyncio.sleep(NEAR_S)
        began_s = time.monotonic()
        assert isinstance(await electronics.pulse("board-8", 1, 500), Pulsed)
        took.append(time.monotonic() - began_s)
    await electronics.stop()
    return took


async def one_lock(port: str, baud: int, times: int) -> list[float]:
    """pymodbus behind one lock, first come first served, the caller keeping the silence."""
    async with AsyncModbusSerialClient(port, baudrate=baud, retries=0, timeout=0.3) as client:
        lock, took = asyncio.Lock(), []
        polling = asyncio.create_task(_poll(client, lock, silence_s(baud)))
        await asyncio.sleep(WARM_UP_S)
        for _ in range(times):
            await asyncio.sleep(APART_S)
            began_s = time.monotonic()
            async with lock:
                await client.write_coil(0, True, device_id=8)
                took.append(time.monotonic() - began_s)
                await asyncio.sleep(silence_s(baud))
        polling.cancel()
        await asyncio.wait([polling])
        return took


async def _poll(client: AsyncModbusSerialClient, lock: asyncio.Lock, pause_s: float) -> None:
    while True:
        for board in range(1, BOARDS + 1):
            async with lock:
                await client.read_discrete_inputs(0, count=INPUTS, device_id=board)
                await asyncio.sleep(pause_s)


WAYS: dict[str, Callable[[str, int, int], Coroutine[object, object, list[float]]]] = {
    "ours, polls held": ours_held,
    "ours, pulse goes first": ours_unheld,
    "pymodbus behind one lock": one_lock,
}


def measure(baud: int, way: str, times: int) -> Figure:
    """Order ``times`` pulses on a fresh line."""
    with serial_boards(baud) as line:
        took = asyncio.run(WAYS[way](line.port, baud, times))
    ratios = [each / pulse_limit_s(baud) for each in took]
    p95 = statistics.quantiles(ratios, n=20)[-1]
    return Figure(baud, way, round(statistics.median(ratios), 3), round(p95, 3), times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--times", type=int, default=20, help="pulses a measurement")
    arguments = parser.parse_args()
    print("Pulse ordered to pulse confirmed, eight boards polled; ratio to the wire's limit")
    figures = [measure(baud, way, arguments.times) for baud in BAUDS for way in WAYS]
    for figure in figures:
        print(f"{figure.baud:>7}  {figure.way:<26} median {figure.median:>6.3f}  p95 {figure.p95:>6.3f}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"modbus_pulse": [asdict(figure) for figure in figures]}, indent=1))


if __name__ == "__main__":
    main()
