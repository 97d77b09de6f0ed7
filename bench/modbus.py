"""Polling 32 inputs a board: ours next to what the wire allows and to bare pymodbus, on the same line in one run.

``python -m bench.modbus`` prints a table; ``--json FILE`` keeps it; ``--seconds`` is the time of one measurement.
"""

import argparse
import asyncio
import itertools
import json
import statistics
import time
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from pathlib import Path

from msgspec.structs import replace
from pymodbus.client import AsyncModbusSerialClient, ModbusSerialClient

from bench.serial_boards import Seen, SerialBoards, limit_s, serial_boards
from drivers.relay.electronics import BoardSettings, Electronics, RtuLine
from drivers.relay.port import silence_s
from drivers.relay.profile import load_profile
from drivers.trouble import Trouble

BAUDS = (9600, 19_200, 115_200)
BOARDS = (1, 2, 4, 8)
INPUTS = 32
WARM_UP_S = 0.2


@dataclass(frozen=True)
class Figure:
    """One way of polling. ``ratio``: median time of a poll to the wire's limit; under 1 the silence was broken.

    ``cpu_ms`` is of one poll, start and connection taken off.
    """

    baud: int
    boards: int
    way: str
    ratio: float
    ratio_mean: float
    too_early: int
    polls: int
    cpu_ms: float


class Nobody:
    """A sink for whom nothing matters."""

    def inputs_read(self, board: str, bits: tuple[bool | None, ...]) -> None:
        pass

    def board_silent(self, board: str, trouble: Trouble) -> None:
        print(f"  {board} fell silent: {trouble}")

    def board_answers(self, board: str) -> None:
        pass

    def board_unfit(self, board: str, _trouble: Trouble) -> None:
        pass

    def board_fit(self, board: str) -> None:
        pass


async def ours(port: str, baud: int, boards: int, seconds: float) -> None:
    profile = replace(load_profile("jy-dam-di32"), baud_max=max(BAUDS))
    settings = [BoardSettings(f"board-{n}", "bus", profile, n) for n in range(1, boards + 1)]
    electronics = Electronics([RtuLine("bus", port, baud)], settings, Nobody(), round_ms_min=0)
    await electronics.start()
    await asyncio.sleep(seconds)
    await electronics.stop()


async def bare_async(port: str, baud: int, boards: int, seconds: float, pause_s: float = 0.0) -> None:
    async with AsyncModbusSerialClient(port, baudrate=baud, retries=0, timeout=0.3) as client:
        end_s = time.monotonic() + seconds
        for board in itertools.cycle(range(1, boards + 1)):
            await client.read_discrete_inputs(0, count=INPUTS, device_id=board)
            if pause_s:
                await asyncio.sleep(pause_s)
            if time.monotonic() > end_s:
                return


async def async_with_silence(port: str, baud: int, boards: int, seconds: float) -> None:
    await bare_async(port, baud, boards, seconds, silence_s(baud))


async def bare_sync(port: str, baud: int, boards: int, seconds: float) -> None:
    with ModbusSerialClient(port, baudrate=baud, retries=0, timeout=0.3) as client:
        end_s = time.monotonic() + seconds
        for board in itertools.cycle(range(1, boards + 1)):
            client.read_discrete_inputs(0, count=INPUTS, device_id=board)
            if time.monotonic() > end_s:
                return


Way = Callable[[str, int, int, float], Coroutine[object, object, None]]
WAYS: dict[str, Way] = {
    "ours": ours,
    "pymodbus async": bare_async,
    "pymodbus async, caller waits": async_with_silence,
    "pymodbus sync": bare_sync,
}


def measure(baud: int, boards: int, way: str, seconds: float) -> Figure:
    """Poll for ``seconds`` on a fresh line and tell what its boards saw."""
    with serial_boards(baud) as line:
        short, short_cpu_s = _run(line, way, baud, boards, WARM_UP_S)
        seen, cpu_s = _run(line, way, baud, boards, WARM_UP_S + seconds)
        cpu_ms = 1000 * (cpu_s - short_cpu_s) / (len(seen.replied_at_s) - len(short.replied_at_s))
        return _figure(baud, boards, way, seen, cpu_ms)


def _run(line: SerialBoards, way: str, baud: int, boards: int, seconds: float) -> tuple[Seen, float]:
    cpu_s = time.process_time()
    asyncio.run(WAYS[way](line.port, baud, boards, seconds))
    return line.seen(), time.process_time() - cpu_s


def _figure(baud: int, boards: int, way: str, seen: Seen, cpu_ms: float) -> Figure:
    took = [later - earlier for earlier, later in itertools.pairwise(seen.replied_at_s)]
    limit = limit_s(baud)
    median, mean = statistics.median(took) / limit, statistics.fmean(took) / limit
    polls = len(seen.replied_at_s)
    return Figure(baud, boards, way, round(median, 3), round(mean, 3), seen.too_early, polls, round(cpu_ms, 3))


def _line(figure: Figure) -> str:
    return (
        f"{figure.baud:>7} {figure.boards:>6}  {figure.way:<30}{figure.ratio:>7.3f} {figure.ratio_mean:>7.3f}"
        f" {figure.too_early:>6}/{figure.polls:<6}{figure.cpu_ms:>8.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--seconds", type=float, default=1.0, help="time of one measurement")
    parser.add_argument("--baud", type=int, nargs="*", default=BAUDS, choices=BAUDS)
    parser.add_argument("--boards", type=int, nargs="*", default=BOARDS)
    arguments = parser.parse_args()
    print("Polling 32 inputs a board; ratio of a poll's time to the wire's limit; aim: ours at most 1.05")
    print("   baud boards  way                            median    mean  early/polls   CPU ms")
    figures = []
    for baud, boards, way in itertools.product(arguments.baud, arguments.boards, WAYS):
        figures.append(measure(baud, boards, way, arguments.seconds))
        print(_line(figures[-1]), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps({"modbus": [asdict(figure) for figure in figures]}, indent=1))


if __name__ == "__main__":
    main()
